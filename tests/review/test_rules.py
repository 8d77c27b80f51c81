import datetime as dt
from itertools import product

import pytest

from edu_dx.errors import UserError
from edu_dx.review.events import Actor, Event, Evidence, Remark
from edu_dx.review.rules import check_user_can, user_can
from edu_dx.review.standing import Standing
from edu_dx.review.states import MOVES, OWNERS, REMARKING, TRANSITIONS, Action, State, transition_from
from edu_dx.workspace import Role

A, C, B = Role.ASSISTANT, Role.CONSULTANT, Role.BOARD
OWN, OTHERS = True, False

ALLOWED = {
    # (action, from, to, role, own or other's)
    (Action.SUBMIT, State.DRAFT, State.SUBMITTED, A, OWN),
    (Action.SUBMIT, State.DRAFT, State.SUBMITTED, A, OTHERS),
    (Action.SUBMIT, State.DRAFT, State.SUBMITTED, C, OWN),
    (Action.SUBMIT, State.DRAFT, State.SUBMITTED, C, OTHERS),
    (Action.SUBMIT, State.RETURNED, State.SUBMITTED, A, OWN),
    (Action.SUBMIT, State.RETURNED, State.SUBMITTED, A, OTHERS),
    (Action.SUBMIT, State.RETURNED, State.SUBMITTED, C, OWN),
    (Action.SUBMIT, State.RETURNED, State.SUBMITTED, C, OTHERS),
    (Action.SUBMIT, State.LAPSED, State.SUBMITTED, A, OWN),
    (Action.SUBMIT, State.LAPSED, State.SUBMITTED, A, OTHERS),
    (Action.SUBMIT, State.LAPSED, State.SUBMITTED, C, OWN),
    (Action.SUBMIT, State.LAPSED, State.SUBMITTED, C, OTHERS),
    (Action.SUBMIT, State.WITHDRAWN, State.SUBMITTED, A, OWN),
    (Action.SUBMIT, State.WITHDRAWN, State.SUBMITTED, A, OTHERS),
    (Action.SUBMIT, State.WITHDRAWN, State.SUBMITTED, C, OWN),
    (Action.SUBMIT, State.WITHDRAWN, State.SUBMITTED, C, OTHERS),
    (Action.RETURN, State.SUBMITTED, State.RETURNED, C, OTHERS),
    (Action.APPROVE, State.SUBMITTED, State.APPROVED, C, OTHERS),
    (Action.DELIVER, State.APPROVED, State.DELIVERED, C, OWN),
    (Action.DELIVER, State.APPROVED, State.DELIVERED, C, OTHERS),
    (Action.DELIVER, State.APPROVED, State.DELIVERED, B, OWN),
    (Action.DELIVER, State.APPROVED, State.DELIVERED, B, OTHERS),
    (Action.DELIVER, State.DELIVERED, State.DELIVERED, C, OWN),
    (Action.DELIVER, State.DELIVERED, State.DELIVERED, C, OTHERS),
    (Action.DELIVER, State.DELIVERED, State.DELIVERED, B, OWN),
    (Action.DELIVER, State.DELIVERED, State.DELIVERED, B, OTHERS),
    (Action.WITHDRAW, State.SUBMITTED, State.WITHDRAWN, A, OWN),
    (Action.WITHDRAW, State.SUBMITTED, State.WITHDRAWN, C, OWN),
    (Action.WITHDRAW, State.APPROVED, State.WITHDRAWN, C, OWN),
    (Action.WITHDRAW, State.APPROVED, State.WITHDRAWN, C, OTHERS),
    (Action.WITHDRAW, State.APPROVED, State.WITHDRAWN, B, OWN),
    (Action.WITHDRAW, State.APPROVED, State.WITHDRAWN, B, OTHERS),
    (Action.WITHDRAW, State.DELIVERED, State.WITHDRAWN, C, OWN),
    (Action.WITHDRAW, State.DELIVERED, State.WITHDRAWN, C, OTHERS),
    (Action.WITHDRAW, State.DELIVERED, State.WITHDRAWN, B, OWN),
    (Action.WITHDRAW, State.DELIVERED, State.WITHDRAWN, B, OTHERS),
    (Action.WITHDRAW, State.LAPSED, State.WITHDRAWN, C, OWN),
    (Action.WITHDRAW, State.LAPSED, State.WITHDRAWN, C, OTHERS),
    (Action.WITHDRAW, State.LAPSED, State.WITHDRAWN, B, OWN),
    (Action.WITHDRAW, State.LAPSED, State.WITHDRAWN, B, OTHERS),
}

UNDER_WORK = [State.DRAFT, State.SUBMITTED, State.RETURNED, State.LAPSED, State.WITHDRAWN]

MAY_WRITE = {
    # (action, state, role, own or other's)
    *product([Action.COMMENT], UNDER_WORK, [C, B], [OWN, OTHERS]),
    *product([Action.ANSWER], UNDER_WORK, [A, C], [OWN, OTHERS]),
    *product([Action.RESOLVE, Action.REOPEN], UNDER_WORK, [C], [OTHERS]),
    *product([Action.NOTE], State, [C], [OWN, OTHERS]),
}


def person(name: str, role: Role = A, *keys: str) -> Actor:
    return Actor(id=name, name=name, role=role, keys=keys)


