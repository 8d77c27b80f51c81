"""Workbooks by content, and files that cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from edu_dx.errors import UserError
from edu_dx.intake.workbook import open_file

ROWS = [["学校名", "１年"], ["みほん小学校", 10]]


def test_an_old_workbook_opens(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("児童数")
    sheet.write_merge(0, 0, 0, 2, "題")
    book.save(str(tmp_path / "古い.xls"))
    (read,) = open_file(tmp_path / "古い.xls").sheets
    assert read.name == "児童数"
    assert read.merges == (((0, 0), (0, 2)),)


@pytest.mark.parametrize("suffix", [".xls", ".csv"])
def test_a_wrong_extension_is_told(write_xlsx: Callable[..., Path], tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"表{suffix}"
    shutil.copy(write_xlsx("表.xlsx", ROWS), path)
    raw = open_file(path)
    assert raw.encoding == "xlsx"
    assert "拡張子" in raw.warnings[0]


def test_text_named_as_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_text("学校名\t１年\nみほん小学校\t10\n", encoding="cp932")
    raw = open_file(path)
    assert raw.sheets[0].rows[1] == ["みほん小学校", "10"]
    assert "拡張子" in raw.warnings[0]


def test_external_characters_are_told(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("学校名,１年\n".encode("cp932") + b"\xf0\x40,1\n")
    raw = open_file(path)
    assert raw.sheets[0].rows[1] == ["〓", "1"]
    assert "外字が1文字" in raw.warnings[0]


def test_hidden_sheets_are_left_out_and_told(write_xlsx: Callable[..., Path]) -> None:
    raw = open_file(write_xlsx("表.xlsx", {"見える": ROWS, "隠す": ROWS}, hidden=["隠す"]))
    assert [sheet.name for sheet in raw.sheets] == ["見える"]
    assert "--hidden-sheets" in raw.left_out["隠す"]


def test_hidden_sheets_are_read_when_asked(write_xlsx: Callable[..., Path]) -> None:
    path = write_xlsx("表.xlsx", {"見える": ROWS, "隠す": ROWS}, hidden=["隠す"])
    raw = open_file(path, hidden_sheets=True)
    assert [sheet.name for sheet in raw.sheets] == ["見える", "隠す"]
    assert raw.left_out == {}


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("児童数")
        for row in range(4):
            sheet.write_row(row, 0, ["みほん小学校", row, row])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(5, 5, None, None, {"hidden": True})
    raw = open_file(path)
    assert raw.sheets[0].rows[2] == ["みほん小学校", 2, 2]
    assert [warning.partition("あり")[0] for warning in raw.warnings] == [
        "シート「児童数」に非表示の行が1行（3行目）",
        "シート「児童数」に非表示の列が1列（B列）",
    ]


def test_days_counted_from_1904_are_right_where_they_are_dates_and_told(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write(0, 0, "校")
    assert "1904年" in open_file(path).warnings[0]


def test_a_protected_workbook_is_refused(write_xlsx: Callable[..., Path], tmp_path: Path) -> None:
    locked = tmp_path / "鍵.xlsx"
    with write_xlsx("表.xlsx", ROWS).open("rb") as plain, locked.open("wb") as output:
        OOXMLFile(plain).encrypt("secret", output)
    with pytest.raises(UserError, match="パスワード"):
        open_file(locked)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short_is_refused(write_xlsx: Callable[..., Path], share: float) -> None:
    path = write_xlsx("表.xlsx", ROWS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UserError, match="壊れている"):
        open_file(path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "空です"),
        (b"  \n", "空です"),
        (b"PK\x03\x04rubbish", "壊れている"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "壊れている"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "表計算のファイルではありません",
        ),
        (b"%PDF-1.7 ...", "表計算のファイルではありません"),
        (b"\x89PNG\r\n", "表計算のファイルではありません"),
        (b"MIME-Version: 1.0\n", "表計算のファイルではありません"),
        (b"<html><table></table></html>", "表計算のファイルではありません"),
        (b"<?xml version='1.0'?><data/>", "表計算のファイルではありません"),
        (b"..-lh5-rubbish", "LZH"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a", "RAR"),
    ],
)
def test_files_without_a_table_say_why(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=complaint) as caught:
        open_file(path)
    assert caught.value.where == "表.xlsx"
    assert caught.value.fix


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="見つかりません"):
        open_file(tmp_path / "表.csv")
