"""A profile: what a file brought, in figures that next year's file can be compared with."""

from __future__ import annotations

import contextlib
import re

import pandas as pd
from pydantic import BaseModel, ConfigDict

from edu_dx.intake.layout import Part
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.text import Cell, as_text, is_blank
from edu_dx.intake.values import UnreadableError, read_number
from edu_dx.tables import Column, ColumnType, Handling, SecurityClass, Table

_MOST_CATEGORIES = 200
_MOST_CODES = 3000
_LOOKED_AT = 300
_SUMS = (ColumnType.INTEGER, ColumnType.DURATION)
_MOMENT = re.compile("[0-9]{1,4}[-/:][0-9]")
"""Days and times of day, which are no numbers."""

_NEVER_KEPT = (SecurityClass.I, SecurityClass.II)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class HeaderProfile(_Frozen):
    """One printed column: what it was read as, and a look at its values.

    Args:
        header: as printed.
        read_as: canonical label; empty where it was not used.
        is_number: whether most of its values are numbers; None where nothing was looked at.
        typical: median of its numbers; None where it has none, or may tell about a person.
    """

    header: str
    read_as: str
    is_number: bool | None = None
    typical: float | None = None


class Profile(_Frozen):
    """What one table of one file brought.

    Args:
        file_name: name of the raw file.
        sha256: digest of the raw file.
        sheet: name of the sheet.
        table: canonical name of the table.
        place: 0 for the first such table of the sheet, 1 for the next one.
        fiscal_years: the years that its rows are of.
        columns: its printed columns, left to right.
        categories: stored column → the values it held, for codes and short lists that tell about no person.
        records: number of stored rows.
        totals: stored column of counts, amounts or durations → its sum.
        means: stored column of rates, speeds and other measures → its mean.
    """

    file_name: str
    sha256: str
    sheet: str
    table: str
    place: int
    fiscal_years: tuple[int, ...]
    columns: tuple[HeaderProfile, ...]
    categories: dict[str, tuple[str, ...]]
    records: int
    totals: dict[str, float]
    means: dict[str, float]

    @property
    def headers(self) -> tuple[str, ...]:
        """The printed headers."""
        return tuple(column.header for column in self.columns)

    @property
    def last_year(self) -> int:
        """The latest fiscal year; 0 without rows."""
        return max(self.fiscal_years, default=0)


def profile_of(table: Table, frame: pd.DataFrame, receipt: Receipt, part: Part, place: int = 0) -> Profile:
    """The profile of one table that was read.

    Args:
        table: its definition.
        frame: its canonical rows.
        receipt: its receipt.
        part: the part of the sheet that it was read from; a few hundred of its cells are looked at.
        place: how many such tables of the sheet came before.
    """
    return Profile(
        file_name=receipt.file_name,
        sha256=receipt.sha256,
        sheet=receipt.sheet,
        table=receipt.table,
        place=place,
        fiscal_years=receipt.fiscal_years,
        columns=_columns_of(receipt, part),
        categories=_categories(table, frame),
        records=len(frame),
        totals={c.name: float(frame[c.name].sum()) for c in _measures(table, frame, sums=True)},
        means={c.name: float(frame[c.name].mean()) for c in _measures(table, frame, sums=False)},
    )


def _columns_of(receipt: Receipt, part: Part) -> tuple[HeaderProfile, ...]:
    personal = {column.column for column in receipt.handled_columns}
    profiles = []
    for match, column in zip(receipt.columns, part.layout.header.columns, strict=True):
        is_number, typical = None, None
        if match.column not in personal and not personal_kind_of_header(match.header):
            cells = [part.sheet.rows[row][column.index] for row in part.ledger.data_rows[:_LOOKED_AT]]
            is_number, typical = _look_at([cell for cell in cells if not is_blank(cell)])
        profiles.append(
            HeaderProfile(header=match.header, read_as=match.read_as, is_number=is_number, typical=typical)
        )
    return tuple(profiles)


def _look_at(cells: list[Cell]) -> tuple[bool | None, float | None]:
    numbers = _numbers_in(cells)
    found = [number for number in numbers if number is not None]
    is_number = len(numbers) * 2 > len(cells) if cells else None
    # One number alone could be somebody's.
    return is_number, float(pd.Series(found).median()) if is_number and len(found) >= 5 else None


def _numbers_in(cells: list[Cell]) -> list[float | None]:
    """The number of each cell that can be read as one, None where a symbol stands for it; each cell is read once."""
    read: dict[tuple[type, Cell], list[float | None]] = {}
    for cell in {(cell.__class__, cell): cell for cell in cells}.values():
        read[cell.__class__, cell] = []
        if isinstance(cell, str) and _MOMENT.match(cell):
            continue
        with contextlib.suppress(UnreadableError):
            read[cell.__class__, cell].append(read_number(cell).value)
    return [number for cell in cells for number in read[cell.__class__, cell]]


def _categories(table: Table, frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    found = {}
    for column in table.columns:
        if not _is_category(table, column):
            continue
        values = frame[column.name].dropna()
        most = _MOST_CODES if column.code_system else _MOST_CATEGORIES
        if values.head(most * 5).nunique() > most or (distinct := values.unique()).size > most:
            continue
        if not (column.choices or column.code_system) and len(distinct) * 2 > len(values):
            continue  # numbers of things, each of them new
        if len(distinct):
            found[column.name] = tuple(sorted(as_text(value) for value in distinct))
    return found


def _is_category(table: Table, column: Column) -> bool:
    if column.handling is not Handling.KEEP or column.security in _NEVER_KEPT:
        return False
    if column.choices or column.code_system or column.type is ColumnType.CODE:
        return True
    return column.type is ColumnType.TEXT and column.name in table.key


def _measures(table: Table, frame: pd.DataFrame, *, sums: bool) -> list[Column]:
    return [
        column
        for column in table.columns
        if column.type.is_number
        and column.name not in table.key
        and (column.type in _SUMS and column.unit != "%") is sums
        and column.handling is Handling.KEEP
        and bool(frame[column.name].notna().any())
    ]
