"""What waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from edu_dx.review.events import Event
from edu_dx.review.grounds import Grounds
from edu_dx.review.skimming import Skimmed
from edu_dx.review.standing import Standing, standing_after, state_after
from edu_dx.review.states import State
from edu_dx.run.files import remembered_run_files
from edu_dx.run.folder import stem_of
from edu_dx.run.record import RunRecord
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class ReviewedRun:
    """A run with its record and where it stands.

    Args:
        record: the run.
        standing: where it stands, from the events that moved it; comments are not in it.
    """

    record: RunRecord
    standing: Standing


def reviewed_runs(board: Workspace) -> list[ReviewedRun]:
    """Every run of the workspace with where it stands, by name."""
    return runs_after(board, Skimmed(board).moves)


def runs_after(board: Workspace, moves: Iterable[Event]) -> list[ReviewedRun]:
    """Every run of the workspace with where ``moves`` brought it, by name."""
    lineages = _lineages(moves)
    with remembered_run_files(board) as files:
        grounds = Grounds(board, files)
        return [
            ReviewedRun(files.record(run), standing_after(run, lineages[stem_of(run)], grounds))
            for run in files.names()
        ]


def waiting_for_review(board: Workspace) -> list[ReviewedRun]:
    """Submitted runs, the one that waits longest first."""
    with remembered_run_files(board) as files:
        grounds = Grounds(board, files)
        submitted = [
            ReviewedRun(files.record(run), standing_after(run, lineage, grounds))
            for lineage in _lineages(Skimmed(board).moves).values()
            for run in sorted({event.run for event in lineage})
            if state_after(run, lineage) is State.SUBMITTED
        ]
    return sorted(submitted, key=lambda item: item.standing.history[-1].at)


def _lineages(moves: Iterable[Event]) -> defaultdict[str, list[Event]]:
    """The moves of each run and its repetitions, by what their names share."""
    lineages: defaultdict[str, list[Event]] = defaultdict(list)
    for event in moves:
        lineages[stem_of(event.run)].append(event)
    return lineages
