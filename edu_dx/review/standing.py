"""Where a run stands: folded from the journal, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from edu_dx.review.events import Actor, Event
from edu_dx.review.grounds import Grounds, submission_before
from edu_dx.review.journal import events
from edu_dx.review.states import LAPSING, MOVES, Action, State, transition_from
from edu_dx.review.threads import Thread, threads_of
from edu_dx.run.folder import number_of, stem_of
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class Standing:
    """The state of one run and who brought it there.

    Args:
        run: name of the run.
        state: where it stands now.
        lineage: events of the run and of its repetitions, oldest first.
        lapsed_because: what its approval rested on and has changed since; empty while an approval holds.
    """

    run: str
    state: State
    lineage: tuple[Event, ...]
    lapsed_because: tuple[str, ...] = ()

    @cached_property
    def history(self) -> tuple[Event, ...]:
        """The events of this run alone, oldest first."""
        return tuple(event for event in self.lineage if event.run == self.run)

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """Comments on the run and its repetitions."""
        return tuple(threads_of(self.lineage))

    @property
    def submission(self) -> Event | None:
        """The last time that it was handed in."""
        return self._last(Action.SUBMIT)

    @property
    def drafted_by(self) -> Actor | None:
        """Who handed it in last."""
        return self.submission.person if self.submission else None

    @property
    def last_approval(self) -> Event | None:
        """The last approval, whether it still holds or not."""
        return self._last(Action.APPROVE)

    @property
    def approval(self) -> Event | None:
        """The approval, while it holds."""
        return self.last_approval if self.state in LAPSING else None

    @property
    def approved_by(self) -> Actor | None:
        """Who approved it, while the approval holds."""
        return self.approval.person if self.approval else None

    @property
    def approved_at(self) -> dt.datetime | None:
        """When it was approved, while the approval holds."""
        return self.approval.at if self.approval else None

    @property
    def rounds(self) -> int:
        """How often it and the repetitions before it were handed in."""
        number = number_of(self.run)
        return sum(event.action is Action.SUBMIT and number_of(event.run) <= number for event in self.lineage)

    @property
    def drafters(self) -> tuple[Actor, ...]:
        """Everybody who ever handed it or a repetition of it in."""
        return tuple(event.person for event in self.lineage if event.action is Action.SUBMIT)

    def is_work_of(self, actor: Actor) -> bool:
        """Whether ``actor`` is one of those who drafted it."""
        return any(actor.is_same_as(drafter) for drafter in self.drafters)

    def _last(self, action: Action) -> Event | None:
        return next((event for event in reversed(self.history) if event.action is action), None)


def standing(board: Workspace, run: str) -> Standing:
    """Where ``run`` stands now."""
    return standing_after(run, events(board, stem_of(run)), Grounds(board))


def standing_after(run: str, lineage: Sequence[Event], grounds: Grounds) -> Standing:
    """Where ``run`` stands after its events.

    Args:
        run: name of the run.
        lineage: events of the run and of its repetitions, oldest first.
        grounds: what approvals rest on, as it is now.
    """
    state = state_after(run, lineage)
    journaled = Standing(run, state, tuple(lineage))
    if state not in LAPSING or journaled.last_approval is None:
        return journaled
    approval = journaled.last_approval
    reasons = grounds.lapsed_because(approval, submission_before(lineage, approval))
    return Standing(run, State.LAPSED if reasons else state, tuple(lineage), tuple(reasons))


def state_after(run: str, lineage: Sequence[Event]) -> State:
    """The state that the journal alone gives ``run``: approvals that have lapsed since count as approvals.

    A move that starts from no state the run was in changes nothing; nobody could have made it. An approval that has
    lapsed may be handed in again.
    """
    state = State.DRAFT
    for event in lineage:
        if event.run != run or event.action not in MOVES:
            continue
        move = transition_from(event.action, state)
        if move is None and state in LAPSING:
            move = transition_from(event.action, State.LAPSED)
        if move is not None:
            state = move.target
    return state
