"""What lists and one event cost on a board with years of reviews: ``python -m benchmarks.review_queue``.

A workspace with so many runs and events is made in a temporary folder. The first list opens the notebooks of all approved
runs; those after it open what has changed. The fastest round of each is printed, in seconds of the clock and of this
process: on a machine that does other things, the second number says more.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.busy_board import make_busy_board
from edu_dx.review.journal import append, events
from edu_dx.review.queue import reviewed_runs, waiting_for_review
from edu_dx.review.states import Action
from edu_dx.review.status import status
from edu_dx.run.catalogue import catalogue
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every list and print one line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review_queue", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[KEYS_FOLDER_VARIABLE] = str(Path(folder) / "keys")
        board = make_busy_board(Path(folder) / "board", given.runs, given.events)
        catalogue()
        _measure(board, given.rounds)


def _measure(board: Workspace, rounds: int) -> None:
    now = dt.datetime.now().astimezone()
    lists: dict[str, Callable[[], object]] = {
        "queue": lambda: waiting_for_review(board),
        "status": lambda: status(board, now),
        "queue and status": lambda: (waiting_for_review(board), status(board, now)),
        "runs": lambda: reviewed_runs(board),
        "one event": lambda: append(board, note),
    }
    note = events(board)[-1].model_copy(update={"action": Action.NOTE, "comment": "内部メモ"})
    print(f"first list: {_told(*_timed(lists['status']))}", flush=True)
    for name, make in lists.items():
        print(f"{name}: {_told(*min(_timed(make) for _ in range(rounds)))}", flush=True)


def _timed(make: Callable[[], object]) -> tuple[float, float]:
    """Seconds of this process, and of the clock."""
    clock, own = time.perf_counter(), time.process_time()
    make()
    return time.process_time() - own, time.perf_counter() - clock


def _told(own: float, clock: float) -> str:
    return f"{clock:.3f} s by the clock, {own:.3f} s of this process"


if __name__ == "__main__":
    main()
