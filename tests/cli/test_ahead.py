import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from edu_dx.cli import ahead
from edu_dx.cli.ahead import begin_ahead
from edu_dx.run.kernels import of_runs
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import CONFIG_NAME


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(of_runs, "warm_up", lambda: found.append("kernels"))
    return found


@pytest.mark.parametrize(
    "words",
    [
        "run counting",
        "run counting --per school",
        "run counting --force",
        "run known --force -p school=あおば",
    ],
)
def test_kernels_are_begun_for_runs_that_are_not_there_yet(
    board: Workspace, begun: list[str], words: str
) -> None:
    (board.runs / "known-2025-city-01").mkdir(parents=True)

    begin_ahead(words.split(), board.runs)

    assert begun == ["kernels"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "run",
        "run --resume",
        "run known",
        "run counting --scheduler tcp://192.0.2.1:8786",
        "run counting --scheduler=tcp://192.0.2.1:8786",
        "report known-2025-city-01",
    ],
)
def test_nothing_is_begun_that_may_not_be_needed(board: Workspace, begun: list[str], words: str) -> None:
    (board.runs / "known-2025-city-01").mkdir(parents=True)

    begin_ahead(words.split(), board.root)

    assert begun == []


def test_outside_a_workspace_nothing_is_begun(tmp_path: Path, begun: list[str]) -> None:
    begin_ahead(["run", "counting"], tmp_path)

    assert begun == []


def test_the_names_are_those_of_the_workspace(board: Workspace) -> None:
    assert ahead.CONFIG_NAME == CONFIG_NAME
    assert board.root / ahead.RUNS_NAME == board.runs


def test_what_was_begun_ends_with_a_command_that_turns_out_to_be_wrong(board: Workspace) -> None:
    words = [sys.executable, "-c", "from edu_dx.cli import main; main()", "run", "unknown"]
    mark = {"EDU_DX_TEST": str(board.root)}

    ended = subprocess.run(
        words, cwd=board.root, env={**os.environ, **mark}, capture_output=True, encoding="utf-8", check=False
    )

    assert (ended.returncode, "「unknown」という分析はありません" in ended.stderr) == (1, True)
    assert not [process for process in psutil.process_iter() if mark.items() <= _variables(process).items()]


def _variables(process: psutil.Process) -> dict[str, str]:
    try:
        found: dict[str, str] = process.environ()
    except psutil.Error:
        return {}
    return found
