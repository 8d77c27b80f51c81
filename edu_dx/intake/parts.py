"""Which tables a sheet holds and where: headers are looked for by what they say, not by counting rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edu_dx.intake.header import Header, headers_from
from edu_dx.intake.layout import Layout, Reader
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import has_digits, is_unit_row, label_kind, repeats_header
from edu_dx.intake.sheet import Places, Sheet
from edu_dx.intake.text import Cell, is_blank, is_number, squeeze
from edu_dx.intake.values import is_missing_symbol
from edu_dx.tables import Table

_DEEPEST_START = 60
"""A first header is looked for among this many non-empty rows."""

_LONG_NUMBER = "[0-9][0-9 :/.-]{3,}"
"""Texts of which no header row has one."""


_CLASS = re.compile(r"(?:[1-9]年)?[0-9]{1,2}組")


_Found = tuple[int, int, Layout]
"""Columns understood, rows of the header as a negative number, and the layout."""


_LEFT_OFF_FORMS = {"fiscal_year", "missing_reason"}


@dataclass(frozen=True)
class Region:
    """Rows ``start`` to ``stop`` (exclusive) of a sheet and the tables that stand there under one header."""

    start: int
    stop: int
    found: tuple[tuple[Reader, Layout], ...]


def regions_of(sheet: Sheet, readers: Sequence[Reader]) -> list[Region]:
    """Every stretch of a sheet that some reader recognises; stacked tables are separate regions."""
    regions: list[Region] = []
    filled = sheet.filled
    start = 0
    candidates = filled[:_DEEPEST_START]
    while candidates and (found := _best_header(sheet, candidates, readers, start)):
        header_end = max(layout.header.last for _, layout in found)
        following = header_end + 1 + np.flatnonzero(sheet.filled_cells[header_end + 1 :] >= 2)
        next_header = _next_header(sheet, following, readers, found[0][1])
        stop = len(sheet.rows) if next_header is None else _title_start(sheet, header_end, next_header)
        regions.append(Region(start, stop, found))
        start = stop
        candidates = [] if next_header is None else [next_header]
    return regions


def titles_above(sheet: Sheet, start: int, first: int) -> tuple[str, ...]:
    """The texts of the rows above a header, one text a row, and the sheet's name."""
    rows = [sheet.text_of(row) for row in range(start, first)]
    return (*[row for row in rows if row], *([sheet.own_name] if sheet.own_name else []))


def _best_header(
    sheet: Sheet, candidates: list[int], readers: Sequence[Reader], start: int
) -> tuple[tuple[Reader, Layout], ...]:
    best: dict[Reader, _Found] = {}
    for first in candidates:
        titles = titles_above(sheet, start, first)
        for header in headers_from(sheet, first):
            for reader in readers:
                layout = reader.recognise(header, titles)
                if layout is None or _goes_on(sheet, layout):
                    continue
                if reader in best and _has_data_before(sheet, best[reader][2], layout):
                    continue
                rank = (layout.score, header.first - header.last)
                if reader not in best or rank > best[reader][:2]:
                    best[reader] = (*rank, layout)
    best = _without_rivals(best)
    if not best:
        return ()
    first_found = min(layout.header.last for *_, layout in best.values())
    by_name = sorted(best, key=lambda reader: reader.table.name)
    return tuple(
        (reader, best[reader][2]) for reader in by_name if best[reader][2].header.last == first_found
    )


def _has_data_before(sheet: Sheet, above: Layout, below: Layout) -> bool:
    """Whether rows with numbers lie between two headers, so that the upper one heads a table of its own."""
    columns = [measure.column.index for measure in above.measures]
    return any(
        any(
            has_digits(sheet.rows[row][column]) and not _is_grade(sheet.rows[row][column])
            for column in columns
        )
        and any(is_number(cell) or squeeze(cell).isdecimal() for cell in sheet.rows[row])
        for row in range(above.header.last + 1, below.header.first)
    )


