import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.intake.take_in import take_in_all
from edu_dx.review.commenting import comment
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.events import Anchor, Reason
from edu_dx.workspace import Workspace
from tests.boards import store_three_schools, write_template
from tests.cli.conftest import Said
from tests.review.conftest import RUN, execute_by_hand

Command = Callable[..., Said]


@pytest.fixture
def reviewed(board: Workspace, templates: Path, edu_dx: Command) -> Workspace:
    """A board with a run that was returned with a comment, as the current folder."""
    write_template(templates)
    store_three_schools(board)
    execute_by_hand(board)
    hanako, taro = board.config.person("hanako"), board.config.person("taro")
    submit(board, RUN, hanako, warned=["thin_findings"])
    comment(board, RUN, taro, "根拠を添えてください", anchor=Anchor(block="pupils"), reason=Reason.GROUND)
    send_back(board, RUN, taro)
    os.chdir(board.root)
    return board


def test_status_says_whose_turn_it_is(edu_dx: Command, reviewed: Workspace) -> None:
    said = edu_dx("status")

    assert said.status == 0
    assert "支援員" in said.out
    assert RUN in said.out
    found = json.loads(edu_dx("status", "--json").out)
    assert found["waiting"][0]["state"] == "差戻し"
    assert found["comments"] == [{"run": RUN, "unanswered": 1, "answered": 0}]


def test_status_of_a_changed_journal_names_the_line(edu_dx: Command, reviewed: Workspace) -> None:
    content = reviewed.journal.read_text(encoding="utf-8")
    reviewed.journal.write_text(content.replace("根拠を", "根元を"), encoding="utf-8", newline="\n")

    said = edu_dx("status")

    assert "2行目が書き換えられています" in said.out
    assert json.loads(edu_dx("status", "--json").out)["breaks"][0]["line"] == 2


def test_insights_tell_waits_and_reasons(edu_dx: Command, reviewed: Workspace) -> None:
    said = edu_dx("insights").out

    assert "判断された提出1回のうち差戻し1回、コメント1件" in said
    assert "根拠1件" in said
    assert "短すぎる所見・数字のない所見　判断された1回のうち差戻し1回" in said
    assert "数値「児童生徒数」（pupils）　1件" in said
    found = json.loads(edu_dx("insights", "--json").out)
    assert found["waiting_days"]["by_analysis"]["pupil_count"]["n"] == 1
    assert found["reasons"][0]["comments"] == {"根拠": 1}


def test_insights_draw_a_chart(edu_dx: Command, reviewed: Workspace, tmp_path: Path) -> None:
    said = edu_dx("insights", "--chart", str(tmp_path / "図.svg"))

    assert said.status == 0
    assert "<desc" in (tmp_path / "図.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--since", "令和8年"), "月として読めません"),
        (("--chart", "図.pdf"), "図は .svg か .png"),
        (("--analysis", "pupil_cuont"), "「pupil_count」のことでしょうか"),
        (("--since", "2999-01", "--chart", "図.svg"), "図にするものがありません"),
    ],
)
def test_insights_refuse_with_a_sentence(
    edu_dx: Command, reviewed: Workspace, words: tuple[str, ...], message: str
) -> None:
    said = edu_dx("insights", *words)

    assert said.status == 1
    assert message in said.err


def test_before_any_review_there_is_nothing_to_tell(
    edu_dx: Command, board: Workspace, templates: Path
) -> None:
    write_template(templates)
    os.chdir(board.root)

    assert "待っているものはありません" in edu_dx("status").out
    assert "判断された提出も" in edu_dx("insights").out


def test_the_handover_names_sources_as_intake_remembers_them(
    edu_dx: Command, reviewed: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "出生数_R6.csv"
    file.write_text("年度,出生数\n2023,700\n2024,690\n", encoding="utf-8")
    assert not take_in_all(reviewed, [file]).errors

    said = edu_dx("handover", "-o", "引継ぎ.html")

    assert said.status == 0
    page = (reviewed.root / "引継ぎ.html").read_text(encoding="utf-8")
    assert "出生数_R6.csv" in page
    assert "根拠を添えてください" in page
    assert "資料「出生数」が届くころ" in page


def test_the_handover_goes_to_the_reports_if_nothing_is_said(edu_dx: Command, reviewed: Workspace) -> None:
    edu_dx("handover")

    assert len(list(reviewed.reports.glob("引継ぎ書_*.html"))) == 1
