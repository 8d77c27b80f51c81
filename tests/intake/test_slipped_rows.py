"""Rows of a text file with a delimiter too many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edu_dx.intake import read_file

Write = Callable[..., Path]
HEADER = ["年月", "証明書の種類", "窓口", "コンビニ"]
ROWS = [
    ["2025-04", "住民票の写し", 10, 5],
    ["2025-05", "住民票の写し", 1, 234, 7],
    ["2025-06", "住民票の写し", 8, 6],
]


def test_a_row_beyond_the_header_has_slipped_and_is_rejected(write_csv: Write) -> None:
    (intake,) = read_file(write_csv("表.csv", [HEADER, *ROWS]))
    assert [row.row for row in intake.receipt.rejected] == [3]
    assert "D列" in intake.receipt.rejected[0].reason
    assert sorted(intake.frame["count"]) == [5, 6, 8, 10]


def test_a_column_without_a_header_is_no_slip(write_csv: Write) -> None:
    rows = [[*row[:4], "確認済"] for row in ROWS]
    (intake,) = read_file(write_csv("表.csv", [HEADER, *rows]))
    assert intake.receipt.rejected == ()


def test_a_remark_beside_a_table_of_a_workbook_is_no_slip(write_xlsx: Write) -> None:
    rows = [ROWS[0], [*ROWS[2], "要確認"]]
    (intake,) = read_file(write_xlsx("表.xlsx", [HEADER, *rows]))
    assert intake.receipt.rejected == ()
