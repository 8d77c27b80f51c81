import threading
from pathlib import Path

import pytest

from edu_dx.run.batch.run_all import cells_of, execute_all
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.folder import run_folders
from edu_dx.run.guard import Limits
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request, requests_per_school
from edu_dx.workspace import Workspace
from tests.boards import COUNT_PUPILS, store_three_schools, write_template

AOBA = 'if school == "あおば小学校":\n    '
KAEDE = 'if school == "かえで小学校":\n    '


def requests_for(board: Workspace, templates: Path, code: str = COUNT_PUPILS) -> list[Request]:
    store_three_schools(board)
    write_template(templates, code)
    return requests_per_school(board, analysis_called("pupil_count"), {}, "internal")


def outcomes(records: list[RunRecord]) -> dict[str, str]:
    return {record.unit: record.outcome for record in records}


def nothing(*_: object) -> None:
    return None


def failure_of(records: list[RunRecord], unit: str) -> tuple[str, str]:
    failure = next(record.failure for record in records if record.unit == unit)
    assert failure is not None
    return failure.cell, failure.message


def test_one_failing_school_leaves_the_others_alone(board: Workspace, templates: Path) -> None:
    requests = requests_for(board, templates, f"{COUNT_PUPILS}{KAEDE}1 / 0\n")
    cells: list[int] = []
    followed: list[str] = []

    records = execute_all(
        board,
        requests,
        cell_done=lambda: cells.append(1),
        run_done=nothing,
        afterwards=lambda record: followed.append(record.unit),
    )

    assert outcomes(records) == {
        "あおば小学校": "succeeded",
        "かえで小学校": "failed",
        "さくら小学校": "succeeded",
    }
    assert "ZeroDivisionError" in failure_of(records, "かえで小学校")[1]
    assert sorted(followed) == ["あおば小学校", "さくら小学校"]
    assert len(cells) > 2 * cells_of(requests[0])


def test_the_next_run_does_not_wait_for_what_comes_after_the_last(board: Workspace, templates: Path) -> None:
    requests = requests_for(board, templates)
    cells: list[int] = []
    next_is_under_way = threading.Event()
    done: list[tuple[str, bool]] = []

    def cell_done() -> None:
        cells.append(1)
        if len(cells) > cells_of(requests[0]):
            next_is_under_way.set()

    records = execute_all(
        board,
        requests[:2],
        cell_done=cell_done,
        run_done=lambda record: done.append((record.unit, next_is_under_way.is_set())),
        jobs=1,
        afterwards=lambda record: assert_soon(next_is_under_way),
    )

    assert [record.unit for record in records] == [unit for unit, _ in done]
    assert all(under_way for _, under_way in done)


def assert_soon(event: threading.Event) -> None:
    assert event.wait(30)


def test_a_run_over_its_memory_or_time_fails_alone(board: Workspace, templates: Path) -> None:
    greedy = (
        f"{COUNT_PUPILS}{AOBA}held = bytearray(b'1') * (700 << 20)\n    import time\n    time.sleep(60)\n"
    )
    requests = requests_for(board, templates, f"{greedy}{KAEDE}while True:\n        pass\n")

    records = execute_all(
        board,
        requests,
        cell_done=nothing,
        run_done=nothing,
        jobs=3,
        limits=Limits(minutes=0.35, megabytes=600),
    )

    cell, message = failure_of(records, "あおば小学校")
    assert cell == "セル6（手順）"
    assert "使うメモリが上限（600MB）を超えたため、この実行だけを止めました。" in message
    cell, message = failure_of(records, "かえで小学校")
    assert cell == "セル6（手順）"
    assert "制限時間（0.35分）を超えたため、この実行だけを止めました。" in message
    assert outcomes(records)["さくら小学校"] == "succeeded"
    stopped = read_notebook(board.runs / "pupil_count-2025-あおば小学校-01" / "notebook.ipynb")
    assert "児童生徒数" in str(stopped.cells[5].outputs)


def test_an_interrupted_batch_keeps_what_is_finished_and_drops_the_rest_at_once(
    board: Workspace, templates: Path
) -> None:
    requests = requests_for(board, templates, f"{COUNT_PUPILS}{KAEDE}import time\n    time.sleep(600)\n")
    done: list[str] = []

    def interrupt_after_the_second(record: RunRecord) -> None:
        done.append(record.unit)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute_all(board, requests, cell_done=nothing, run_done=interrupt_after_the_second, jobs=2)

    assert [folder.name for folder in run_folders(board)] == [
        "pupil_count-2025-あおば小学校-01",
        "pupil_count-2025-さくら小学校-01",
    ]
    assert not list(board.runs.glob(".*"))
