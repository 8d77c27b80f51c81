"""`edu-dx receipts`: what was taken in, and what became of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.boards import make_board
from tests.cli.conftest import Said

Command = Callable[..., Said]


def write_enrolment(folder: Path, name: str, first: object) -> Path:
    rows = [
        f"令和7年5月1日,あおば,小学校,{grade},{first if grade == 1 else 20 + grade},1"
        for grade in range(1, 7)
    ]
    path = folder / name
    path.write_text("\n".join(("基準日,学校名,学校種,学年,児童数,学級数", *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def in_board(edu_dx: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in a board's folder where a file and its correction were taken in."""
    board = make_board(tmp_path / "board")
    monkeypatch.chdir(board.root)
    edu_dx("intake", str(write_enrolment(tmp_path, "児童数.csv", 30)))
    edu_dx("intake", str(write_enrolment(tmp_path, "児童数_訂正.csv", 31)))
    return edu_dx


def test_before_any_file_it_says_what_to_do(
    edu_dx: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_board(tmp_path / "board").root)
    said = edu_dx("receipts")
    assert said.status == 0
    assert "edu-dx intake" in said.out


def test_the_list_tells_what_is_in_use_and_what_was_replaced(in_board: Command) -> None:
    said = in_board("receipts")
    assert said.status == 0
    assert "使用中" in said.out
    assert "置き換え済み" in said.out


def test_the_list_for_programs_names_file_table_year_and_rows(in_board: Command) -> None:
    listed = {entry["file_name"]: entry for entry in json.loads(in_board("receipts", "--json").out)}
    assert {name: entry["current"] for name, entry in listed.items()} == {
        "児童数.csv": False,
        "児童数_訂正.csv": True,
    }
    corrected = listed["児童数_訂正.csv"]
    assert corrected["taken_at"]
    (table,) = corrected["tables"]
    assert (table["table"], table["fiscal_years"], table["rows_ok"]) == ("enrolment", [2025], 6)
    assert table["rows_in"] == table["rows_ok"] + table["rows_rejected"] + table["rows_not_data"]


def test_show_prints_the_receipt_again_and_names_its_page(in_board: Command) -> None:
    (entry,) = [e for e in json.loads(in_board("receipts", "--json").out) if e["current"]]
    for name in (entry["id"], "児童数_訂正.csv"):
        said = in_board("receipts", "show", name)
        assert "受入票　児童数_訂正.csv" in said.out
        assert entry["page"] in said.out
    assert Path(entry["page"]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_show_for_programs_holds_the_whole_receipts(in_board: Command) -> None:
    shown = json.loads(in_board("receipts", "show", "児童数.csv", "--json").out)
    assert [receipt["file_name"] for receipt in shown["receipts"]] == ["児童数.csv"]
    assert shown["receipts"][0]["findings"]


def test_an_unknown_receipt_is_refused_in_words(in_board: Command) -> None:
    said = in_board("receipts", "show", "ない.csv")
    assert said.status == 1
    assert "「ない.csv」の受入票はありません" in said.err
    assert "edu-dx receipts" in said.err
