"""What waits for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from edu_dx.review.journal import events
from edu_dx.review.standing import Standing, standing_after
from edu_dx.review.states import State
from edu_dx.run.folder import run_folders
from edu_dx.run.record import RunRecord, read_record
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class ReviewedRun:
    """A run with its record and where it stands."""

    record: RunRecord
    standing: Standing


def reviewed_runs(board: Workspace) -> list[ReviewedRun]:
    """Every run of the workspace with where it stands, by name."""
    histories = defaultdict(list)
    for event in events(board):
        histories[event.run].append(event)
    return [
        ReviewedRun(read_record(folder), standing_after(board, folder.name, histories[folder.name]))
        for folder in run_folders(board)
    ]


def waiting_for_review(board: Workspace) -> list[ReviewedRun]:
    """Submitted runs, the one that waits longest first."""
    submitted = [run for run in reviewed_runs(board) if run.standing.state is State.SUBMITTED]
    return sorted(submitted, key=lambda run: run.standing.history[-1].at)
