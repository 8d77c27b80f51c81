"""Checks of read records against their table: closed lists, limits, required values and keys."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Part
from edu_dx.tables import Column, Table

_MOST_NAMED = 10


def reject_bad_values(records: pd.DataFrame, table: Table, part: Part) -> None:
    """Reject rows with a value outside the column's list or limits, or without a required value."""
    for column in table.columns:
        if column.name not in records:
            continue
        values = records[column.name]
        if column.required:
            part.ledger.reject_all(records.loc[values.isna(), "row"], f"「{column.label}」がありません")
        if column.choices:
            _reject(
                records,
                values.notna() & ~values.isin(column.choices),
                column,
                part,
                "は決められた値ではありません",
            )
        if column.minimum is not None:
            _reject(records, values < column.minimum, column, part, f"は {column.minimum:g} より小さい値です")
        if column.maximum is not None:
            _reject(records, values > column.maximum, column, part, f"は {column.maximum:g} より大きい値です")


def _reject(records: pd.DataFrame, bad: pd.Series, column: Column, part: Part, complaint: str) -> None:
    found = bad.fillna(False).to_numpy(dtype=bool)
    if not found.any():
        return
    for row, value in records.loc[found, ["row", column.name]].itertuples(index=False):
        part.ledger.reject(int(row), f"「{column.label}」の「{_printed(value)}」{complaint}", Stage.RANGES)


def _printed(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def reject_duplicates(records: pd.DataFrame, table: Table, part: Part) -> None:
    """Reject a second row of the same key; rows of the same key that disagree are all rejected."""
    repeated = records[records.duplicated(list(table.key), keep=False)]
    if not len(repeated):
        return
    identical: dict[tuple[int, ...], bool] = {}
    for rows, same in _rows_of_same_key(repeated, table):
        identical[rows] = identical.get(rows, True) and same
    for rows, same in identical.items():
        if same:
            part.ledger.reject_all(rows[1:], f"{rows[0] + 1}行目と同じ内容の重複です", Stage.KEYS)
        elif len(rows) == 1:
            part.ledger.reject(rows[0], "同じ対象の値が、この行に二重にあります", Stage.KEYS)
        else:
            for row in rows:
                part.ledger.reject(
                    row, f"{_others(rows, row)}行目と同じ対象で値が食い違っています", Stage.KEYS
                )


def _rows_of_same_key(repeated: pd.DataFrame, table: Table) -> Iterator[tuple[tuple[int, ...], bool]]:
    """For each repeated key the raw rows that have it, ascending, and whether all their values are the same."""
    key = repeated.groupby(list(table.key), dropna=False, sort=False).ngroup().to_numpy()
    is_new = ~repeated.duplicated([name for name in table.column_names if name in repeated]).to_numpy()
    kinds_of_values = np.bincount(key, weights=is_new)
    rows = repeated["row"].to_numpy(dtype="int64")
    order = np.lexsort((rows, key))
    ends = np.cumsum(np.bincount(key)).tolist()
    in_order = rows[order].tolist()
    for start, end, kinds in zip([0, *ends], ends, kinds_of_values, strict=False):
        yield tuple(dict.fromkeys(in_order[start:end])), kinds == 1


def _others(rows: tuple[int, ...], row: int) -> str:
    """The first few of the other rows by the numbers that Excel shows."""
    others = [str(other + 1) for other in rows[: _MOST_NAMED + 1] if other != row][:_MOST_NAMED]
    more = len(rows) - 1 - len(others)
    return "・".join(others) + (f"など{more + len(others)}" if more else "")
