"""The columns of a tidy table as Series: values, numbers with the reasons for their gaps, pseudonyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

import numpy as np
import pandas as pd

from edu_dx.intake.cells import reader_of, unit_of
from edu_dx.intake.codes import read_code
from edu_dx.intake.columns import Readings, read_cells
from edu_dx.intake.durations import MINUTES_OF_UNIT
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Part
from edu_dx.intake.text import Cell, as_text, squeeze
from edu_dx.intake.values import Missing, Number, UnreadableError, missing_text, read_number
from edu_dx.tables import Column, ColumnType, Handling

_IN_ENGLISH = re.compile(r"_min(?:utes)?$")


def read_values(part: Part, rows: list[int], found: HeaderColumn, column: Column) -> pd.Series:
    """One column's values by row; a blank, a cell without a value and an unreadable one are missing."""
    if column.handling is Handling.PSEUDONYMISE:
        return read_cells(part, rows, found.index, _pseudonyms(part), found.text).series()
    read = reader_of(column, found.text)
    readings = read_cells(part, rows, found.index, read, found.text)
    if column.choice_aliases:
        _tell_rewording(part, rows, found, column)
    return readings.series(of=lambda value: None if isinstance(value, Missing) else value)


def _tell_rewording(part: Part, rows: list[int], found: HeaderColumn, column: Column) -> None:
    """Tell which printed answers were taken for one of the table's own in other words (している → 有)."""
    choices = {squeeze(printed): choice for printed, choice in column.choice_aliases}
    cells = part.sheet.columns[found.index]
    reworded = {
        text: choice
        for cell in cells.cells_at(cells.places_of(np.asarray(rows, dtype=np.int64)))
        if (choice := choices.get(squeeze(text := as_text(cell).strip())))
        and squeeze(choice) not in squeeze(text)
    }
    if reworded:
        pairs = "、".join(f"「{text}」を「{choice}」" for text, choice in reworded.items())
        part.ledger.warnings.append(
            f"「{found.text}」は、{pairs}と読みました。違う意味なら、送り主に確かめてください。"
        )


def read_amounts(
    part: Part, rows: list[int], found: HeaderColumn, column: Column
) -> tuple[pd.Series, pd.Series]:
    """One column of numbers by row, and why a number is missing where the cell says so.

    Remarks beside numbers, and a unit that only the numbers themselves could tell, go to the receipt.
    """
    header = found.text
    if column.type is ColumnType.DURATION and not unit_of(found.text):
        unit = column.unit if _IN_ENGLISH.search(found.leaf) else _unit_by_size(part, rows, found, column)
        header = f"{header}({unit})"
    read = cast(Callable[[Cell], Number], reader_of(column, header))
    numbers = read_cells(part, rows, found.index, read, found.text)
    _tell_remarks(part, found, numbers)
    return numbers.series("Float64", of=lambda number: number.value), numbers.series(of=_reason)


def tell_gaps(part: Part, header: str, reasons: pd.Series) -> None:
    """Tell which numbers of a column are missing for which reason, for a table that does not keep the reasons."""
    given = reasons.dropna()
    for reason in given.unique():
        gaps = given.index[given.eq(reason)]
        part.ledger.warnings.append(
            f"「{header}」の{len(gaps)}か所（{places(gaps)}行目）は数がありません："
            f"{Missing[reason.upper()].value}。0とはしていません。"
        )


def joined_reasons(reasons: dict[str, pd.Series]) -> pd.Series:
    """Reasons by column as one text a row: ``pupils=suppressed;classes=unknown``; missing without any."""
    together = pd.DataFrame(reasons)
    numbers = together.groupby(list(together), dropna=False, sort=False).ngroup()
    different = together.loc[~numbers.duplicated()]
    texts = [
        missing_text({str(name): Missing[code.upper()] for name, code in row.items() if pd.notna(code)})
        or None
        for row in different.to_dict("records")
    ]
    return pd.Series(pd.Series(texts, dtype="string").array.take(numbers.to_numpy()), index=together.index)


def places(rows: Iterable[int]) -> str:
    """The first few of some rows by the numbers that Excel shows."""
    numbers = [str(row + 1) for row in rows]
    return "・".join(numbers[:5]) + ("…" if len(numbers) > 5 else "")


def _reason(number: Number) -> str | None:
    return None if number.missing in (None, Missing.BLANK) else number.missing.code


def _pseudonyms(part: Part) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        try:
            key = read_code(cell)
        except UnreadableError:
            raise UnreadableError(
                "値が番号として読めません（個人を表す番号のため、値は表示しません）"
            ) from None
        return part.context.pseudonym(key)

    return read


def _unit_by_size(part: Part, rows: list[int], found: HeaderColumn, column: Column) -> str:
    """分 or 時間 for bare numbers under a header without a unit, where only one of them is possible; else "".

    More hours than the column can hold are minutes; fractions are hours.
    """
    cells = part.sheet.columns[found.index]
    bare = [
        _bare_number(cell)
        for cell in cells.cells_at(cells.places_of(pd.Index(rows, dtype="int64").to_numpy()))
    ]
    numbers = [number for number in bare if number]
    if not numbers:
        return column.unit
    if max(numbers) * MINUTES_OF_UNIT["時間"] > (column.maximum or float("inf")):
        unit = "分"
    elif any(not number.is_integer() for number in numbers):
        unit = "時間"
    else:
        return ""
    part.ledger.warnings.append(
        f"「{found.text}」には単位がありません。数の大きさから「{unit}」として読みました。"
    )
    return unit


def _bare_number(cell: Cell) -> float | None:
    try:
        return read_number(cell).value
    except UnreadableError:
        return None


def _tell_remarks(part: Part, found: HeaderColumn, numbers: Readings[Number]) -> None:
    if rows := numbers.rows_where(lambda number: bool(number.remark)):
        example = as_text(part.sheet.rows[rows[0]][found.index])
        part.ledger.warnings.append(
            f"「{found.text}」の{len(rows)}か所（{places(rows)}行目）は、「{example}」のように注記のある数です。"
            "注記を除いた数を読みました"
        )
