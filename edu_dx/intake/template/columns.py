"""How the columns of a table look in its template: which ones, in which format, with which example."""

from __future__ import annotations

import datetime as dt
import unicodedata

from edu_dx.intake.cells import reader_of, unit_of
from edu_dx.intake.values import Number
from edu_dx.tables import Column, ColumnType, Table
from edu_dx.tables.definitions.columns import MISSING_REASON

MINUTES_OF_DAY = 1440
_NARROWEST, _WIDEST = 12, 40

_FORMATS = {
    ColumnType.TEXT: "@",
    ColumnType.CODE: "@",
    ColumnType.BOOLEAN: "@",
    ColumnType.INTEGER: "#,##0",
    ColumnType.DECIMAL: "General",
    ColumnType.FISCAL_YEAR: "0",
    ColumnType.DATE: "yyyy-mm-dd",
    ColumnType.MONTH: "yyyy-mm",
    ColumnType.DATETIME: "yyyy-mm-dd hh:mm",
    ColumnType.TIME: "[hh]:mm",
    ColumnType.DURATION: "[h]:mm",
}

ExampleCell = str | int | float | dt.date | dt.datetime


def template_columns(table: Table) -> list[Column]:
    """The columns that a person fills in, in stored order.

    The fiscal year is left out where the rows have dates, and so is the reason for a missing number, which a
    person writes in place of the number (``x``, ``-``, ``…``).
    """
    left_out = {MISSING_REASON.name} | ({"fiscal_year"} if table.dated_by else set())
    return [column for column in table.columns if column.name not in left_out]


def takes_gap_symbols(column: Column, table: Table) -> bool:
    """Whether a symbol may stand in a cell of ``column`` in place of a number."""
    return column.type.is_number and not column.required and MISSING_REASON.name in table.column_names


def in_clock_time(column: Column) -> bool:
    """Whether cells are times such as 52:30; a length whose header names the minutes is a plain number."""
    return column.type is ColumnType.TIME or (
        column.type is ColumnType.DURATION and not unit_of(column.label)
    )


def number_format(column: Column) -> str:
    """Excel's number format for the cells below the header."""
    return (
        "General"
        if column.type is ColumnType.DURATION and not in_clock_time(column)
        else _FORMATS[column.type]
    )


def example_cell(column: Column) -> ExampleCell:
    """The column's example as Excel holds it: days as dates, times as fractions of a day, codes as text."""
    if _FORMATS[column.type] == "@":
        return column.example
    value = reader_of(column, column.label)(column.example)
    if isinstance(value, Number):
        value = value.value or 0
    if in_clock_time(column) and isinstance(value, (int, float)):
        return value / MINUTES_OF_DAY
    assert isinstance(value, (int, float, dt.date)), f"{column.name}: example {column.example!r}"
    return value


def width(column: Column) -> int:
    """Width in characters that shows the header and the example."""
    widest = max(_cells_wide(column.label) + 3, _cells_wide(column.example) + 1)
    return min(max(widest, _NARROWEST), _WIDEST)


def _cells_wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
