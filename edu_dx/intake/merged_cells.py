"""Merged cells below a header: a key that stands for several rows, and a number that does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.sheet import Range, Sheet
from edu_dx.intake.text import as_text, is_blank

_MOST_TOLD = 10
_KEYS_OF_TIME = {"as_of", "fiscal_year", "date", "month"}


def with_merged_keys(sheet: Sheet, layout: Layout, reader: Reader) -> Sheet:
    """The sheet with the keys below the header that are merged over several rows printed in each of the rows.

    The reader of one layout knows itself what a blank below a school or a grade says; its days and years alone are
    filled in.
    """
    keys = {
        column.index for name, column in layout.keys.items() if reader.is_general or name in _KEYS_OF_TIME
    }
    merged = [
        (top, bottom)
        for top, bottom in _below(sheet, layout)
        if top[1] == bottom[1] and top[1] in keys and not is_blank(sheet.rows[top[0]][top[1]])
    ]
    if not merged:
        return sheet
    rows = list(sheet.rows)
    for (first, index), (last, _) in merged:
        for row in range(first + 1, min(last + 1, len(rows))):
            rows[row] = [*rows[row][:index], rows[first][index], *rows[row][index + 1 :]]
    return replace(sheet, rows=rows)


def tell_merged_numbers(part: Part) -> None:
    """Tell the numbers that are merged over several rows or columns: they are read where the cell begins, once."""
    measures = {measure.column.index for measure in part.layout.measures}
    told = [
        f"{_place(top, bottom)}の「{as_text(part.sheet.rows[top[0]][top[1]])}」"
        for top, bottom in _below(part.sheet, part.layout)
        if top[1] in measures
        and not is_blank(part.sheet.rows[top[0]][top[1]])
        and (bottom[0] > top[0] or len(measures & set(range(top[1], bottom[1] + 1))) > 1)
        and part.ledger.are_open(np.array([top[0]])).all()
    ]
    if told:
        more = f" ほか{len(told) - _MOST_TOLD}か所" if len(told) > _MOST_TOLD else ""
        part.ledger.warnings.append(
            f"結合されたセルにある数は、結合の初めのセルの数として読みました（{'、'.join(told[:_MOST_TOLD])}{more}）。"
            "いくつかの行や列に共通の数なら、元の資料で分けて書き、もう一度取り込んでください。"
        )


def _below(sheet: Sheet, layout: Layout) -> list[Range]:
    """The merged ranges that begin below the header."""
    return [
        (top, bottom)
        for top, bottom in sheet.merges
        if layout.header.last < top[0] < len(sheet.rows) and (bottom[0] > top[0] or bottom[1] > top[1])
    ]


def _place(top: tuple[int, int], bottom: tuple[int, int]) -> str:
    return f"{column_letter(top[1])}{top[0] + 1}～{column_letter(bottom[1])}{bottom[0] + 1}"
