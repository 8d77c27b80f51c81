from pathlib import Path

import pytest

from edu_dx.run.batch import cells_of, execute_all
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.folder import run_folders
from edu_dx.run.record import RunRecord
from edu_dx.run.request import requests_per_school
from edu_dx.workspace import Workspace
from tests.boards import COUNT_PUPILS, store_three_schools, write_template


def test_one_failing_school_leaves_the_others_alone(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    write_template(templates, COUNT_PUPILS + 'if school == "かえで小学校":\n    1 / 0\n')
    requests = requests_per_school(board, analysis_called("pupil_count"), {}, "internal")
    cells: list[int] = []

    records = execute_all(board, requests, cell_done=lambda: cells.append(1), run_done=lambda _: None)

    outcomes = {record.unit: record.outcome for record in records}
    assert outcomes == {"あおば小学校": "succeeded", "かえで小学校": "failed", "さくら小学校": "succeeded"}
    failed = next(record for record in records if record.failure)
    assert failed.failure is not None
    assert "ZeroDivisionError" in failed.failure.message
    assert len(cells) > 2 * cells_of(requests[0])


def test_an_interrupted_batch_keeps_what_is_finished(
    board: Workspace, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    store_three_schools(board)
    write_template(templates)
    requests = requests_per_school(board, analysis_called("pupil_count"), {}, "internal")

    def interrupt(_: RunRecord) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_all(board, requests, cell_done=lambda: None, run_done=interrupt)

    assert "pupil_count-2025-あおば小学校-01" in [folder.name for folder in run_folders(board)]
    assert not list(board.runs.glob(".unfinished-*"))
