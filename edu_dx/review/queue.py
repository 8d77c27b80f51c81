"""What waits for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from edu_dx.review.events import Event
from edu_dx.review.grounds import Grounds
from edu_dx.review.journal import moves
from edu_dx.review.standing import Standing, standing_after, state_after
from edu_dx.review.states import State
from edu_dx.run.folder import run_folders, stem_of
from edu_dx.run.record import RunRecord, read_record
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
    lineages, grounds = _lineages(board), Grounds(board)
    return [
        ReviewedRun(read_record(folder), standing_after(folder.name, lineages[stem_of(folder.name)], grounds))
        for folder in run_folders(board)
    ]


def waiting_for_review(board: Workspace) -> list[ReviewedRun]:
    """Submitted runs, the one that waits longest first."""
    grounds = Grounds(board)
    submitted = [
        ReviewedRun(read_record(board.runs / run), standing_after(run, lineage, grounds))
        for lineage in _lineages(board).values()
        for run in sorted({event.run for event in lineage})
        if state_after(run, lineage) is State.SUBMITTED
    ]
    return sorted(submitted, key=lambda item: item.standing.history[-1].at)


def _lineages(board: Workspace) -> defaultdict[str, list[Event]]:
    """The moves of each run and its repetitions, by what their names share."""
    lineages: defaultdict[str, list[Event]] = defaultdict(list)
    for event in moves(board):
        lineages[stem_of(event.run)].append(event)
    return lineages
