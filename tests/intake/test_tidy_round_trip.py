"""Whatever rows a table holds: written as a plain file, in any encoding and order of columns, they read back equal."""

from __future__ import annotations

import csv
import io
import string
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edu_dx.intake import Context, read_file
from edu_dx.tables import TABLES, Column, ColumnType, Handling, Table
from edu_dx.tables.codes import municipality_code_check_digit, school_code_check_digit
from edu_dx.tables.schema import CodeSystem

NAMES = (
    "timecards",
    "overtime_months",
    "staff",
    "checklist",
    "network_tests",
    "devices",
    "device_use",
    "absence_months",
    "absence_years",
    "members",
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16")
GRADES_OF_FIRST_STAGE = 6


def cell_of(column: Column) -> st.SearchStrategy[str]:
    """A valid cell of a column as a careful clerk writes it."""
    if column.choices:
        return st.sampled_from(column.choices)
    if column.code_system is CodeSystem.SCHOOL:
        twelve = st.integers(0, 10**9 - 1).map(lambda number: f"B10{number:09d}")
        return twelve.map(lambda code: code + school_code_check_digit(code))
    if column.code_system is CodeSystem.MUNICIPALITY:
        five = st.integers(1101, 47382).map(lambda number: f"{number:05d}")
        return five.filter(lambda code: code[:2] != "00").map(lambda c: c + municipality_code_check_digit(c))
    low, high = int(column.minimum or 0), int(min(column.maximum or 9999, 9999))
    match column.type:
        case ColumnType.INTEGER:
            return st.integers(low, GRADES_OF_FIRST_STAGE if column.name == "grade" else high).map(str)
        case ColumnType.DECIMAL:
            return st.integers(low * 10, high * 10).map(lambda tenths: f"{tenths / 10}")
        case ColumnType.BOOLEAN:
            return st.sampled_from(("有", "無"))
        case ColumnType.FISCAL_YEAR:
            return st.integers(1991, 2030).map(str)
        case ColumnType.DATE | ColumnType.DATETIME:
            form = "%Y-%m-%d" + (" %H:%M" if column.type is ColumnType.DATETIME else "")
            return st.datetimes(pd.Timestamp(2025, 4, 1), pd.Timestamp(2026, 3, 31)).map(
                lambda day: day.strftime(form)
            )
        case ColumnType.MONTH:
            return st.sampled_from([f"2025-{month:02d}" for month in range(4, 13)])
        case ColumnType.TIME | ColumnType.DURATION:
            return st.integers(low, min(high, 1439)).map(
                lambda minutes: f"{minutes // 60}:{minutes % 60:02d}"
            )
        case _:
            return st.text(string.ascii_uppercase + "あいうえお", min_size=2, max_size=6)


def read_as(column: Column, cell: str) -> Any:
    """What the cell of :func:`cell_of` means."""
    if not cell:
        return None
    match column.type:
        case ColumnType.INTEGER | ColumnType.FISCAL_YEAR:
            return int(cell)
        case ColumnType.DECIMAL:
            return float(cell)
        case ColumnType.BOOLEAN:
            return cell == "有"
        case ColumnType.MONTH:
            return pd.Timestamp(f"{cell}-01")
        case ColumnType.DATE | ColumnType.DATETIME:
            return pd.Timestamp(cell)
        case ColumnType.TIME | ColumnType.DURATION:
            hours, minutes = cell.split(":")
            return int(hours) * 60 + int(minutes)
        case _:
            return f"仮{cell}" if column.handling is Handling.PSEUDONYMISE else cell


@st.composite
def files(draw: st.DrawFn, table: Table) -> tuple[list[str], list[dict[str, str]], str]:
    """Names of the columns in some order, rows with different keys, and an encoding."""
    columns = [column for column in table.columns if column.name != "missing_reason"]
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        row = {column.name: draw(cell_of(column)) for column in columns}
        for column in columns:
            if not column.required and column.name not in table.key and draw(st.booleans()):
                row[column.name] = ""
        row["fiscal_year"] = "2025"
        rows.append(row)
    different = {tuple(row[name] for name in table.key): row for row in rows}
    order = draw(st.permutations([column.name for column in columns]))
    return order, list(different.values()), draw(st.sampled_from(ENCODINGS))


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_rows_read_back_equal(name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    order, rows, encoding = data.draw(files(table))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.column(column).label for column in order)
    writer.writerows([row[column] for column in order] for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        (intake,) = read_file(path, context=Context(pseudonym=lambda key: f"仮{key}"))

    assert (intake.table, intake.receipt.rejected) == (name, ())
    expected = [{c: read_as(table.column(c), cell) for c, cell in row.items()} for row in rows]
    pd.testing.assert_frame_equal(intake.frame, table.frame(expected))
