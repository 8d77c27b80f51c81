"""Telling data rows from titles, totals, last year's figures, notes and repeated headers."""

from __future__ import annotations

import re
from functools import lru_cache

from edu_dx.intake.header import Header, is_field_number
from edu_dx.intake.receipt import NotData
from edu_dx.intake.text import Cell, is_blank, is_number, squeeze

_TOTAL = re.compile(
    r"\(?(?:.{0,12}?(?:合計|総計|小計|累計|総数|計)|全市|全体|市全体|全国|平均|total)(?:\(.*\))?\)?"
)
_LAST_YEAR = re.compile(
    r"[(]?(?:前年|昨年|前回|前々年|対前年|増減|差引|比較).*|.*(?:前年比|増減|前年度比)[)]?"
)
_ENGLISH_TAIL = re.compile(r"(?<=[^\x00-\x7f])[/|]?[a-z][a-z/.]*$")
_NOTE = re.compile(r"[(\[【]?(?:注|備考|資料|出典|出所|※|\*|＊|・|https?:|問い?合わせ|担当|作成).*")
_UNIT = re.compile(r"\(?(?:単位[:は]?)?(?:人|名|学級|件|通|枚|円|校|歳|世帯|%)\)?")
_PAGE = re.compile(
    r"[-−–—─]?(?:page|p\.?)?[0-9]+(?:[/／][0-9]+)?(?:ページ|頁|[-−–—─])|(?:page|p\.?)[0-9]+(?:/[0-9]+)?"
)
_END = re.compile(r"\(?(?:以上|以下(?:余白|空白|空欄))。?\)?|余白")


@lru_cache(maxsize=4096)
def label_kind(label: str) -> NotData | None:
    """What a row is by one of its squeezed labels: a total, last year's figures, a note, or None."""
    label = _ENGLISH_TAIL.sub("", label)
    if _LAST_YEAR.fullmatch(label):
        return NotData.LAST_YEAR
    if _TOTAL.fullmatch(label):
        return NotData.TOTAL
    return NotData.NOTE if _NOTE.match(label) else None


def repeats_header(row: list[Cell], header: Header) -> bool:
    """Whether a row below the header prints the header, or one row of it, again."""
    same = 0
    for index, cell in enumerate(row):
        if not is_blank(cell):
            if not repeats_label(cell, index, header):
                return False
            same += 1
    return same >= 2


def repeats_label(cell: Cell, index: int, header: Header) -> bool:
    """Whether a cell of column ``index`` says what the column's header says."""
    return squeeze(cell) in header.labels_by_column.get(index, ())


def is_unit_row(row: list[Cell]) -> bool:
    """Whether a row holds nothing but units or field numbers."""
    found = False
    for cell in row:
        if not is_blank(cell):
            if not is_unit(cell):
                return False
            found = True
    return found


def is_unit(cell: Cell) -> bool:
    """Whether a cell is a unit or the number of a field."""
    return is_field_number(cell) or (isinstance(cell, str) and bool(_UNIT.fullmatch(squeeze(cell))))


def is_page_mark(text: str) -> bool:
    """Whether a squeezed text only numbers a page or says that the table ends: ``- 1 -``, ``1/3ページ``, 以下余白."""
    return bool(_PAGE.fullmatch(text) or _END.fullmatch(text))


def has_digits(cell: Cell) -> bool:
    """Whether a cell holds a number or a text that begins with a digit."""
    return is_number(cell) or (isinstance(cell, str) and squeeze(cell)[:1].isdigit())
