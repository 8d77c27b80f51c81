"""What a check looks at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import TotalCheck
from edu_dx.intake.sheet import RawFile
from edu_dx.intake.stored import StoredTables
from edu_dx.tables import Column, ColumnType, Table

_ENTITIES = ("school_code", "municipality_code", "board_code")


_DAYS = (ColumnType.DATE, ColumnType.MONTH, ColumnType.DATETIME)
_SCOPES = ("school_type", "prefecture")


@dataclass(frozen=True)
class TwoYears:
    """The records of one fiscal year and those of the year before that they can be compared with.

    ``before`` holds the year before in the part's own scope: the same school types, and the same months where the
    records are dated.
    """

    fiscal_year: int
    now: pd.DataFrame
    before: pd.DataFrame


@dataclass(frozen=True)
class Subject:
    """One part of a file, as it was read.

    Args:
        raw: the file.
        part: where the table stands in it and what became of each row.
        reader: what read it.
        frame: the records taken, a frame of the reader's table.
        rows: the raw row (index from 0) of each record.
        totals: the printed totals beside the sums of their parts.
        today: the day of the check.
    """

    raw: RawFile
    part: Part
    reader: Reader
    frame: pd.DataFrame
    rows: pd.Series
    totals: tuple[TotalCheck, ...]
    today: dt.date = field(default_factory=dt.date.today)

    @property
    def table(self) -> Table:
        """The table that the part was read as."""
        return self.reader.table

    @property
    def stored(self) -> StoredTables:
        """The tables already taken in."""
        return self.part.context.stored

    @property
    def quantities(self) -> list[Column]:
        """The table's columns of quantities that have any value here and are no part of its key."""
        return [
            column
            for column in self.table.columns
            if column.type.is_number and column.name not in self.table.key and self._has_values(column)
        ]

    @property
    def entity(self) -> Column | None:
        """The column that says which school, municipality or board a record is about."""
        names = [name for name in _ENTITIES if name in self.table.key]
        return self.table.column(names[0]) if names else None

    @cached_property
    def years(self) -> list[TwoYears]:
        """Each fiscal year of the part beside the year before, from the part itself or from what is stored."""
        pairs = []
        for year, now in self.frame.groupby("fiscal_year"):
            before = self.frame[self.frame["fiscal_year"] == int(str(year)) - 1]
            if before.empty:
                before = self.stored.read(self.table.name, int(str(year)) - 1)
            before = self._in_scope_of(now, before)
            if len(before):
                pairs.append(TwoYears(int(str(year)), now, before))
        return pairs

    def _in_scope_of(self, now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
        for name in _SCOPES:
            if name in self.table.column_names and now[name].notna().any():
                before = before[before[name].isin(now[name].unique())]
        for column in self.dated:
            before = before[before[column.name].dt.month.isin(now[column.name].dt.month.unique())]
        return before

    @property
    def dated(self) -> list[Column]:
        """The columns of the key that say when a record was."""
        return [self.table.column(name) for name in self.table.key if self.table.column(name).type in _DAYS]

    def _has_values(self, column: Column) -> bool:
        return bool(self.frame[column.name].notna().any())
