"""How long reviews take, from the journal alone.

Days are elapsed time, nights and weekends included. What was withdrawn before anybody decided was no wait of a reviewer.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from edu_dx.review.events import Event
from edu_dx.review.states import Action
from edu_dx.run.folder import analysis_of, stem_of

_DECISIONS = frozenset({Action.RETURN, Action.APPROVE})
_A_DAY = dt.timedelta(days=1)
_Item = TypeVar("_Item", "Wait", "Way")


@dataclass(frozen=True)
class Wait:
    """One submission that a reviewer decided.

    Args:
        submission: the submission.
        decision: its return or approval.
    """

    submission: Event
    decision: Event

    @property
    def run(self) -> str:
        """The run."""
        return self.submission.run

    @property
    def analysis(self) -> str:
        """Name of the analysis."""
        return analysis_of(self.run)

    @property
    def month(self) -> str:
        """Calendar month of the decision, as 2026-04."""
        return f"{self.decision.at:%Y-%m}"

    @property
    def returned(self) -> bool:
        """Whether it was returned and not approved."""
        return self.decision.action is Action.RETURN

    @property
    def days(self) -> float:
        """Elapsed days."""
        return (self.decision.at - self.submission.at) / _A_DAY


@dataclass(frozen=True)
class Way:
    """The way of a run and its repetitions to an approval.

    Args:
        stem: what their names share.
        rounds: decisions that it took, the approval included.
        submitted_at: when the first of the decided submissions was handed in.
        approved_at: when it was approved.
    """

    stem: str
    rounds: int
    submitted_at: dt.datetime
    approved_at: dt.datetime

    @property
    def analysis(self) -> str:
        """Name of the analysis."""
        return analysis_of(self.stem)

    @property
    def month(self) -> str:
        """Calendar month of the approval, as 2026-04."""
        return f"{self.approved_at:%Y-%m}"

    @property
    def days(self) -> float:
        """Elapsed days from the first submission to the approval."""
        return (self.approved_at - self.submitted_at) / _A_DAY


@dataclass(frozen=True)
class Spread:
    """Numbers with what a reader needs to judge them by.

    Args:
        values: ascending.
    """

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """The spread of numbers in any order."""
        return cls(tuple(sorted(values)))

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.values)

    @property
    def median(self) -> float:
        """Half of them are not above it; there must be at least one."""
        return statistics.median(self.values)


def waits(events: Iterable[Event]) -> list[Wait]:
    """The submissions that were decided, in the order of the decisions."""
    return _submissions(events)[0]


def open_waits(events: Iterable[Event]) -> list[Event]:
    """The submissions that nobody has decided yet, the one that waits longest first."""
    return sorted(_submissions(events)[1], key=lambda event: event.at)


def _submissions(events: Iterable[Event]) -> tuple[list[Wait], list[Event]]:
    """The submissions that were decided, and those that were not; without those withdrawn before."""
    decided: list[Wait] = []
    waiting: dict[str, Event] = {}
    for event in events:
        if event.action is Action.SUBMIT:
            waiting.setdefault(event.run, event)
        elif event.action is Action.WITHDRAW:
            waiting.pop(event.run, None)
        elif event.action in _DECISIONS and (submission := waiting.pop(event.run, None)):
            decided.append(Wait(submission, event))
    return decided, list(waiting.values())


def ways(decided: Iterable[Wait]) -> list[Way]:
    """The ways to approval, in the order of the approvals; after an approval a new one begins.

    Args:
        decided: from :func:`waits`.
    """
    rounds: defaultdict[str, list[Wait]] = defaultdict(list)
    found = []
    for wait in decided:
        stem = stem_of(wait.run)
        rounds[stem].append(wait)
        if not wait.returned:
            own = rounds.pop(stem)
            found.append(Way(stem, len(own), own[0].submission.at, wait.decision.at))
    return found


def spread_by(
    items: Sequence[_Item], group: Callable[[_Item], str], value: Callable[[_Item], float]
) -> dict[str, Spread]:
    """The spread of a number in each group, by name of the group."""
    values: defaultdict[str, list[float]] = defaultdict(list)
    for item in items:
        values[group(item)].append(value(item))
    return {name: Spread.of(values[name]) for name in sorted(values)}
