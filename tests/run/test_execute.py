import datetime as dt
import errno
import os
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run import execute as execute_module
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.executed import kept_executed
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.read_again import findings_to_read_again
from edu_dx.run.record import read_record
from edu_dx.run.request import Request, request_for_board
from edu_dx.workspace import Workspace
from tests.boards import enrolment, store_three_schools, write_template


def request(board: Workspace, **written: str) -> Request:
    return request_for_board(board, analysis_called("pupil_count"), written, "internal")


def no_progress() -> None:
    return None


@pytest.fixture
def ready(board: Workspace, templates: Path) -> Workspace:
    store_three_schools(board)
    write_template(templates)
    return board


def test_a_run_keeps_its_notebook_and_says_what_it_was(ready: Workspace) -> None:
    record = execute(ready, request(ready, note='日本語の"覚え書き"\\n'), no_progress)

    folder = ready.runs / "pupil_count-2025-city-01"
    notebook = read_notebook(folder / "notebook.ipynb")
    assert read_record(folder) == record
    assert [block.measure.value for block in notebook_blocks(notebook) if block.measure] == [120]
    assert record.outcome == "succeeded"
    assert record.unit == "全市"
    assert record.parameter("note") == '日本語の"覚え書き"\\n'
    assert [(table.name, table.records) for table in record.tables] == [("enrolment", 3)]
    assert record.tables[0].fingerprint == ready.store.fingerprint("enrolment")
    assert [(check.name, check.passed) for check in record.checks] == [("under-limit", True)]


def test_each_cell_tells_when_it_was_executed(ready: Workspace) -> None:
    record = execute(ready, request(ready), no_progress)

    for cell in read_notebook(ready.runs / record.id / "notebook.ipynb").cells:
        notes = cell.metadata.papermill
        start, end = (dt.datetime.fromisoformat(notes[name]) for name in ("start_time", "end_time"))
        assert notes.status == "completed"
        assert notes.duration == (end - start).total_seconds() >= 0


def test_injected_parameters_are_readable_japanese_in_a_cell_with_a_stable_id(ready: Workspace) -> None:
    record = execute(ready, request(ready, note="学校"), no_progress)

    cells = {cell.id: cell.source for cell in read_notebook(ready.runs / record.id / "notebook.ipynb").cells}
    assert "note = '学校'" in cells["injected-parameters"]


def test_runs_of_the_same_thing_are_numbered(ready: Workspace) -> None:
    names = [execute(ready, request(ready), no_progress).id for _ in range(2)]

    assert names == ["pupil_count-2025-city-01", "pupil_count-2025-city-02"]


def test_findings_are_carried_to_the_next_run_and_asked_to_be_read_again(ready: Workspace) -> None:
    path = ready.runs / execute(ready, request(ready), no_progress).id / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.cells[-1].source = "## 分かったこと\n\n120人である。"
    write_notebook(notebook, path)
    ready.store.write("enrolment", enrolment((2025, "あおば小学校", "あおば", 1, 31)), source="c" * 64)

    folder = ready.runs / execute(ready, request(ready), no_progress).id

    carried = read_notebook(folder / "notebook.ipynb")
    assert carried.cells[-1].source == "## 分かったこと\n\n120人である。"
    assert "児童生徒数（120 人 → 121 人）" in carried.cells[-2].source
    assert [finding.changed for finding in findings_to_read_again(carried)] == [("pupils",)]
    assert kept_executed(folder) == carried
    assert fingerprint(carried, findings=False) == read_record(folder).executed_fingerprint


def test_a_stopped_notebook_is_kept_and_names_cell_and_reason(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    write_template(
        templates,
        "from edu_dx.errors import UserError\nraise UserError('資料が足りません。', fix='足してください。')",
    )

    record = execute(board, request(board), no_progress)

    assert record.outcome == "failed"
    assert record.failure is not None
    assert record.failure.cell == "セル6（手順）"
    assert record.failure.message == "資料が足りません。\n［対処］足してください。"
    outputs = read_notebook(board.runs / record.id / "notebook.ipynb").cells
    assert any("資料が足りません" in str(cell.get("outputs")) for cell in outputs)


def test_a_user_error_in_a_notebook_shows_no_traceback(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    write_template(templates, "board.table('births')")

    record = execute(board, request(board), no_progress)

    outputs = str(read_notebook(board.runs / record.id / "notebook.ipynb").cells)
    assert "「出生数」の資料がまだ取り込まれていません。" in outputs
    assert "Traceback" not in outputs


def test_a_kernel_that_dies_is_a_failed_run(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    write_template(templates, "import os\nos._exit(1)")

    record = execute(board, request(board), no_progress)

    assert record.failure is not None
    assert "Pythonが止まりました" in record.failure.message


def test_a_full_disk_leaves_nothing_behind(ready: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(execute_module, "keep_executed", full)

    with pytest.raises(UserError, match="ディスクがいっぱい"):
        execute(ready, request(ready), no_progress)
    assert list(ready.runs.iterdir()) == []


def test_an_interrupted_run_leaves_nothing_behind(ready: Workspace) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute(ready, request(ready), interrupt)
    assert list(ready.runs.iterdir()) == []
