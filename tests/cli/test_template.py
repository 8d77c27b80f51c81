from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Said

Command = Callable[..., Said]


@pytest.mark.parametrize("name", ["timecards", "在校等時間（日ごと）"])
def test_writes_the_form_of_a_table_named_in_english_or_japanese(
    edu_dx: Command, tmp_path: Path, name: str
) -> None:
    said = edu_dx("template", name)

    assert said.status == 0
    written = tmp_path / "在校等時間（日ごと）_様式.xlsx"
    assert written.name in said.out
    assert load_workbook(written).sheetnames == ["在校等時間（日ごと）", "記入例（架空）", "項目の説明"]


def test_writes_where_it_is_told(edu_dx: Command, tmp_path: Path) -> None:
    assert edu_dx("template", "cards", "-o", "カード.xlsx").status == 0
    assert (tmp_path / "カード.xlsx").exists()


def test_an_unknown_table_is_answered_with_those_there_are(edu_dx: Command) -> None:
    said = edu_dx("template", "timecard")

    assert said.status == 1
    assert "「timecard」という表の様式はありません" in said.err
    assert "timecards（在校等時間（日ごと））" in said.err
    assert "enrolment（" not in said.err


def test_without_a_table_those_with_a_form_are_listed(edu_dx: Command, tmp_path: Path) -> None:
    said = edu_dx("template")

    assert said.status == 0
    assert "timecards" in said.out and "在校等時間（日ごと）" in said.out
    assert "free_texts" not in said.out
    assert list(tmp_path.glob("*.xlsx")) == []


def test_there_is_no_form_for_what_intake_sets_apart_itself(edu_dx: Command) -> None:
    said = edu_dx("template", "free_texts")

    assert said.status == 1
    assert "free_texts（" not in said.err


def test_a_form_that_may_be_filled_in_is_not_written_over(edu_dx: Command, tmp_path: Path) -> None:
    filled = tmp_path / "カード.xlsx"
    filled.write_bytes(b"filled in")
    said = edu_dx("template", "cards", "-o", "カード.xlsx")

    assert said.status == 1
    assert "上書きしません" in said.err
    assert filled.read_bytes() == b"filled in"


def test_a_form_is_a_workbook(edu_dx: Command, tmp_path: Path) -> None:
    said = edu_dx("template", "cards", "-o", "カード.csv")

    assert said.status == 1
    assert ".xlsx" in said.err
    assert not (tmp_path / "カード.csv").exists()


def test_a_folder_that_is_not_there_is_named(edu_dx: Command) -> None:
    said = edu_dx("template", "cards", "-o", "ない/カード.xlsx")

    assert said.status == 1
    assert "書き出せませんでした" in said.err
