import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from edu_dx.errors import UserError
from edu_dx.report.write import FORMATS, write_report
from edu_dx.report.write_many import WORTH_OTHER_PROCESSES, report_writers, write_reports
from tests.report.sample import key_number, sample_notebook

StoreRun = Callable[..., Path]
MANY = WORTH_OTHER_PROCESSES

HOLD = """
import sys, time
from pathlib import Path
from edu_dx.report.write_many import report_writers

if __name__ == "__main__":
    with report_writers(Path(sys.argv[2]), 9, ["html"]) as write:
        write(Path(sys.argv[1]))
        print("written", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def run(store_run: StoreRun) -> Path:
    return store_run(sample_notebook(key_number()))


@pytest.mark.parametrize("runs", [1, MANY])
def test_a_report_is_the_same_wherever_it_is_written(run: Path, tmp_path: Path, runs: int) -> None:
    with report_writers(tmp_path / "many", runs, ["html", "xlsx"]) as write:
        written = write(run)

    alone = write_report(run, tmp_path / "alone", ["html", "xlsx"])
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in alone]


def test_all_formats_are_written_where_none_is_named(run: Path, tmp_path: Path) -> None:
    with report_writers(tmp_path, 1) as write:
        assert [path.suffix for path in write(run)] == [f".{name}" for name in FORMATS]


def test_many_runs_are_written_in_their_order(run: Path, tmp_path: Path) -> None:
    written = list(write_reports([run] * MANY, tmp_path))

    assert written == [write_report(run, tmp_path)] * MANY


def test_several_threads_may_ask(run: Path, tmp_path: Path) -> None:
    with report_writers(tmp_path, MANY, ["xlsx"]) as write, ThreadPoolExecutor(4) as pool:
        assert len({paths[0] for paths in pool.map(write, [run] * 8)}) == 1


@pytest.mark.parametrize("runs", [1, MANY])
def test_a_run_without_results_is_refused_in_the_same_words(
    store_run: StoreRun, tmp_path: Path, runs: int
) -> None:
    stopped = store_run(sample_notebook(key_number()), outcome="failed")
    with pytest.raises(UserError) as told:
        write_report(stopped, tmp_path)

    with report_writers(tmp_path, runs) as write, pytest.raises(UserError) as told_elsewhere:
        write(stopped)
    assert str(told_elsewhere.value) == str(told.value)


def test_a_writer_that_is_killed_is_told_of(run: Path, tmp_path: Path) -> None:
    with report_writers(tmp_path, MANY, ["html"]) as write:
        write(run)
        for process in psutil.Process().children(recursive=True):
            if "spawn_main" in " ".join(process.cmdline()):
                process.kill()
        # The second time the writer is known to be gone before it is asked.
        for _ in range(2):
            with pytest.raises(UserError, match="Pythonが止まりました"):
                write(run)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_writers_end_when_their_starter_is_killed(run: Path, tmp_path: Path) -> None:
    script = tmp_path / "hold.py"
    script.write_text(HOLD, encoding="utf-8")
    command = [sys.executable, str(script), str(run), str(tmp_path / "out")]
    starter = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=Path.cwd())
    assert starter.stdout is not None
    assert starter.stdout.readline() == "written\n"
    processes = psutil.Process(starter.pid).children(recursive=True)
    assert processes

    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    with contextlib.closing(starter.stdout):
        _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []
