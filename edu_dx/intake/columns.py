"""Whole columns at a time: each distinct cell is read once, and an unreadable one rejects its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from edu_dx.intake.layout import Part
from edu_dx.intake.text import Cell, is_blank
from edu_dx.intake.values import Number, UnreadableError, read_whole

Value = TypeVar("Value")


def read_column(
    part: Part, rows: Iterable[int], column: int, read: Callable[[Cell], Value], header: str
) -> dict[int, Value]:
    """``read`` applied to one column's cells, by row; rows with a blank or an unreadable cell are left out.

    An unreadable cell rejects its row with the reader's reason and the column's header.
    """
    known: dict[Cell, Value | UnreadableError] = {}
    values: dict[int, Value] = {}
    for row in rows:
        cell = part.sheet.rows[row][column]
        if is_blank(cell):
            continue
        if cell not in known:
            try:
                known[cell] = read(cell)
            except UnreadableError as error:
                known[cell] = error
        value = known[cell]
        if isinstance(value, UnreadableError):
            part.ledger.reject(row, f"「{header}」の{value}")
        else:
            values[row] = value
    return values


def read_numbers(part: Part, rows: Iterable[int], column: int, header: str) -> dict[int, float]:
    """One column as whole numbers by row; remarks and reasons for a gap go to the receipt as warnings."""
    numbers: dict[int, Number] = read_column(part, rows, column, read_whole, header)
    values = {}
    for row, number in numbers.items():
        if number.remark:
            part.ledger.warn(
                row, f"「{header}」の「{part.sheet.rows[row][column]}」は数 {number.value:g} と注記「{number.remark}」に分けました"
            )
        if number.value is None:
            part.ledger.warn(row, f"「{header}」は数がありません（{number.missing}）。0とはしていません")
        else:
            values[row] = number.value
    return values
