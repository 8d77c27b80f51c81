"""Ways to make an approval out of nothing, out of another one, or hold beyond its end."""

import pytest

from edu_dx.errors import UserError
from edu_dx.review import decisions
from edu_dx.review.approval import read_seal, seal
from edu_dx.review.approving import approval_statement
from edu_dx.review.decisions import send_back, submit, withdraw
from edu_dx.review.events import Actor, Event, now
from edu_dx.review.grounds import content_of
from edu_dx.review.journal import append, events
from edu_dx.review.standing import Standing, standing
from edu_dx.review.states import Action, State
from edu_dx.workspace import Person, Workspace
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.register_key import register_public_key
from edu_dx.workspace.signing_key import SigningKey
from tests.review.conftest import RUN, STEM, edit_finding, execute_by_hand
from tests.review.signing import REPORTS, approve, with_key

OTHER = "pupil_count-2025-B109299000013-01"


def approval_of(board: Workspace, run: str) -> Event:
    found = standing(board, run).last_approval
    assert found is not None
    return found


def lapsed(board: Workspace, run: str) -> tuple[str, ...]:
    now_standing = standing(board, run)
    assert now_standing.state is State.LAPSED
    return now_standing.lapsed_because


def test_an_approval_written_into_the_journal_without_a_signature_does_not_hold(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    append(
        board,
        Event(
            at=now(), run=run, action=Action.APPROVE, person=Actor.of(taro), content=content_of(board, run)
        ),
    )

    assert lapsed(board, run)[0].startswith("この承認には署名がありません")


def test_an_approval_copied_from_another_run_does_not_hold(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    other = execute_by_hand(board, OTHER)
    submit(board, other, hanako)
    approve(board, other, taro)
    submit(board, run, hanako)

    append(board, approval_of(board, other).model_copy(update={"run": run}))

    assert standing(board, other).state is State.APPROVED
    assert lapsed(board, run) == ("承認の記録と署名が合いません。ほかの承認から写されたおそれがあります。",)


def test_an_old_approval_replayed_after_a_change_does_not_hold(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    old = approve(board, run, taro).last_approval
    edit_finding(board, "あとから書き換えた")
    submit(board, run, hanako)
    assert old is not None

    append(board, old)
    assert "承認のあとに、ノートブックの内容が変わっています。" in lapsed(board, run)
    append(board, old.model_copy(update={"content": content_of(board, run)}))
    assert "承認の記録と署名が合いません。ほかの承認から写されたおそれがあります。" in lapsed(board, run)


def test_a_withdrawn_approval_replayed_on_a_new_submission_of_the_same_does_not_hold(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    old = approve(board, run, taro).last_approval
    withdraw(board, run, taro, "図の年度が違う")
    submit(board, run, hanako)
    assert old is not None

    append(board, old)

    assert lapsed(board, run) == ("承認の記録と署名が合いません。ほかの承認から写されたおそれがあります。",)


def test_a_seal_with_another_statement_is_refused(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    signed = _signed(board, standing(board, run), taro)
    forged = signed.model_copy(update={"statement": signed.statement.model_copy(update={"unit": "別の学校"})})

    with pytest.raises(UserError, match="検印の署名が正しくありません"):
        decisions.approve(board, run, with_key(board, taro), forged)
    assert standing(board, run).state is State.SUBMITTED


def test_a_signature_for_an_earlier_round_is_refused(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    early = _signed(board, standing(board, run), taro)
    send_back(board, run, taro, "数を添えてください")
    edit_finding(board, "書き足した")
    submit(board, run, hanako)

    with pytest.raises(UserError, match="いまの提出の内容についてのものではありません"):
        decisions.approve(board, run, with_key(board, taro), early)


def test_somebody_else_s_key_is_refused(
    board: Workspace, run: str, hanako: Person, taro: Person, midori: Person
) -> None:
    submit(board, run, hanako)
    signed = _signed(board, standing(board, run), midori)

    with pytest.raises(UserError, match="試作 太郎さんの鍵として登録されていない鍵で署名されています"):
        decisions.approve(board, run, with_key(board, taro), signed)


def test_a_second_name_with_the_same_key_does_not_approve_its_own_work(
    board: Workspace, run: str, taro: Person, midori: Person
) -> None:
    author = with_key(board, taro)
    assert author.public_key
    register_public_key(board.root / CONFIG_NAME, midori.id, author.public_key)
    twin = Workspace(board.root).config.person(midori.id)
    submit(board, run, author)

    with pytest.raises(UserError, match="試作 太郎さんと同じ鍵を使っています"):
        decisions.check_may_approve(board, run, Actor.of(twin))


def test_a_key_given_up_before_approving_still_tells_who_one_is(
    board: Workspace, run: str, taro: Person, midori: Person
) -> None:
    author = with_key(board, taro)
    assert author.public_key
    register_public_key(board.root / CONFIG_NAME, midori.id, author.public_key)
    register_public_key(board.root / CONFIG_NAME, midori.id, SigningKey(board.root, midori.id).create())
    twin = Workspace(board.root).config.person(midori.id)
    submit(board, run, author)

    with pytest.raises(UserError, match="同じ鍵を使っています"):
        decisions.check_may_approve(board, run, Actor.of(twin))


def test_a_corrected_report_says_what_it_corrects(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    approve(board, run, taro)
    again = execute_by_hand(board, f"{STEM}-02", pupils=130)
    submit(board, again, hanako)
    approve(board, again, taro)

    first, second = (read_seal(event.seal).statement for event in events(board, STEM) if event.seal)
    assert (first.corrects, second.corrects) == (None, RUN)


def _signed(board: Workspace, submitted: Standing, person: Person):  # type: ignore[no-untyped-def]
    signer = with_key(board, person)
    statement = approval_statement(board, submitted, Actor.of(signer), now(), REPORTS)
    return seal(statement, SigningKey(board.root, signer.id))
