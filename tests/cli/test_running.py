"""`edu-dx run` as a process of its own: killed, interrupted, taken up again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.run.folder import run_folders
from edu_dx.run.record import read_record
from edu_dx.workspace import Workspace
from tests.boards import COUNT_PUPILS, store_three_schools, write_template
from tests.cli.conftest import Said

# The command with the test's own catalogue.
COMMAND = """
import sys
from pathlib import Path
from edu_dx.cli import main
from edu_dx.run import catalogue
templates = Path(sys.argv.pop(1))
catalogue.notebooks_folder = lambda: templates
main()
"""
pytestmark = pytest.mark.slow
UNITS = ["あおば小学校", "かえで小学校", "さくら小学校"]


@pytest.fixture
def ready(board: Workspace, templates: Path) -> Workspace:
    store_three_schools(board)
    write_template(templates)
    return board


def start(board: Workspace, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(board.root.parent / "templates"), "run", *words],
        cwd=board.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run(board: Workspace, *words: str) -> tuple[int, str, str]:
    process = start(board, *words)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def units(board: Workspace) -> list[str]:
    """The runs there are, each of which must be whole."""
    records = [read_record(folder) for folder in run_folders(board)]
    assert all((board.runs / record.id / "notebook.ipynb").is_file() for record in records)
    assert all(record.outcome == "succeeded" for record in records)
    return sorted(record.unit for record in records)


def wait_for(process: subprocess.Popen[str], *, runs: int, board: Workspace) -> None:
    while len(run_folders(board)) < runs and process.poll() is None:
        time.sleep(0.05)


def test_a_batch_killed_at_any_moment_is_completed_by_the_next_call(ready: Workspace) -> None:
    for _ in range(2):
        process = start(ready, "pupil_count", "--per", "school", "--jobs", "1")
        time.sleep(random.uniform(1.0, 7.0))
        process.kill()
        process.communicate()
        assert set(units(ready)) <= set(UNITS)

    status, _, _ = run(ready, "pupil_count", "--per", "school", "--report")

    assert status == 0
    assert units(ready) == UNITS
    assert not list(ready.runs.glob(".unfinished-*"))
    assert len(list(ready.reports.glob("*_下書き.html"))) == 3


@pytest.mark.skipif(os.name != "posix", reason="a console of its own is needed to send Ctrl-C on Windows")
def test_an_interrupted_batch_is_taken_up_again_as_it_was_asked_for(
    ready: Workspace, templates: Path
) -> None:
    slow = f'import time\n{COUNT_PUPILS}if school != "あおば小学校":\n    time.sleep(600)\n'
    write_template(templates, slow)
    words = ("pupil_count", "--per", "school", "-p", "tolerance=0.2", "--jobs", "1", "--edition", "public")
    process = start(ready, *words)
    wait_for(process, runs=1, board=ready)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "続きは「edu-dx run --resume」で行えます。" in err
    assert units(ready) == ["あおば小学校"]
    assert not list(ready.runs.glob(".unfinished-*"))

    write_template(templates, slow.replace("600", "0"))
    status, out, _ = run(ready, "--resume", "--json")

    made = json.loads(out)
    assert status == 0
    assert {record["edition"] for record in made} == {"public"}
    assert {
        value["value"] for record in made for value in record["parameters"] if value["name"] == "tolerance"
    } == {0.2}
    assert set(units(ready)) == set(UNITS)
    status, _, err = run(ready, "--resume")
    assert status == 1
    assert "途中で止まった実行はありません。" in err


def test_nothing_is_made_twice_unless_it_is_asked_for(ready: Workspace) -> None:
    run(ready, "pupil_count", "-p", "school=あおば")

    _, again, _ = run(ready, "pupil_count", "-p", "school=あおば")
    _, forced, _ = run(ready, "pupil_count", "-p", "school=あおば", "--force")

    assert "前の実行から何も変わっていないため、実行しませんでした: 1件" in again
    assert "実行しました: 成功1件、失敗0件" in forced
    assert [folder.name[-2:] for folder in run_folders(ready)] == ["01", "02"]


def test_a_report_that_cannot_be_written_stops_nothing_else(ready: Workspace) -> None:
    ready.reports.write_text("a file where the folder should be", encoding="utf-8")

    status, out, err = run(ready, "pupil_count", "-p", "school=あおば", "--report")

    assert status == 1
    assert "実行しました: 成功1件、失敗0件" in out
    assert "ファイルを読み書きできませんでした" in err
    assert units(ready) == ["あおば小学校"]


def test_failures_are_listed_with_school_cell_and_sentence(ready: Workspace, templates: Path) -> None:
    write_template(templates, f"{COUNT_PUPILS}1 / 0\n")

    status, out, err = run(ready, "pupil_count", "-p", "school=あおば")

    assert status == 1
    assert "成功0件、失敗1件" in out
    assert "［場所］あおば小学校　pupil_count-2025-あおば小学校-01 セル6（手順）" in err


def test_an_analysis_has_to_be_named(edu_dx: Callable[..., Said]) -> None:
    said = edu_dx("run")

    assert said.status == 1
    assert "どの分析を実行するかが書かれていません。" in said.err
