import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.run.findings_archive import archive_findings
from tests.boards import make_board
from tests.cli.conftest import Said
from tests.finished_runs import RUN, STEM, findings_in, finish_run, write_finding

Command = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, edu_dx: Command, templates: Path) -> Path:
    """A run with two saved findings, in the current workspace."""
    board = make_board(tmp_path / "board")
    os.chdir(board.root)
    folder = finish_run(board, templates)
    for text in ("はじめの文", "## 分かったこと\n\n120人である。"):
        write_finding(folder, text)
        archive_findings(board, RUN)
    return folder


def test_a_broken_notebook_comes_back_and_it_is_said_what_from_where(edu_dx: Command, folder: Path) -> None:
    (folder / "notebook.ipynb").write_bytes(b"{")

    said = edu_dx("recover", STEM)

    assert said.status == 0
    assert "所見「分かったこと」: 保存したときの控え" in said.out
    assert "説明・計算・結果: 実行したときの控え" in said.out
    assert "notebook.broken-" in said.out
    assert "開き直します" in said.out
    assert findings_in(folder) == {"found": "## 分かったこと\n\n120人である。"}


def test_a_sound_notebook_is_left_alone(edu_dx: Command, folder: Path) -> None:
    said = edu_dx("recover", RUN)

    assert "戻すところはありませんでした" in said.out
    assert "開き直します" not in said.out


def test_versions_are_listed_and_one_is_brought_back(edu_dx: Command, folder: Path) -> None:
    listed = edu_dx("recover", RUN, "--list").out
    number = next(line for line in listed.split("■ 版") if "はじめの文" in line)[0]

    edu_dx("recover", RUN, "--version", number)

    assert findings_in(folder) == {"found": "はじめの文"}


def test_of_a_lost_run_the_findings_can_be_read(edu_dx: Command, folder: Path) -> None:
    shutil.rmtree(folder)

    assert "120人である。" in edu_dx("recover", RUN, "--list").out
    said = edu_dx("recover", RUN)
    assert said.status == 1
    assert "所見は控えに残っています" in said.err


def test_unreadable_lines_of_the_archive_are_told(edu_dx: Command, folder: Path) -> None:
    archive = folder.parents[1] / "data" / "findings" / f"{STEM}.jsonl"
    archive.write_bytes(b"{broken\n" + archive.read_bytes())

    assert "読めない行が1行" in edu_dx("recover", RUN).err
