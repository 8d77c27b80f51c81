"""Checks of read records against their table: closed lists, limits, required values and keys."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Part
from edu_dx.tables import Column, Table


def reject_bad_values(records: pd.DataFrame, table: Table, part: Part) -> None:
    """Reject rows with a value outside the column's list or limits, or without a required value."""
    for column in table.columns:
        if column.name not in records:
            continue
        values = records[column.name]
        if column.required:
            for row in records.loc[values.isna(), "row"]:
                part.ledger.reject(int(row), f"「{column.label}」がありません")
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
    for row, value in records.loc[bad.fillna(False).astype(bool), ["row", column.name]].itertuples(
        index=False
    ):
        part.ledger.reject(int(row), f"「{column.label}」の「{_printed(value)}」{complaint}", Stage.RANGES)


def _printed(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def reject_duplicates(records: pd.DataFrame, table: Table, part: Part) -> None:
    """Reject a second row of the same key; rows of the same key that disagree are all rejected."""
    repeated = records.duplicated(list(table.key), keep=False)
    if not repeated.any():
        return
    values = [name for name in table.column_names if name in records]
    identical: dict[tuple[int, ...], bool] = {}
    for _, same_key in records[repeated].groupby(list(table.key), dropna=False, sort=False):
        rows = tuple(sorted({int(row) for row in same_key["row"]}))
        same = len(same_key[values].drop_duplicates()) == 1
        identical[rows] = identical.get(rows, True) and same
    for rows, same in identical.items():
        if same:
            for row in rows[1:]:
                part.ledger.reject(row, f"{rows[0] + 1}行目と同じ内容の重複です", Stage.KEYS)
        elif len(rows) == 1:
            part.ledger.reject(rows[0], "同じ対象の値が、この行に二重にあります", Stage.KEYS)
        else:
            for row in rows:
                others = "・".join(str(other + 1) for other in rows if other != row)
                part.ledger.reject(row, f"{others}行目と同じ対象で値が食い違っています", Stage.KEYS)