def _without_rivals(best: dict[Reader, _Found]) -> dict[Reader, _Found]:
    """The readers left where a reader of one layout and a general one recognise the same rows as a header.

    The reader of the layout knows it better, unless the general one alone understands every column, or understands
    the same numbers and more columns, or the header is that of a form made for the general one's table.
    """
    rivals = [
        (own, general)
        for own in best
        for general in best
        if general.is_general and not own.is_general and _overlap(best[own][2], best[general][2])
    ]
    beaten: set[Reader] = set()
    own_layouts = [best[own][2] for own, _ in rivals]
    general_layouts = [(general.table, best[general][2]) for _, general in rivals]
    if any(_is_form_of(table, layout.header) for table, layout in general_layouts) or (
        any(map(_understands_all, (layout for _, layout in general_layouts)))
        and not any(map(_understands_all, own_layouts))
    ):
        beaten.update(own for own, _ in rivals)
    else:
        for own, general in rivals:
            beaten.add(own if _sees_more(best[general][2], best[own][2]) else general)
    return {reader: found for reader, found in best.items() if reader not in beaten}


def _overlap(one: Layout, other: Layout) -> bool:
    return one.header.first <= other.header.last and other.header.first <= one.header.last


def _sees_more(layout: Layout, other: Layout) -> bool:
    """Whether a layout makes something of more columns than another, the other's numbers among them."""
    numbers = {measure.column.index for measure in other.measures}
    own, others = (
        {column.index for column in (*one.keys.values(), *one.not_stored.values())}
        | {measure.column.index for measure in (*one.measures, *one.row_totals)}
        for one in (layout, other)
    )
    return numbers <= own and len(own) > len(others)


def _understands_all(layout: Layout) -> bool:
    return layout.score + len(layout.not_stored) == len(layout.header.columns)


def _is_form_of(table: Table, header: Header) -> bool:
    """Whether a header is that of a form made for the table: all of its columns and no others, by their own names."""
    found = {
        column.name
        for column in table.columns
        if any(printed.leaf in (squeeze(column.name), squeeze(column.label)) for printed in header.columns)
    }
    return len(found) == len(header.columns) and set(table.column_names) - found <= _LEFT_OFF_FORMS


def _goes_on(sheet: Sheet, layout: Layout) -> bool:
    """Whether the row below a header is still header: it names no school and has labels (男, 計) for numbers."""
    below = layout.header.last + 1
    if not layout.measures or below >= len(sheet.rows):
        return False
    cells = sheet.rows[below]
    if any(not is_blank(cells[column.index]) for column in layout.keys.values()):
        return False
    values = cells[min(measure.column.index for measure in layout.measures) :]
    if (
        any(has_digits(cell) and not _is_class(cell) for cell in values)
        or is_unit_row(cells)
        or repeats_header(cells, layout.header)
    ):
        return False
    return sum(not is_blank(cell) and not is_missing_symbol(cell) for cell in values) >= 2


def _is_class(cell: Cell) -> bool:
    """Whether a label names a class of a grade (``1組``, ``2年3組``)."""
    return isinstance(cell, str) and bool(_CLASS.fullmatch(squeeze(cell)))


def _next_header(sheet: Sheet, following: Places, readers: Sequence[Reader], above: Layout) -> int | None:
    without_numbers = sheet.rows_where_all(
        lambda _, cell: not has_digits(cell) or _is_grade(cell), following, never=_LONG_NUMBER
    )
    for row in map(int, without_numbers):
        cells = sheet.rows[row]
        if is_unit_row(cells) or repeats_header(cells, above.header):
            continue
        if _best_header(sheet, [row], readers, row):
            return row
    return None


def _is_grade(cell: Cell) -> bool:
    text = squeeze(cell)
    return text[:1].isdigit() and text[1:] in ("", "年", "学年", "年生", ".0")


def _title_start(sheet: Sheet, header_end: int, next_header: int) -> int:
    """Where the title rows of a second table begin: after the last row that is data or a note of the first."""
    row = next_header
    while row - 1 > header_end:
        cells = [cell for cell in sheet.rows[row - 1] if not is_blank(cell)]
        labels = [squeeze(cell) for cell in cells]
        if len(cells) > 3 or any(has_digits(cell) for cell in cells[1:]):
            break
        if labels and label_kind(labels[0]) in (NotData.NOTE, NotData.TOTAL, NotData.LAST_YEAR):
            break
        row -= 1
    return row
