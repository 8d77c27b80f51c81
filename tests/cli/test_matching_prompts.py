"""The questions about unknown headers, on a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.boards import make_board
from tests.intake.matching.test_unknown_files import ticket_file

pty = pytest.importorskip("pty", reason="only systems with pseudo-terminals have the module")


def on_terminal(folder: Path, words: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the command on a pseudo-terminal, type the answers, and give exit status and what was shown."""
    ours, theirs = pty.openpty()
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    process = subprocess.run(
        [sys.executable, "-c", "from edu_dx.cli import main; main()", *words],
        cwd=folder,
        stdin=theirs,
        capture_output=True,
        check=False,
        timeout=120,
    )
    os.close(ours)
    os.close(theirs)
    return process.returncode, (process.stdout + process.stderr).decode("utf-8")


def test_the_questions_are_asked_and_the_file_goes_in(tmp_path: Path) -> None:
    board = make_board(tmp_path / "board")
    path = ticket_file(tmp_path, 2024)
    status, shown = on_terminal(board.root, ["intake", str(path)], ["1", "９９", "呼出時刻"])

    assert status == 0, shown
    assert "「窓口の記録_2024.csv」には、見たことのない見出しがあります。" in shown
    assert "見出し「ｳｹﾂｹ日時」は、「窓口発券記録」のどの列ですか。" in shown
    assert "値の例：2024/5/1 9:01、2024/5/1 9:02、2024/5/1 9:03" in shown
    assert "この列は使わない" in shown
    assert "番号か、次の列の名前を入れてください" in shown
    assert len(board.table("counter_tickets", 2024)) == 40


def test_whoever_decides_later_gets_a_mapping_file(tmp_path: Path) -> None:
    board = make_board(tmp_path / "board")
    status, shown = on_terminal(board.root, ["intake", str(ticket_file(tmp_path, 2024))], ["0"])

    assert status == 1
    assert "あとで決めることにしました。" in shown
    assert (board.mappings / "窓口の記録_2024.対応表.toml").is_file()


def test_no_input_asks_nothing(tmp_path: Path) -> None:
    board = make_board(tmp_path / "board")
    status, shown = on_terminal(board.root, ["intake", "--no-input", str(ticket_file(tmp_path, 2024))], [])

    assert status == 1
    assert "どの列ですか" not in shown
    assert "対応表を書き出しました" in shown


def test_nobody_is_asked_for_the_code_of_a_school_whose_name_is_known(tmp_path: Path) -> None:
    board = make_board(tmp_path / "board")
    path = tmp_path / "端末.csv"
    header = "学校,どなた用,台,買った年度,ソフト\n"
    path.write_text(f"{header}みほん小学校,児童生徒,50,2020,ChromeOS\n", encoding="utf-8")
    _, shown = on_terminal(board.root, ["intake", str(path)], ["1"] * 8)

    assert "「端末の整備状況」" in shown
    assert "「学校コード」の列は、どれですか" not in shown


def test_a_folder_ends_with_how_many_files_went_in(tmp_path: Path) -> None:
    board = make_board(tmp_path / "board")
    folder = tmp_path / "資料"
    folder.mkdir()
    ticket_file(folder, 2024)
    (folder / "出生.csv").write_text("年度,出生数\n令和5年度,40\n令和6年度,41\n", encoding="utf-8")
    _, shown = on_terminal(board.root, ["intake", "--no-input", str(folder)], [])

    assert "2件のうち1件を読み、1件は取り込んでいません。" in shown
    assert "edu-dx receipts" in shown
