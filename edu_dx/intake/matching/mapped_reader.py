"""Reading a sheet through a mapping: its headers are renamed, and the ordinary readers recognise it."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar, cast

import pandas as pd

from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader
from edu_dx.intake.matching.mapping import NOT_USED, Mapping, keyed_columns
from edu_dx.intake.readers.tidy import TidyReader
from edu_dx.intake.sheet import Sheet
from edu_dx.tables import TABLES

_UNREAD = "（この列は使わない）"


class MappedReader(Reader):
    """A reader that sees the mapped headers by the names of the columns they stand for.

    What it finds carries the printed headers again, so that receipt and checks show the file as it is.

    Args:
        reader: the reader of the mapping's table.
        mapping: which header stands for which column.
    """

    def __init__(self, reader: Reader, mapping: Mapping) -> None:
        self.reader = reader
        # The mapping says which table it is: the general reader need not tell it from the others.
        self._reader = _alone(reader.table.name) if reader.is_general else reader
        self.is_general = reader.is_general
        self.mapping = mapping
        table = TABLES.get(mapping.table, reader.table)
        self._labels = {column.name: column.label for column in (*table.columns, *table.not_stored)}
        self.table = reader.table
        self.looked_for = reader.looked_for
        self.needs_period = reader.needs_period
        self.needs_day = reader.needs_day

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout that the reader recognises once the headers are renamed; None where one is not there."""
        if not self.mapping.fits(header):
            return None
        layout = self._reader.recognise(self._renamed(header), titles)
        return _as_printed(layout, header) if layout else None

    def _renamed(self, header: Header) -> Header:
        columns = []
        for key, column in keyed_columns(header).items():
            target = self.mapping.columns.get(key)
            if target is None:
                columns.append(column)
            else:
                label = _UNREAD if target == NOT_USED else self._labels[target]
                columns.append(HeaderColumn(column.index, (label,)))
        return Header(header.first, header.last, tuple(columns))

    def completed(self, layout: Layout, sheet: Sheet) -> Layout:
        """As the reader does."""
        return self._reader.completed(layout, sheet)

    def label_columns(self, layout: Layout) -> list[int]:
        """As the reader does."""
        return self._reader.label_columns(layout)

    def records(self, part: Part) -> pd.DataFrame:
        """As the reader does."""
        return self._reader.records(part)

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """As the reader does."""
        return self._reader.groups_of_totals(part, data, totals)

    def has_own_period(self, layout: Layout) -> bool:
        """As the reader does."""
        return self._reader.has_own_period(layout)


@cache
def _alone(table: str) -> Reader:
    return TidyReader(TABLES[table])


def _as_printed(layout: Layout, header: Header) -> Layout:
    """A layout of a renamed header with the printed header and its columns."""
    printed = {column.index: column for column in header.columns}
    return _restored(layout, printed)


_Value = TypeVar("_Value")


def _restored(value: _Value, printed: Dictionary[int, HeaderColumn]) -> _Value:
    """``value`` with every column in it, however deep, as printed."""
    restored: Any = value
    if isinstance(value, HeaderColumn):
        restored = printed[value.index]
    elif isinstance(value, (Layout, Measure)):
        restored = replace(
            value, **{f.name: _restored(getattr(value, f.name), printed) for f in fields(value)}
        )
    elif isinstance(value, Dictionary):
        restored = {key: _restored(item, printed) for key, item in value.items()}
    elif isinstance(value, tuple):
        restored = tuple(_restored(item, printed) for item in value)
    elif isinstance(value, Header):
        restored = replace(value, columns=_restored(value.columns, printed))
    return cast(_Value, restored)
