"""Tables that stand side by side in one sheet, taken apart into sheets of their own columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, is_blank, squeeze

_IDENTITIES = {
    squeeze(label)
    for label in (
        "学校名",
        "校名",
        "学校コード",
        "団体コード",
        "市区町村名",
        "市町村名",
        "年月",
        "受付番号",
        "年齢",
    )
}
_DEEPEST_HEADER_ROW = 60


def tables_of(sheet: Sheet) -> list[Sheet]:
    """The sheet itself, or one sheet for each table that stands beside another.

    Tables stand side by side where a header row names what a row is about (学校名) twice. Each part keeps its
    place: rows and columns have the numbers they have in the file, the other tables' cells are blank.
    """
    header, starts = _starts(sheet)
    if len(starts) < 2:
        return [sheet]
    width = len(sheet.rows[0])
    bounds = [0, *starts[1:], width]
    return [
        replace(
            sheet,
            rows=[
                [*[""] * start, *_own_cells(row, start, stop, above=index < header), *[""] * (width - stop)]
                for index, row in enumerate(sheet.rows)
            ],
            merges=tuple(merge for merge in sheet.merges if start <= merge[0][1] < stop),
        )
        for start, stop in pairwise(bounds)
    ]


def _own_cells(row: list[Cell], start: int, stop: int, *, above: bool) -> list[Cell]:
    """The cells of one table; a title above that stands over the first table alone is every table's."""
    own = row[start:stop]
    if not above or any(not is_blank(cell) for cell in own):
        return own
    title = next((cell for cell in row if not is_blank(cell)), "")
    return [title, *own[1:]]


def _starts(sheet: Sheet) -> tuple[int, list[int]]:
    """The header row that repeats its labels, and the first column of each table."""
    for row in sheet.filled[:_DEEPEST_HEADER_ROW]:
        labels = [
            squeeze(cell) if isinstance(cell, str) and not is_blank(cell) else "" for cell in sheet.rows[row]
        ]
        times = max((labels.count(label) for label in _IDENTITIES), default=0)
        if times > 1:
            first = next(label for label in labels if label and labels.count(label) == times)
            return row, [column for column, label in enumerate(labels) if label == first]
    return 0, []
