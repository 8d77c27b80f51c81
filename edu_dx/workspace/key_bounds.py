"""Smallest and largest keys of stored rows: rows whose bounds lie apart need not be compared."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from edu_dx.tables import Table

Bounds = dict[str, tuple[int, int] | tuple[str, str]]
"""For each key column without a missing value its smallest and largest value; a moment as microseconds."""


def key_bounds(table: Table, rows: pd.DataFrame) -> Bounds:
    """The bounds of the keys of ``rows``; empty for no rows."""
    bounds: Bounds = {}
    for name in table.key if len(rows) else ():
        column = rows[name]
        if column.isna().any():
            continue
        low, high = column.min(), column.max()
        if isinstance(low, str):
            bounds[name] = (str(low), str(high))
        elif isinstance(low, pd.Timestamp):
            bounds[name] = (int(low.as_unit("us").value), int(high.as_unit("us").value))
        elif table.column(name).type.dtype == "Int64":
            bounds[name] = (int(low), int(high))
    return bounds


def lie_apart(bounds: Mapping[str, tuple[int, int] | tuple[str, str]], others: Bounds) -> bool:
    """Whether no row within ``bounds`` can have the key of a row within ``others``."""
    return any(
        bounds[name][1] < others[name][0] or others[name][1] < bounds[name][0]  # type: ignore[operator]
        for name in bounds.keys() & others.keys()
    )
