import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.tables import TABLES
from tests.boards import make_board, store_three_schools, write_template
from tests.cli.conftest import Said

Command = Callable[..., Said]


@pytest.fixture
def here(tmp_path: Path, edu_dx: Command, templates: Path) -> Path:
    """A workspace with three schools as the current folder, and one small analysis."""
    board = make_board(tmp_path / "board")
    store_three_schools(board)
    write_template(templates)
    os.chdir(board.root)
    return board.root


def test_a_workspace_is_made_and_never_overwritten(edu_dx: Command, tmp_path: Path) -> None:
    words = ("init", "mine", "--board", "○○市教育委員会", "--code", "092029", "--prefecture", "栃木県")

    assert edu_dx(*words).status == 0
    assert 'municipality_name = "○○市"' in (tmp_path / "mine" / "edu-dx.toml").read_text(encoding="utf-8")
    again = edu_dx(*words)
    assert again.status == 1
    assert "もうあります" in again.err


def test_a_wrong_municipality_code_makes_no_workspace(edu_dx: Command, tmp_path: Path) -> None:
    said = edu_dx("init", "mine", "--board", "○○市教育委員会", "--code", "092020", "--prefecture", "栃木県")

    assert (said.status, (tmp_path / "mine").exists()) == (1, False)


def test_outside_a_workspace_every_command_says_so(edu_dx: Command) -> None:
    for words in (("runs",), ("queue",), ("show", "enrolment"), ("report", "x")):
        said = edu_dx(*words)
        assert said.status == 1
        assert "ここは作業フォルダではありません" in said.err


@pytest.mark.parametrize(
    "words", [["--nothing"], ["show", "enrolment", "--fiscal-year", "令和"], ["nothing"]]
)
def test_a_mistyped_command_gets_a_sentence_and_no_traceback(edu_dx: Command, words: list[str]) -> None:
    said = edu_dx(*words)

    assert said.status == 2
    assert "--help" in said.err
    assert "Traceback" not in said.err


def test_a_table_is_shown_and_written_as_csv(edu_dx: Command, here: Path) -> None:
    assert "児童生徒数・学級数（3行のうち3行）" in edu_dx("show", "enrolment").out
    csv = edu_dx("show", "enrolment", "--fiscal-year", "2025", "--csv").out.splitlines()

    assert csv[0] == ",".join(TABLES["enrolment"].column_names)
    assert csv[1] == "2025,あおば小学校,あおば,小学校,1,通常,30,0,1,"


def test_an_unknown_table_gets_the_known_ones(edu_dx: Command, here: Path) -> None:
    assert "enrolment（児童生徒数・学級数）" in edu_dx("show", "pupils").err


def test_a_missing_file_is_named(edu_dx: Command, here: Path) -> None:
    said = edu_dx("intake", "ない.xls")

    assert said.status == 1
    assert "ない.xls" in said.err


def test_analyses_are_listed_and_give_a_schema(edu_dx: Command, here: Path) -> None:
    assert "tolerance" in edu_dx("analyses").out
    schema = json.loads(edu_dx("analyses", "--json").out)["pupil_count"]

    assert schema["properties"]["tolerance"]["maximum"] == 1
    assert schema["properties"]["school"]["title"] == "学校（空欄は全市）"
    assert schema["additionalProperties"] is False


def test_from_a_run_to_its_approval(edu_dx: Command, here: Path) -> None:
    run = json.loads(edu_dx("run", "pupil_count", "-p", "tolerance=0.2", "--json").out)[0]["id"]

    assert run == "pupil_count-2025-city-01"
    submitted = edu_dx("submit", "pupil_count", "--as", "hanako")
    assert "まだ書かれていない所" in submitted.err
    assert run in edu_dx("queue").out
    assert "理由が必要" in edu_dx("return", run, "--as", "taro").err
    assert edu_dx("return", run, "--as", "taro", "--comment", "人数を添える").status == 0
    assert edu_dx("submit", run, "--as", "hanako").status == 0
    assert edu_dx("approve", run, "--as", "hanako").status == 1
    assert "edu-dx key new --as taro" in edu_dx("approve", run, "--as", "taro").err
    assert edu_dx("key", "new", "--as", "taro").status == 0
    assert edu_dx("approve", run, "--as", "taro").status == 0
    told = edu_dx("history", run).out
    assert "いまの状態: 承認" in told
    assert "人数を添える" in told
    assert json.loads(edu_dx("runs", "--json").out)[0]["state"] == "承認"


def test_who_acts_must_be_said(edu_dx: Command, here: Path) -> None:
    edu_dx("run", "pupil_count")

    said = edu_dx("submit", "pupil_count")
    assert "taro（試作 太郎、コンサルタント）" in said.err


def test_a_name_that_nobody_has_written_is_noticed(edu_dx: Command, here: Path) -> None:
    config = here / "edu-dx.toml"
    text = config.read_text(encoding="utf-8").replace("見本 花子", "支援員（名前に書き換えてください）")
    config.write_text(text, encoding="utf-8")
    edu_dx("run", "pupil_count")

    said = edu_dx("submit", "pupil_count", "--as", "hanako")
    assert said.status == 0
    assert "名前がまだ書かれていません" in said.err


def test_a_failed_run_ends_with_status_one(edu_dx: Command, here: Path, templates: Path) -> None:
    write_template(templates, "1 / 0")

    said = edu_dx("run", "pupil_count")
    assert said.status == 1
    assert "ZeroDivisionError" in said.err
    assert "成功0件、失敗1件" in said.out


def test_a_parameter_without_a_value_is_refused(edu_dx: Command, here: Path) -> None:
    assert "「-p 名前=値」" in edu_dx("run", "pupil_count", "-p", "tolerance").err


def test_an_interrupted_command_says_what_is_left(
    edu_dx: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("edu_dx.run.batch.run_all.execute_all", interrupt)

    said = edu_dx("run", "pupil_count")
    assert said.status == 130
    assert "終わっていた分は残っています" in said.err
