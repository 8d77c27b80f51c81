"""Numbers in brackets, beside a number or on a row below it: what titles or notes say that they are."""

from __future__ import annotations

import re

from edu_dx.intake.layout import Part
from edu_dx.intake.receipt import NotData
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze

WITHIN, OUTSIDE = "内数", "外数"
_ARE_SPECIAL = re.compile(r"\(\)(?:内|書き?|の数)?(?:の数|の数字)?は[^。|]*(?:特別支援|特支)[^。|]*")
_IS_OUTSIDE = re.compile(r"外数|外書|含まない|含まず|除")
_IN_BRACKETS = re.compile(r"\((?P<number>\d+)\)$")


def meaning_of_brackets(part: Part) -> str:
    """What titles or notes say of numbers in brackets: special support within the number beside, or outside it."""
    notes = [
        "".join(as_text(cell) for cell in part.sheet.rows[row])
        for row in part.ledger.rows_of_kind(NotData.NOTE)
    ]
    for text in (*part.titles, *notes):
        if said := _ARE_SPECIAL.search(squeeze(text)):
            return OUTSIDE if _IS_OUTSIDE.search(said[0]) else WITHIN
    return ""


def in_brackets(cell: Cell) -> float | None:
    """The number in brackets that a cell ends with."""
    match = _IN_BRACKETS.search(squeeze(cell))
    return float(match["number"]) if match else None


def rows_of_brackets(part: Part) -> dict[int, int]:
    """Rows that hold nothing but numbers in brackets → the row above, whose numbers they belong to.

    Where nobody says what the brackets mean, such a row is rejected, and the row above stands as it is.
    """
    columns = [measure.column.index for measure in part.layout.measures]
    known = meaning_of_brackets(part)
    found: dict[int, int] = {}
    above = -1
    for row in part.ledger.data_rows:
        filled = [cell for cell in part.sheet.rows[row] if not is_blank(cell)]
        if above < 0 or not all(_IN_BRACKETS.fullmatch(squeeze(cell)) for cell in filled):
            above = row
        elif known and any(not is_blank(part.sheet.rows[row][column]) for column in columns):
            found[row] = above
        else:
            part.ledger.reject(
                row,
                "括弧だけの行の数が何か分かりません（内数か外数かを注に書くか、「うち特別支援」などの行名を付けてください）",
            )
    return found
