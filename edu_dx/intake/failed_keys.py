"""Rows that a formula which failed would give a name, a code or a day: ``#N/A`` is nobody's name."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.text import Cell
from edu_dx.intake.values import UnreadableError, is_error, refuse_error

_NO_ERROR = "[^#].*"


def reject_failed_keys(records: pd.DataFrame, part: Part, reader: Reader) -> None:
    """Reject the rows whose keys hold what stands for a formula without a result.

    After the reader has read, so that a row with a blank key below such a row takes the failed key from it and not
    the one of an earlier row. Keys are looked at as they stand in the sheet, since a reader may have found another
    key beside one that failed (a school's name beside its code).

    Args:
        records: what the reader has read, with ``row``.
        part: where it was read.
        reader: the table's reader.
    """
    if reader.keeps_errors or not _reject_failed(part):
        return
    for name in reader.table.column_names:
        if name in records and records[name].dtype.kind == "O":
            _reject_carried(records[[name, "row"]], part, reader.table.column(name).label)


def _reject_failed(part: Part) -> bool:
    """Reject the rows with a failed key of their own; whether there is any."""
    rows = part.ledger.open_rows
    found = False
    for column in part.layout.keys.values():
        for row in rows[part.sheet.columns[column.index].flags(is_error, rows, never=_NO_ERROR)].tolist():
            part.ledger.reject(row, f"「{column.text}」の{_reason(part.sheet.rows[row][column.index])}")
            found = True
    return found


def _reject_carried(keys: pd.DataFrame, part: Part, label: str) -> None:
    """Reject the rows that took a failed key from a row above."""
    for cell, row in keys[keys.iloc[:, 0].map(is_error)].itertuples(index=False):
        part.ledger.reject(int(row), f"「{label}」の{_reason(cell)}")


def _reason(cell: Cell) -> str:
    try:
        refuse_error(cell)
    except UnreadableError as error:
        return str(error)
    raise ValueError(cell)
