"""Setting apart every row of a part that is not data, before its values are read."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from edu_dx.intake.header import is_field_number
from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import (
    has_digits,
    is_page_mark,
    is_unit,
    is_unit_row,
    label_kind,
    repeats_header,
    repeats_label,
)
from edu_dx.intake.sheet import Places, Sheet, SheetColumn
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze

_SHORT = 20


def set_apart_what_is_not_data(part: Part, reader: Reader) -> None:
    """Titles, header, units, totals, last year's figures, section headings and notes leave the open rows."""
    header = part.layout.header
    labels = reader.label_columns(part.layout)
    value_columns = [measure.column.index for measure in part.layout.measures]
    rows = part.ledger.open_rows
    for row in map(int, rows[rows <= header.last]):
        part.ledger.set_apart(row, NotData.TITLE if row < header.first else NotData.HEADER)
    below = rows[rows > header.last]
    for row in map(int, _suspects(part, below, labels)):
        if _stands_below_data(part, row) and all(is_field_number(c) for c in _filled(part.sheet.rows[row])):
            continue
        if kind := _kind(part, row, labels, value_columns, last=int(below[-1])):
            part.ledger.set_apart(row, kind)


def _filled(cells: list[Cell]) -> list[Cell]:
    return [cell for cell in cells if not is_blank(cell)]


def _stands_below_data(part: Part, row: int) -> bool:
    """Whether the nearest row above is data: numbers in brackets below it belong to it, and are no field numbers."""
    above = row - 1
    while above > part.layout.header.last and not part.sheet.filled_cells[above]:
        above -= 1
    return above > part.layout.header.last and bool(part.ledger.are_open(np.array([above]))[0])


def _suspects(part: Part, rows: Places, labels: list[int]) -> Places:
    """The rows that may be anything but data; asked of different cells, so that a million rows cost little."""
    sheet, header = part.sheet, part.layout.header
    repeated = sheet.rows_where_all(
        lambda index, cell: is_blank(cell) or repeats_label(cell, index, header) or is_unit(cell), rows
    )
    lonely = rows[sheet.filled_cells[rows] == 1]
    return np.unique(
        np.concatenate(
            [repeated, lonely, rows[:1], _without_values(part, rows), _labelled(sheet, rows, labels)]
        )
    )


def _without_values(part: Part, rows: Places) -> Places:
    """The rows that have nothing like a number under any header of numbers, page numbers aside."""
    columns = [part.sheet.columns[measure.column.index] for measure in part.layout.measures]
    if not columns:
        return rows[:0]
    valued = np.zeros(len(rows), dtype=bool)
    for column in columns:
        valued |= column.flags(lambda cell: has_digits(cell) and not is_page_mark(squeeze(cell)), rows)
    return rows[~valued]


def _title_rows(part: Part) -> list[int]:
    return part.ledger.rows_of_kind(NotData.TITLE)


def _unpaged(cells: list[Cell]) -> str:
    """What a row prints beside the number of its page."""
    shown = [squeeze(cell) for cell in _filled(cells)]
    return "|".join(text for text in shown if not is_page_mark(text))


def _labelled(sheet: Sheet, rows: Places, labels: list[int]) -> Places:
    """The rows whose label cells, alone or together, are of a kind; plain cells have no say in it."""
    columns = [sheet.columns[index] for index in labels]
    together = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        own = np.where(column.plain, -1, np.arange(len(column.cells)))[column.codes[rows]]
        together, _ = pd.factorize(together * (len(column.cells) + 1) + own + 1)
    first = np.full(together.max(initial=-1) + 1, -1)
    first[together[::-1]] = np.arange(len(rows))[::-1]
    of_a_kind = np.array([_says_kind(columns, row) for row in map(int, rows[first])], dtype=bool)
    return rows[of_a_kind[together]] if len(rows) else rows


def _says_kind(columns: list[SheetColumn], row: int) -> bool:
    texts = [
        squeeze(column.cells_at(column.codes[[row]])[0])
        for column in columns
        if not column.plain[column.codes[row]]
    ]
    return any(label_kind(text) for text in [*texts, "".join(texts)] if text)


def _kind(part: Part, row: int, labels: list[int], value_columns: list[int], *, last: int) -> NotData | None:
    cells = part.sheet.rows[row]
    if isinstance(cells[0], str) or not value_columns:
        if repeats_header(cells, part.layout.header):
            return NotData.REPEATED_HEADER
        if is_unit_row(cells):
            return NotData.UNIT
    shown = [squeeze(cell) for cell in _filled(cells)]
    if len(shown) == 1 and is_page_mark(shown[0]):
        return NotData.NOTE
    if _unpaged(cells) and _unpaged(cells) in [
        _unpaged(part.sheet.rows[above]) for above in _title_rows(part)
    ]:
        return NotData.TITLE
    if row == part.layout.header.last + 1 and _is_english(cells):
        return NotData.REPEATED_HEADER
    texts = [text for index in labels if isinstance(cells[index], str) and (text := squeeze(cells[index]))]
    joined = "".join(texts)
    kinds = {label_kind(text) for text in [*texts, joined] if text} - {None}
    for kind in (NotData.LAST_YEAR, NotData.TOTAL):
        if kind in kinds:
            return kind
    filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
    if value_columns and any(has_digits(cells[index]) for index in value_columns):
        return None
    if NotData.NOTE in kinds or (len(filled) == 1 and label_kind(squeeze(cells[filled[0]])) == NotData.NOTE):
        return NotData.NOTE
    if len(filled) == 1 and isinstance(cells[filled[0]], str) and len(part.layout.header.columns) > 2:
        text = as_text(cells[filled[0]])
        return NotData.SECTION if len(text) <= _SHORT and row < last else NotData.NOTE
    return None


def _is_english(cells: list[Cell]) -> bool:
    """Whether a row says nothing but English words, as the second row of a bilingual header does."""
    filled = _filled(cells)
    return len(filled) > 2 and all(
        isinstance(cell, str) and cell.isascii() and re.search(r"[A-Za-z]{3}", cell) for cell in filled
    )
