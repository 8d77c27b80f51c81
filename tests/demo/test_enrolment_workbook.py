from __future__ import annotations

import functools
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

YEARS = range(2015, 2026)


@functools.cache
def sheet_of(raw: Path, year: int, place: int) -> Worksheet:
    (path,) = raw.glob(f"{year}0501_*.xlsx")
    sheet = load_workbook(path).worksheets[place]
    assert isinstance(sheet, Worksheet)
    return sheet


def texts(sheet: Worksheet) -> list[str]:
    return [str(value) for row in sheet.values for value in row if value is not None]


@pytest.mark.parametrize("year", YEARS)
def test_every_sheet_says_that_it_is_invented(raw: Path, year: int) -> None:
    for place in range(3):
        assert any("架空" in text for text in texts(sheet_of(raw, year, place)))


@pytest.mark.parametrize("year", YEARS)
def test_headings_are_merged_over_two_rows(raw: Path, year: int) -> None:
    merged = [str(cells) for cells in sheet_of(raw, year, 1).merged_cells.ranges]
    assert len(merged) >= 6


def test_it_holds_what_makes_real_workbooks_hard_to_read(raw: Path) -> None:
    in_2019 = texts(sheet_of(raw, 2019, 1))
    for text in ("あ  お  ば", "前年５月", "合　　計", "中央地区計", "１"):
        assert text in in_2019
    assert "22,分1" in texts(sheet_of(raw, 2019, 0))
    assert [text for text in in_2019 if text.endswith(",分3")]
    assert any(text.startswith("令和元年５月１日現在") for text in in_2019)


def test_the_layout_shifts_between_the_years(raw: Path) -> None:
    header_rows = {
        year: next(
            row
            for row, values in enumerate(sheet_of(raw, year, 1).values)
            if any(str(value).startswith("校 ") for value in values)
        )
        for year in YEARS
    }
    assert len(set(header_rows.values())) == 3


def test_printed_totals_are_the_sums_of_the_districts(raw: Path) -> None:
    rows = [[value for value in row if value is not None] for row in sheet_of(raw, 2025, 1).values]
    (total,) = (row[1:] for row in rows if row and row[0] == "合　　計")
    districts = [row[1:] for row in rows if row and str(row[0]).endswith("地区計")]
    assert int(str(total[0])) == sum(int(str(row[0])) for row in districts) == 5_292


def test_no_cell_is_a_formula(raw: Path) -> None:
    assert not [text for text in texts(sheet_of(raw, 2025, 1)) if text.startswith("=")]
