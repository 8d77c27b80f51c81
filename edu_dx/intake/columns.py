"""Whole columns at a time: each different cell is read once, and an unreadable one rejects its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.intake.layout import Part
from edu_dx.intake.plain_moments import plain_moments
from edu_dx.intake.sheet import Places
from edu_dx.intake.text import Cell, as_text, is_blank
from edu_dx.intake.values import Number, UnreadableError, read_whole

Value = TypeVar("Value")


@dataclass(frozen=True)
class Readings(Generic[Value]):
    """What the cells of one column say, each different one read once.

    Args:
        rows: the rows that were asked for; shape (n,).
        codes: the place in ``values`` of each row's reading, -1 where the cell is blank or unreadable; shape (n,).
        values: the different readings.
    """

    rows: Places
    codes: npt.NDArray[np.int64]
    values: Sequence[Value]

    def series(self, dtype: str = "object", of: Callable[[Value], Any] | None = None) -> pd.Series:
        """One value for each of ``rows`` (the index), missing where there is no reading.

        Args:
            dtype: a pandas dtype that has a missing value.
            of: what is kept of a reading, asked once for each different one; None keeps it as it is.
        """
        kept = list(self.values) if of is None else [of(value) for value in self.values]
        values = pd.Series(kept, dtype=dtype).array
        return pd.Series(values.take(self.codes, allow_fill=True), index=self.rows)

    def rows_where(self, test: Callable[[Value], bool]) -> list[int]:
        """The rows whose reading stands ``test``, asked once for each different reading."""
        answers = np.array([*(bool(test(value)) for value in self.values), False])
        return list(map(int, self.rows[answers[self.codes]]))


def read_cells(
    part: Part, rows: Iterable[int], column: int, read: Callable[[Cell], Value], header: str
) -> Readings[Value]:
    """``read`` applied to one column's cells; rows with a blank or an unreadable cell have no reading.

    An unreadable cell rejects its row with the reader's reason and the column's header. What takes time is the
    number of different cells, not of rows.
    """
    asked = _places(rows)
    cells = part.sheet.columns[column]
    places = cells.places_of(asked)
    values: list[Value] = []
    codes = np.full(len(cells.cells), -1, dtype=np.int64)
    reasons: dict[int, str] = {}
    for place, cell in zip(places.tolist(), cells.cells_at(places), strict=True):
        if is_blank(cell):
            continue
        try:
            values.append(read(cell))
        except UnreadableError as error:
            reasons[place] = f"「{header}」の{error}"
        else:
            codes[place] = len(values) - 1
    found = cells.codes[asked]
    if reasons:
        unreadable = np.zeros(len(cells.cells), dtype=bool)
        unreadable[list(reasons)] = True
        for row in asked[unreadable[found]].tolist():
            part.ledger.reject(row, reasons[cells.codes[row]])
    return Readings(asked, codes[found], values)


def read_moments(
    part: Part, rows: Iterable[int], column: int, read: Callable[[Cell], Any], header: str
) -> pd.Series:
    """A column of moments as ``datetime64[us]`` by row; missing where a cell is blank or unreadable.

    Moments written plainly (``2025-04-01 09:05``, ``2025/4/1 9:05:00``) are read all at once, the other cells by
    ``read``, which must read the plain ones as ``read_moment`` does.
    """
    asked = _places(rows)
    moments, plain = plain_moments(part.sheet.columns[column], asked)
    rest = read_cells(part, asked[~plain], column, read, header)
    moments[~plain] = rest.series("datetime64[us]").to_numpy()
    return pd.Series(moments, index=asked)


def read_column(
    part: Part, rows: Iterable[int], column: int, read: Callable[[Cell], Value], header: str
) -> dict[int, Value]:
    """:func:`read_cells` as row → value, without the rows that have no reading."""
    readings = read_cells(part, rows, column, read, header)
    return {
        row: readings.values[code]
        for row, code in zip(readings.rows.tolist(), readings.codes.tolist(), strict=True)
        if code >= 0
    }


def read_numbers(part: Part, rows: Iterable[int], column: int, header: str) -> dict[int, float]:
    """One column as whole numbers by row; remarks and reasons for a gap go to the receipt as warnings."""
    numbers = read_cells(part, rows, column, read_whole, header)
    _tell_remarks(part, numbers, column, header)
    gaps = {
        reason: numbers.rows_where(lambda number, reason=reason: number.missing is reason)  # type: ignore[misc]
        for reason in {number.missing for number in numbers.values}
        if reason
    }
    for reason, gap in sorted(gaps.items(), key=lambda found: found[1][0]):
        part.ledger.warnings.append(
            f"「{header}」の{len(gap)}か所（{_printed(gap)}行目）は数がありません：{reason.value}。0とはしていません。"
        )
    return {
        row: value
        for row, code in zip(numbers.rows.tolist(), numbers.codes.tolist(), strict=True)
        if code >= 0 and (value := numbers.values[code].value) is not None
    }


def _tell_remarks(part: Part, numbers: Readings[Number], column: int, header: str) -> None:
    remarked = numbers.rows_where(lambda number: bool(number.remark))
    if not remarked:
        return
    example = as_text(part.sheet.rows[remarked[0]][column])
    if len(remarked) == 1:
        number = next(number for number in numbers.values if number.remark)
        part.ledger.warn(
            remarked[0],
            f"「{header}」の「{example}」は数 {number.value:g} と注記「{number.remark}」に分けました",
        )
    else:
        part.ledger.warnings.append(
            f"「{header}」の{len(remarked)}か所（{_printed(remarked)}行目）は、「{example}」のように注記のある数です。"
            "注記を除いた数を読みました"
        )


def _places(rows: Iterable[int]) -> Places:
    return rows if isinstance(rows, np.ndarray) else np.fromiter(rows, dtype=np.int64)


def _printed(rows: list[int]) -> str:
    return "・".join(str(row + 1) for row in rows[:5]) + ("…" if len(rows) > 5 else "")
