"""Whole columns at a time: each distinct cell is read once, and an unreadable one rejects its row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from edu_dx.intake.layout import Part
from edu_dx.intake.text import Cell, as_text, is_blank
from edu_dx.intake.values import Missing, Number, UnreadableError, read_whole

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
    gaps: dict[Missing, list[int]] = defaultdict(list)
    remarked = [row for row, number in numbers.items() if number.remark]
    values = {}
    for row, number in numbers.items():
        if number.remark and len(remarked) == 1:
            printed = as_text(part.sheet.rows[row][column])
            part.ledger.warn(
                row, f"「{header}」の「{printed}」は数 {number.value:g} と注記「{number.remark}」に分けました"
            )
        if number.missing:
            gaps[number.missing].append(row)
        elif number.value is not None:
            values[row] = number.value
    if len(remarked) > 1:
        example = as_text(part.sheet.rows[remarked[0]][column])
        part.ledger.warnings.append(
            f"「{header}」の{len(remarked)}か所（{_places(remarked)}行目）は、「{example}」のように注記のある数です。"
            "注記を除いた数を読みました"
        )
    for reason, gap in gaps.items():
        part.ledger.warnings.append(
            f"「{header}」の{len(gap)}か所（{_places(gap)}行目）は数がありません：{reason.value}。0とはしていません。"
        )
    return values


def _places(rows: list[int]) -> str:
    return "・".join(str(row + 1) for row in rows[:5]) + ("…" if len(rows) > 5 else "")
