"""The states of a review, who moves a run between them, and what a move needs: as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from edu_dx.workspace import Role


class State(StrEnum):
    """Where a run stands."""

    DRAFT = "作成中"
    SUBMITTED = "提出"
    RETURNED = "差戻し"
    APPROVED = "承認"
    DELIVERED = "交付"
    LAPSED = "失効"
    WITHDRAWN = "取下げ"


class Action(StrEnum):
    """What a person does to a run."""

    SUBMIT = "提出"
    RETURN = "差戻し"
    APPROVE = "承認"
    DELIVER = "交付"
    WITHDRAW = "取下げ"
    COMMENT = "コメント"
    ANSWER = "回答"
    RESOLVE = "解決"
    REOPEN = "再開"
    NOTE = "内部メモ"
    MEND = "記録の修復"


class Whose(Enum):
    """On whose work a person may act."""

    OWN = "自分の"
    OTHERS = "ほかの人の"
    ANYONES = "だれの"


class Need(Enum):
    """What has to be there before a run may move."""

    CHECKS = "満たした検査"
    ANSWERS = "コメントへの回答"
    REASON = "理由"
    RESOLVED = "解決したコメント"
    EVIDENCE = "再計算との一致"
    SIGNATURE = "署名"


@dataclass(frozen=True)
class Transition:
    """One allowed move.

    Args:
        action: what the person does.
        source: state it starts from.
        target: state it leads to.
        roles: who may do it.
        whose: on whose work.
        needs: what has to be there.
    """

    action: Action
    source: State
    target: State
    roles: frozenset[Role]
    whose: Whose
    needs: frozenset[Need]


OWNERS: dict[State, frozenset[Role]] = {
    State.DRAFT: frozenset({Role.ASSISTANT}),
    State.SUBMITTED: frozenset({Role.CONSULTANT}),
    State.RETURNED: frozenset({Role.ASSISTANT}),
    State.APPROVED: frozenset({Role.CONSULTANT, Role.BOARD}),
    State.DELIVERED: frozenset({Role.BOARD}),
    State.LAPSED: frozenset({Role.ASSISTANT}),
    State.WITHDRAWN: frozenset({Role.ASSISTANT}),
}
"""Whose turn it is in each state."""

LAPSING = frozenset({State.APPROVED, State.DELIVERED})
"""States that become 失効 by themselves when what the approval rests on has changed."""

_DRAFTING = frozenset({Role.ASSISTANT, Role.CONSULTANT})
_REVIEWING = frozenset({Role.CONSULTANT})
_RELEASING = frozenset({Role.CONSULTANT, Role.BOARD})


def _moves(
    action: Action,
    sources: tuple[State, ...],
    target: State,
    roles: frozenset[Role],
    whose: Whose,
    *needs: Need,
) -> list[Transition]:
    return [Transition(action, source, target, roles, whose, frozenset(needs)) for source in sources]


TRANSITIONS: tuple[Transition, ...] = (
    *_moves(
        Action.SUBMIT,
        (State.DRAFT, State.RETURNED, State.LAPSED, State.WITHDRAWN),
        State.SUBMITTED,
        _DRAFTING,
        Whose.ANYONES,
        Need.CHECKS,
        Need.ANSWERS,
    ),
    *_moves(Action.RETURN, (State.SUBMITTED,), State.RETURNED, _REVIEWING, Whose.OTHERS, Need.REASON),
    *_moves(
        Action.APPROVE,
        (State.SUBMITTED,),
        State.APPROVED,
        _REVIEWING,
        Whose.OTHERS,
        Need.CHECKS,
        Need.RESOLVED,
        Need.EVIDENCE,
        Need.SIGNATURE,
    ),
    *_moves(
        Action.DELIVER,
        (State.APPROVED, State.DELIVERED),
        State.DELIVERED,
        _RELEASING,
        Whose.ANYONES,
    ),
    *_moves(Action.WITHDRAW, (State.SUBMITTED,), State.WITHDRAWN, _DRAFTING, Whose.OWN),
    *_moves(
        Action.WITHDRAW,
        (State.APPROVED, State.DELIVERED, State.LAPSED),
        State.WITHDRAWN,
        _RELEASING,
        Whose.ANYONES,
        Need.REASON,
    ),
)

MOVES = frozenset(transition.action for transition in TRANSITIONS)
"""Actions that move a run; all others leave its state as it is."""


_BY_START = {(move.action, move.source): move for move in TRANSITIONS}


def transition_from(action: Action, source: State) -> Transition | None:
    """The move that ``action`` makes from ``source``; None if there is none."""
    return _BY_START.get((action, source))


@dataclass(frozen=True)
class Remarking:
    """Who may write about a run, and in which states.

    Args:
        states: states in which it may be done.
        roles: who may do it.
        whose: on whose work.
    """

    states: frozenset[State]
    roles: frozenset[Role]
    whose: Whose


# A report that is approved says what it says: whoever finds a mistake withdraws it, with the reason.
_UNDER_WORK = frozenset(State) - LAPSING

REMARKING: dict[Action, Remarking] = {
    Action.COMMENT: Remarking(_UNDER_WORK, _RELEASING, Whose.ANYONES),
    Action.ANSWER: Remarking(_UNDER_WORK, _DRAFTING, Whose.ANYONES),
    Action.RESOLVE: Remarking(_UNDER_WORK, _REVIEWING, Whose.OTHERS),
    Action.REOPEN: Remarking(_UNDER_WORK, _REVIEWING, Whose.OTHERS),
    Action.NOTE: Remarking(frozenset(State), _REVIEWING, Whose.ANYONES),
}
"""Comments, answers and notes."""

MENDING = _REVIEWING
"""Who may go on with a damaged journal."""
