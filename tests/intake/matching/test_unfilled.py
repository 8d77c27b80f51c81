"""Columns that stay unread in a table that is known: taken where sure, asked about where not, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.proposal import Proposal
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.take_in import Outcome, take_in_all
from edu_dx.workspace import Workspace

HEADERS = ["学校名", "職員番号", "日付", "出勤", "退勤", "休憩取得", "勤務の区分"]


def clock_file(folder: Path, *, year: int = 2025, last: str = "勤務の区分") -> Path:
    lines = [[*HEADERS[:-1], last]]
    lines += [
        [
            "みほん小学校",
            f"1000{day % 3}",
            f"{year}/5/{day}",
            "8:00",
            "17:30",
            "45",
            ("平日", "年休")[day % 2],
        ]
        for day in range(1, 13)
    ]
    path = folder / f"打刻の記録_{year}.csv"
    path.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="cp932")
    return path


def receipt_of(outcome: Outcome) -> Receipt:
    assert outcome.errors == []
    (receipt,) = outcome.receipts
    return receipt


def read_as(receipt: Receipt, header: str) -> str:
    return next(column.read_as for column in receipt.columns if column.header == header)


def test_a_name_that_is_alike_and_borne_out_by_the_values_is_taken_and_told(
    board: Workspace, tmp_path: Path
) -> None:
    receipt = receipt_of(take_in_all(board, [clock_file(tmp_path)]))

    assert read_as(receipt, "勤務の区分") == "勤務区分"
    assert "見出し「勤務の区分」は、「勤務区分」の列として読みました。" in receipt.warnings
    assert set(board.table("timecards")["day_type"]) == {"勤務日", "年休"}


def test_an_open_question_keeps_nothing_back(board: Workspace, tmp_path: Path) -> None:
    path = clock_file(tmp_path)
    outcome = take_in_all(board, [path])

    assert receipt_of(outcome).rows_ok == 12
    assert board.table("timecards")["break_min"].isna().all()
    assert any(
        "「休憩取得」は「休憩（分）」の列かもしれません" in told for told in receipt_of(outcome).warnings
    )
    text = outcome.mapping_files[path].read_text(encoding="utf-8-sig")
    assert '"休憩取得" = "？"' in text
    assert '"勤務の区分" = "勤務区分"' in text


def test_the_completed_mapping_file_adds_the_column(board: Workspace, tmp_path: Path) -> None:
    path = clock_file(tmp_path)
    file = take_in_all(board, [path]).mapping_files[path]
    text = file.read_text(encoding="utf-8-sig").replace('"休憩取得" = "？"', '"休憩取得" = "休憩（分）"')
    file.write_text(text, encoding="utf-8")

    receipt_of(take_in_all(board, [path], mapping=file))

    cards = board.table("timecards")
    assert (len(cards), set(cards["break_min"]), set(cards["day_type"])) == (12, {45}, {"勤務日", "年休"})


@pytest.mark.parametrize(("answer", "minutes"), [("break_min", 45), ("", None)])
def test_an_answer_is_remembered_and_not_asked_for_again(
    board: Workspace, tmp_path: Path, answer: str, minutes: int | None
) -> None:
    asked = []

    def ask(_path: Path, proposal: Proposal) -> Mapping:
        asked.append([column.key for column in proposal.tables[0].open_columns])
        return Mapping(sheet=proposal.sheet, table="timecards", columns={"休憩取得": answer})

    first = take_in_all(board, [clock_file(tmp_path)], ask=ask)
    second = take_in_all(board, [clock_file(tmp_path, year=2026)], ask=ask)

    assert asked == [["休憩取得"]]
    assert (first.mapping_files, second.mapping_files) == ({}, {})
    for year in (2025, 2026):
        found = board.table("timecards", year)["break_min"]
        assert found.isna().all() if minutes is None else set(found) == {minutes}


def test_an_answer_that_would_change_how_the_others_are_read_is_not_followed(
    board: Workspace, tmp_path: Path
) -> None:
    def ask(_path: Path, proposal: Proposal) -> Mapping:
        return Mapping(
            sheet=proposal.sheet, table="timecards", columns={"休憩取得": "break_min", "出勤": "clock_out"}
        )

    receipt = receipt_of(take_in_all(board, [clock_file(tmp_path)], ask=ask))

    assert (read_as(receipt, "出勤"), read_as(receipt, "休憩取得")) == ("出勤時刻", "")


def test_columns_of_persons_and_columns_like_none_are_no_question(board: Workspace, tmp_path: Path) -> None:
    asked: list[Proposal] = []
    path = tmp_path / "打刻.csv"
    rows = [["学校名", "職員番号", "日付", "出勤", "退勤", "職員さん", "天気"]]
    rows += [
        ["みほん小学校", str(n), "2025/5/1", "8:00", "17:30", name, "晴れ"]
        for n, name in enumerate(("架空 太郎", "架空 花子", "山田 次郎"))
    ]
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")

    outcome = take_in_all(board, [path], ask=lambda _path, proposal: asked.append(proposal))

    assert (asked, outcome.mapping_files) == ([], {})


def test_the_sheets_of_one_file_are_asked_about_once(
    board: Workspace, tmp_path: Path, write_months: Path
) -> None:
    asked: list[Proposal] = []

    def ask(_path: Path, proposal: Proposal) -> Mapping:
        asked.append(proposal)
        return Mapping(sheet=proposal.sheet, table="timecards", columns={"休憩取得": "break_min"})

    outcome = take_in_all(board, [write_months], ask=ask)

    assert len(asked) == 1
    assert len(outcome.receipts) == 2
    assert set(board.table("timecards")["break_min"]) == {45}


@pytest.fixture
def write_months(tmp_path: Path) -> Path:
    """A workbook with a sheet for each month."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for month in (5, 6):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(HEADERS[:-1])
        for day in range(1, 8):
            sheet.append(["みほん小学校", "10001", f"2025/{month}/{day}", "8:00", "17:30", 45])
    path = tmp_path / "打刻_2025.xlsx"
    book.save(path)
    return path