def event(action: Action, actor: Actor, **parts: object) -> Event:
    return Event.model_validate(
        {
            "at": dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
            "run": "r-01",
            "action": action,
            "person": actor,
            **parts,
        }
    )


def commented(*actions: Action) -> list[Event]:
    """One thread with these contributions."""
    return [event(action, person("c", C), comment="理由", remark=Remark(thread=1)) for action in actions]


def standing_in(state: State, drafter: Actor, *events: Event) -> Standing:
    return Standing("r-01", state, (event(Action.SUBMIT, drafter), *events))


@pytest.mark.parametrize(
    ("action", "source", "target", "role", "own"),
    [row for row in product(sorted(MOVES), State, State, Role, [OWN, OTHERS])],
)
def test_who_may_move_what_from_where_to_where(
    action: Action, source: State, target: State, role: Role, own: bool
) -> None:
    actor = person("actor", role)
    drafter = actor if own else person("drafter")
    move = transition_from(action, source)

    allowed = user_can(action, actor, standing_in(source, drafter), comment="理由")

    leads_there = move is not None and move.target is target
    assert (allowed and leads_there) is ((action, source, target, role, own) in ALLOWED)


@pytest.mark.parametrize(
    ("action", "state", "role", "own"), list(product(REMARKING, State, Role, [OWN, OTHERS]))
)
def test_who_may_write_in_which_state(action: Action, state: State, role: Role, own: bool) -> None:
    actor = person("actor", role)
    drafter = actor if own else person("drafter")

    allowed = user_can(action, actor, standing_in(state, drafter), comment="理由")

    assert allowed is ((action, state, role, own) in MAY_WRITE)


def test_every_state_has_an_owner_who_can_move_it_on() -> None:
    for state, owners in OWNERS.items():
        assert any(owners & move.roles for move in TRANSITIONS if move.source is state), state


def test_one_action_leads_to_one_state_only() -> None:
    pairs = [(move.action, move.source) for move in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("action", [Action.RETURN, Action.APPROVE])
def test_a_second_name_with_the_same_key_is_the_same_person(action: Action) -> None:
    submitted = standing_in(State.SUBMITTED, person("taro", C, "ed25519:k"))

    with pytest.raises(UserError, match="taroさんと同じ鍵"):
        check_user_can(action, person("jiro", C, "ed25519:k"), submitted, "理由")
    assert user_can(action, person("jiro", C, "ed25519:other"), submitted, "理由")


def test_open_comments_keep_a_run_from_being_handed_in_again() -> None:
    returned = standing_in(State.RETURNED, person("hanako"), *commented(Action.COMMENT))

    with pytest.raises(UserError, match="まだ答えていないコメントが1件"):
        check_user_can(Action.SUBMIT, person("hanako"), returned)
    answered = standing_in(State.RETURNED, person("hanako"), *commented(Action.COMMENT, Action.ANSWER))
    assert user_can(Action.SUBMIT, person("hanako"), answered)


@pytest.mark.parametrize(
    ("actions", "allowed"),
    [
        ([Action.COMMENT], False),
        ([Action.COMMENT, Action.ANSWER], False),
        ([Action.COMMENT, Action.ANSWER, Action.RESOLVE], True),
        ([Action.COMMENT, Action.ANSWER, Action.RESOLVE, Action.REOPEN], False),
        ([Action.COMMENT, Action.RESOLVE], True),
    ],
)
def test_all_comments_are_resolved_before_an_approval(actions: list[Action], allowed: bool) -> None:
    submitted = standing_in(State.SUBMITTED, person("hanako"), *commented(*actions))

    assert user_can(Action.APPROVE, person("taro", C), submitted) is allowed


def test_a_return_needs_a_reason_or_an_open_comment() -> None:
    taro = person("taro", C)

    with pytest.raises(UserError, match="差戻しには理由が必要です"):
        check_user_can(Action.RETURN, taro, standing_in(State.SUBMITTED, person("hanako")), " \n")
    answered = commented(Action.COMMENT, Action.ANSWER)
    assert not user_can(Action.RETURN, taro, standing_in(State.SUBMITTED, person("hanako"), *answered))
    assert user_can(
        Action.RETURN, taro, standing_in(State.SUBMITTED, person("hanako"), *commented(Action.COMMENT))
    )


def test_results_that_a_repetition_does_not_give_are_not_approved() -> None:
    evidence = Evidence(attested=("a",), differing=("pupils",))
    submission = event(Action.SUBMIT, person("hanako"), evidence=evidence)
    submitted = Standing("r-01", State.SUBMITTED, (submission,))

    with pytest.raises(UserError, match="計算し直すと違う結果になるものがあるので承認できません: pupils"):
        check_user_can(Action.APPROVE, person("taro", C), submitted)


@pytest.mark.parametrize("state", State)
def test_a_refusal_says_whose_turn_it_is_and_what_to_do(state: State) -> None:
    with pytest.raises(UserError) as refused:
        check_user_can(Action.RETURN, person("taro", A), standing_in(state, person("hanako")), "理由")

    assert "支援員のtaroさんは差戻しできません" in refused.value.what
    assert "コンサルタントの人に頼んでください" in refused.value.fix
