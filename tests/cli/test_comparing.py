import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.boards import make_board
from tests.cli.conftest import Said
from tests.report.review_copy.played import FIRST, SECOND, play_two_rounds

Command = Callable[..., Said]


@pytest.fixture
def here(tmp_path: Path, edu_dx: Command, templates: Path) -> Path:
    """A workspace with a review of two rounds as the current folder."""
    board = make_board(tmp_path / "board")
    play_two_rounds(board, templates)
    os.chdir(board.root)
    return board.root


def test_the_difference_since_the_last_comment_is_told(edu_dx: Command, here: Path) -> None:
    said = edu_dx("diff", SECOND)

    assert said.status == 0
    assert "試作 太郎さんの前回のコメント" in said.out
    assert "8,410 → 8,300 人（−110、−1.3 %）" in said.out


def test_the_difference_since_a_round_is_told(edu_dx: Command, here: Path) -> None:
    assert "8,410 → 8,300 人" in edu_dx("diff", SECOND, "--round", "1").out
    assert "9回目の提出はありません" in edu_dx("diff", SECOND, "--round", "9").err


def test_without_an_earlier_report_the_difference_is_refused(edu_dx: Command, here: Path) -> None:
    said = edu_dx("diff", SECOND, "--last-year")

    assert (said.status, "2024年度の、承認された同じ分析がありません" in said.err) == (1, True)


def test_two_things_to_compare_with_are_one_too_many(edu_dx: Command, here: Path) -> None:
    assert "一緒に使えません" in edu_dx("review", SECOND, "--last-year", "--round", "1").err


def test_the_review_copy_goes_where_it_is_told_to(edu_dx: Command, here: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk" / "copy.html"

    assert edu_dx("review", SECOND, "--as", "taro", "--output", str(path)).status == 0
    assert "ここだけの話" in path.read_text(encoding="utf-8")


def test_the_review_copy_goes_to_the_reports(edu_dx: Command, here: Path) -> None:
    said = edu_dx("review", FIRST)

    assert said.status == 0
    assert (here / "reports" / f"{FIRST}_確認用.html").is_file()
