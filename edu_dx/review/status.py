"""Where the work of a board stands: what waits for whom, and which approvals no longer hold or soon will not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edu_dx.errors import UserError
from edu_dx.review.chain import Break
from edu_dx.review.grounds import APPROVED_FOR
from edu_dx.review.journal import journal_breaks
from edu_dx.review.queue import ReviewedRun, runs_after
from edu_dx.review.skimming import Skimmed, Touch
from edu_dx.review.states import LAPSING, OWNERS, State
from edu_dx.review.threads import STATE_AFTER, ThreadState
from edu_dx.run.folder import number_of, stem_of
from edu_dx.run.record import RunRecord
from edu_dx.workspace import Role, Workspace

SOON = dt.timedelta(days=30)
"""How long before the end of its year an approval is announced to lapse."""


@dataclass(frozen=True)
class Waiting:
    """Runs of one analysis that wait in one state.

    Args:
        state: where they stand.
        title: the analysis.
        runs: their names, the one that waits longest first.
        since: how long that one has waited.
    """

    state: State
    title: str
    runs: tuple[str, ...]
    since: dt.datetime

    @property
    def owners(self) -> frozenset[Role]:
        """Whose turn it is."""
        return OWNERS[self.state]


@dataclass(frozen=True)
class OpenComments:
    """A run with comments that keep it from being approved.

    Args:
        record: the newest repetition of the run.
        unanswered: comments that wait for the drafter.
        answered: comments that wait for the reviewer.
    """

    record: RunRecord
    unanswered: int
    answered: int


@dataclass(frozen=True)
class Lapsed:
    """An approval that no longer holds, and that no later one replaces.

    Args:
        record: the run.
        approved_at: when it was approved.
        because: why it no longer holds.
        again: the repetition that is under way; None where nobody has begun one.
    """

    record: RunRecord
    approved_at: dt.datetime
    because: tuple[str, ...]
    again: str | None


@dataclass(frozen=True)
class Expiring:
    """An approval that lapses soon because a year will have passed.

    Args:
        record: the run.
        on: the day after which it no longer holds.
    """

    record: RunRecord
    on: dt.date


@dataclass(frozen=True)
class Status:
    """Where the work of a board stands.

    Args:
        breaks: places where the journal was changed by other means; the rest is unknown while there are any.
        waiting: what waits, in the order of the states.
        comments: runs with open comments.
        lapsed: approvals that no longer hold, the newest first.
        expiring: approvals that lapse soon, the first one first.
    """

    breaks: tuple[Break, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    comments: tuple[OpenComments, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    expiring: tuple[Expiring, ...] = ()


def status(board: Workspace, now: dt.datetime) -> Status:
    """Where the work of ``board`` stands at ``now``."""
    try:
        skimmed = Skimmed(board)
    except UserError:
        breaks = tuple(journal_breaks(board))
        if breaks:
            return Status(breaks=breaks)
        raise
    return status_of(runs_after(board, skimmed.moves), skimmed.touches, now)


def status_of(runs: Iterable[ReviewedRun], touches: Iterable[Touch], now: dt.datetime) -> Status:
    """Where the work stands that consists of ``runs``, whose threads were touched so."""
    repetitions: defaultdict[str, list[ReviewedRun]] = defaultdict(list)
    for run in sorted(runs, key=lambda item: number_of(item.record.id)):
        repetitions[stem_of(run.record.id)].append(run)
    newest = [lineage[-1] for lineage in repetitions.values()]
    holding = [run for lineage in repetitions.values() for run in _last_approved(lineage)]
    return Status(
        waiting=tuple(_waiting(newest)),
        comments=tuple(_comments(newest, touches)),
        lapsed=tuple(_lapsed(holding, repetitions)),
        expiring=tuple(_expiring(holding, now)),
    )


def _last_approved(lineage: Sequence[ReviewedRun]) -> list[ReviewedRun]:
    """The newest repetition that was approved, whether that still holds or not: earlier ones are replaced by it."""
    approved = [run for run in lineage if run.standing.state in (*LAPSING, State.LAPSED)]
    return approved[-1:]


def _waiting(newest: Iterable[ReviewedRun]) -> list[Waiting]:
    groups: defaultdict[tuple[State, str], list[ReviewedRun]] = defaultdict(list)
    for run in newest:
        if run.standing.state is not State.DELIVERED:
            groups[run.standing.state, run.record.title].append(run)
    order = list(State)
    return [
        Waiting(state, title, tuple(run.record.id for run in oldest_first), _since(oldest_first[0]))
        for (state, title), group in sorted(groups.items(), key=lambda item: order.index(item[0][0]))
        if (oldest_first := sorted(group, key=_since))
    ]


def _since(run: ReviewedRun) -> dt.datetime:
    """When the run came to where it stands, as far as somebody brought it there."""
    history = run.standing.history
    return history[-1].at if history else run.record.started_at


def _comments(newest: Iterable[ReviewedRun], touches: Iterable[Touch]) -> list[OpenComments]:
    last = {
        (stem_of(touch.run), touch.thread): STATE_AFTER[touch.action]
        for touch in touches
        if touch.action in STATE_AFTER
    }
    counts: defaultdict[str, list[ThreadState]] = defaultdict(list)
    for (stem, _), state in last.items():
        if state is not ThreadState.RESOLVED:
            counts[stem].append(state)
    return [
        OpenComments(
            run.record,
            unanswered=states.count(ThreadState.OPEN),
            answered=states.count(ThreadState.ANSWERED),
        )
        for run in newest
        if (states := counts.get(stem_of(run.record.id)))
    ]


def _lapsed(holding: Iterable[ReviewedRun], repetitions: Mapping[str, Sequence[ReviewedRun]]) -> list[Lapsed]:
    found = []
    for run in holding:
        if run.standing.state is State.LAPSED and (approval := run.standing.last_approval):
            newest = repetitions[stem_of(run.record.id)][-1].record.id
            again = newest if newest != run.record.id else None
            found.append(Lapsed(run.record, approval.at, run.standing.lapsed_because, again))
    return sorted(found, key=lambda item: item.approved_at, reverse=True)


def _expiring(holding: Iterable[ReviewedRun], now: dt.datetime) -> list[Expiring]:
    ends = [
        Expiring(run.record, (approval.at + APPROVED_FOR).date())
        for run in holding
        if (approval := run.standing.approval) and approval.at + APPROVED_FOR <= now + SOON
    ]
    return sorted(ends, key=lambda item: item.on)
