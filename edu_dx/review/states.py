"""The states of a review, who moves a run between them, and what a move needs: as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from edu_dx.workspace import Role


class State(StrEnum):
    """Where a run stands."""

    DRAFT = "作成中"
    SUBMITTED = "提出"
    RETURNED = "差戻し"
    APPROVED = "承認"
    LAPSED = "失効"


class Action(StrEnum):
    """What a person does to a run."""

    SUBMIT = "提出"
    RETURN = "差戻し"
    APPROVE = "承認"


@dataclass(frozen=True)
class Transition:
    """One allowed move.

    Args:
        source: states it may start from.
        target: state it leads to.
        roles: who may do it.
        own_work: whether the person who drafted the run may do it.
        needs_comment: whether a comment must be given.
    """

    source: frozenset[State]
    target: State
    roles: frozenset[Role]
    own_work: bool
    needs_comment: bool = False


TRANSITIONS: dict[Action, Transition] = {
    Action.SUBMIT: Transition(
        source=frozenset({State.DRAFT, State.RETURNED, State.LAPSED}),
        target=State.SUBMITTED,
        roles=frozenset({Role.ASSISTANT, Role.CONSULTANT}),
        own_work=True,
    ),
    Action.RETURN: Transition(
        source=frozenset({State.SUBMITTED}),
        target=State.RETURNED,
        roles=frozenset({Role.CONSULTANT}),
        own_work=False,
        needs_comment=True,
    ),
    Action.APPROVE: Transition(
        source=frozenset({State.SUBMITTED}),
        target=State.APPROVED,
        roles=frozenset({Role.CONSULTANT}),
        own_work=False,
    ),
}
