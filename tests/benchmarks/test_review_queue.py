from pathlib import Path

import pytest

from benchmarks.busy_board import make_busy_board
from benchmarks.review_queue import main
from edu_dx.review.journal import events
from edu_dx.review.queue import reviewed_runs, waiting_for_review
from edu_dx.review.states import State


def test_the_board_has_as_many_runs_and_events_as_asked_for_and_its_approvals_hold(tmp_path: Path) -> None:
    board = make_busy_board(tmp_path / "busy", runs=4, events=82)

    assert len(events(board)) == 82
    assert [run.standing.state for run in reviewed_runs(board)] == [
        State.DELIVERED,
        State.APPROVED,
        State.RETURNED,
        State.SUBMITTED,
    ]
    assert len(waiting_for_review(board)) == 1


def test_every_list_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--runs", "4", "--events", "80", "--rounds", "1"])

    printed = capsys.readouterr().out
    assert [line.partition(":")[0] for line in printed.splitlines()] == [
        "first list",
        "queue",
        "status",
        "queue and status",
        "runs",
        "one event",
    ]
