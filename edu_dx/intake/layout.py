"""A table recognised in a sheet: which column holds what, and the part of the sheet that it is read from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from edu_dx.intake.context import Context
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.ledger import Ledger
from edu_dx.intake.periods import Period
from edu_dx.intake.receipt import HandledColumn
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, squeeze
from edu_dx.tables import Table


@dataclass(frozen=True)
class Measure:
    """A column of numbers.

    Args:
        column: where it stands.
        target: the canonical column that the numbers go to.
        fixed: canonical values that the header states for the whole column (grade, sex, age, channel, month).
    """

    column: HeaderColumn
    target: str
    fixed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """What a reader made of a header.

    Args:
        header: the header rows.
        keys: field → column, for everything that is not a measure.
        measures: the columns of numbers; several of the same target and fixed values are added up.
        row_totals: columns of totals within the row, used for checking only.
        remarks: what the reader of the receipt should know about the way the columns were read.
        fiscal_year: the year whose columns are read, where the header has columns of several years.
        ignored: columns of other years.
        beside: the layouts of those other years, each read as a table of its own.
        not_stored: columns with personal data that the table drops or keeps apart, by name in its definition.
    """

    header: Header
    keys: Mapping[str, HeaderColumn]
    measures: tuple[Measure, ...] = ()
    row_totals: tuple[Measure, ...] = ()
    remarks: tuple[str, ...] = ()
    fiscal_year: int | None = None
    ignored: frozenset[int] = frozenset()
    beside: tuple[Layout, ...] = ()
    not_stored: Mapping[str, HeaderColumn] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How many columns were understood."""
        return len(self.keys) + len(self.measures) + len(self.row_totals)


@dataclass
class Part:
    """The part of a sheet that one table is read from, while it is read.

    Args:
        sheet: the sheet.
        layout: where the columns are.
        ledger: the fate of each row.
        titles: texts above the header and the sheet's name.
        stem: the file's name without its extension.
        period: reference date or fiscal year of the whole part, None if each row has its own.
        stated_year: the fiscal year the user asked for or a title names; rows of other years are rejected.
        context: what the reading rests on beside the file.
        unknown_schools: names that the register does not know, filled while reading.
        joined: rows whose values went into the record of an earlier row, row → that row; filled while reading.
        handled: columns with personal data and what was done to them; filled while reading.
    """

    sheet: Sheet
    layout: Layout
    ledger: Ledger
    titles: tuple[str, ...]
    stem: str
    period: Period | None = None
    stated_year: int | None = None
    context: Context = field(default_factory=Context)
    unknown_schools: list[str] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)
    handled: list[HandledColumn] = field(default_factory=list)

    def cell(self, row: int, key: str) -> Cell:
        """The cell of a key field in a row; empty if the table has no such column."""
        column = self.layout.keys.get(key)
        return "" if column is None else self.sheet.rows[row][column.index]

    @property
    def title_text(self) -> str:
        """All titles in one squeezed text."""
        return squeeze("|".join(self.titles))


class Reader(ABC):
    """Reads one table from the layouts in which it is published.

    Class attributes:
        table: the canonical table.
        looked_for: the headers it needs, in Japanese, for the error that names them.
        needs_period: whether rows take their year from a title where they have none of their own.
        needs_day: whether a date in a title counts for more than a fiscal year there.
        keeps_errors: whether cells are stored as they are written, an error of a formula among them.
        is_general: whether it reads by the definition of the table alone, and so gives way to readers of a layout.
    """

    table: Table
    looked_for: str
    needs_period: bool = True
    needs_day: bool = False
    keeps_errors: bool = False
    is_general: bool = False

    @abstractmethod
    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of this table under ``header``; None if it is not this table."""

    def completed(self, layout: Layout, sheet: Sheet) -> Layout:
        """The layout with what only the rows below the header tell."""
        return layout

    @abstractmethod
    def label_columns(self, layout: Layout) -> list[int]:
        """Columns in which a row says that it is a total, last year's figures or a note."""

    @abstractmethod
    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row`` (index of the raw row) for the part's open rows.

        Rows that cannot be read are rejected in the part's ledger, with the reason.
        """

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """For totals whose parts the table itself names: total row → description of the parts → rows."""
        return {}

    def has_own_period(self, layout: Layout) -> bool:
        """Whether each row says itself when it holds."""
        return not {"fiscal_year", "as_of"}.isdisjoint(layout.keys)


def names_of(table: Table, column: str, *more: str) -> set[str]:
    """Every squeezed header text that names ``column``, and ``more``."""
    return {squeeze(name) for name in (*table.column(column).header_names, *more)}
