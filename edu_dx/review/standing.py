"""Where a run stands: folded from the journal, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from edu_dx.review.journal import Event, events
from edu_dx.review.states import TRANSITIONS, Action, State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Person, Workspace


@dataclass(frozen=True)
class Standing:
    """The state of one run and who brought it there.

    Args:
        run: name of the run.
        state: where it stands now.
        history: its events, oldest first.
    """

    run: str
    state: State
    history: tuple[Event, ...]

    @property
    def drafted_by(self) -> Person | None:
        """Who submitted it last."""
        submission = self._last(Action.SUBMIT)
        return submission.person if submission else None

    @property
    def approved_by(self) -> Person | None:
        """Who approved it, while the approval holds."""
        return self._approval.person if self._approval else None

    @property
    def approved_at(self) -> dt.datetime | None:
        """When it was approved, while the approval holds."""
        return self._approval.at if self._approval else None

    @property
    def rounds(self) -> int:
        """How often it was submitted."""
        return sum(event.action is Action.SUBMIT for event in self.history)

    @property
    def drafters(self) -> frozenset[str]:
        """Everybody who ever submitted it."""
        return frozenset(event.person.id for event in self.history if event.action is Action.SUBMIT)

    @property
    def _approval(self) -> Event | None:
        return self._last(Action.APPROVE) if self.state is State.APPROVED else None

    def _last(self, action: Action) -> Event | None:
        return next((event for event in reversed(self.history) if event.action is action), None)


def standing(board: Workspace, run: str) -> Standing:
    """Where ``run`` stands; an approval of other content than the notebook now has is 失効."""
    return standing_after(board, run, events(board, run))


def standing_after(board: Workspace, run: str, history: Sequence[Event]) -> Standing:
    """Where ``run`` stands after its events, oldest first."""
    history = tuple(history)
    if not history:
        return Standing(run, State.DRAFT, history)
    last = history[-1]
    state = TRANSITIONS[last.action].target
    if state is State.APPROVED and last.content != content_of(board, run):
        state = State.LAPSED
    return Standing(run, state, history)


def content_of(board: Workspace, run: str) -> str:
    """Fingerprint of the run's notebook as it is now."""
    return fingerprint(read_notebook(board.runs / run / NOTEBOOK_NAME))
