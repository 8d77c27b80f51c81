"""Rows of a table as a person reads them on the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd

from edu_dx.tables import ColumnType, Table

_DATES = {
    ColumnType.DATE: "%Y-%m-%d",
    ColumnType.MONTH: "%Y-%m",
    ColumnType.DATETIME: "%Y-%m-%d %H:%M:%S",
}


def shown_rows(rows: pd.DataFrame, table: Table) -> list[list[str]]:
    """The cells of ``rows`` as texts: 7:40 for the minutes that a time of day is stored as, nothing for a gap."""
    columns = [[_shown(value, column.type) for value in rows[column.name]] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _shown(value: Any, kind: ColumnType) -> str:
    if pd.isna(value):
        return ""
    if kind in _DATES:
        return str(value.strftime(_DATES[kind]))
    if kind is ColumnType.TIME:
        hours, minutes = divmod(round(value), 60)
        return f"{hours}:{minutes:02d}"
    if kind is ColumnType.BOOLEAN:
        return "はい" if value else "いいえ"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
