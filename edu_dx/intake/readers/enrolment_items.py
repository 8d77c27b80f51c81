"""Tables in which a school takes several rows (児童数 and 学級数; 男, 女 and 計): what each of its rows counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace

from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.readers.enrolment_header import PUPILS, Facet, read_facet
from edu_dx.intake.receipt import NotData
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze

_NO_HEADER = "（見出しのない列）"
_MOST = 0.8


def with_items(layout: Layout, sheet: Sheet) -> Layout:
    """The layout with the column that says row by row what is counted, if there is one.

    Such a column may have no header; a column called 区分 that says something else is none.
    """
    named = layout.keys.get("item")
    keys = {key: column for key, column in layout.keys.items() if key != "item"}
    if "grade" in layout.keys:
        return replace(layout, keys=keys) if named and _stands_beside(sheet, layout, named.index) else layout
    if named:
        return layout if _share_of_items(sheet, layout, named.index) else replace(layout, keys=keys)
    first = min(measure.column.index for measure in layout.measures)
    taken = {column.index for column in keys.values()}
    for index in range(first):
        if index not in taken and _share_of_items(sheet, layout, index) >= _MOST:
            return replace(layout, keys={**keys, "item": HeaderColumn(index, (_NO_HEADER,))})
    return layout


def _stands_beside(sheet: Sheet, layout: Layout, index: int) -> bool:
    """Whether a column is that of another small table beside this one: most rows have nothing there."""
    below = [row for row in sheet.filled if row > layout.header.last]
    said = [row for row in below if not is_blank(sheet.rows[row][index])]
    return len(said) * 2 < len(below) and not _share_of_items(sheet, layout, index)


def _share_of_items(sheet: Sheet, layout: Layout, index: int) -> float:
    cells = [row[index] for row in sheet.rows[layout.header.last + 1 :] if not is_blank(row[index])]
    items = [_read_item(cell) for cell in cells]
    if len(cells) < 2 or not any(item and item.counts for item in items):
        return 0
    return sum(item is not None for item in items) / len(cells)


def _read_item(cell: Cell) -> Facet | None:
    text = squeeze(as_text(cell)).strip("()[]【】・").removeprefix("うち").removeprefix("内")
    text = "通常学級" if text in ("通常", "普通", "一般") else text
    item = read_facet(HeaderColumn(0, (text,))) if text else None
    return item if item and item.grade is None else None


def items_of(part: Part, schools: Mapping[int, Hashable]) -> dict[int, Facet]:
    """What each open row counts; empty where no column says so.

    Rows that only break down another row of the same school (男 and 女 beside 計) are set apart, and rows that
    nobody can tell are rejected. Special support beside 通常学級 alone counts among the pupils too: such an item
    is marked both ``special`` and ``excludes_special``.
    """
    column = part.layout.keys.get("item")
    if column is None:
        return {}
    items: dict[int, Facet] = {}
    for row in part.ledger.data_rows:
        cell = part.sheet.rows[row][column.index]
        item = _read_item(cell)
        if item:
            items[row] = item.measuring(PUPILS)
        elif is_blank(cell):
            part.ledger.reject(row, f"「{column.text}」が空欄のため、何の数か分かりません")
        else:
            part.ledger.reject(row, f"「{column.text}」の「{as_text(cell)}」は何の数か分かりません")
    return _without_breakdowns(part, items, schools)


def _without_breakdowns(
    part: Part, items: dict[int, Facet], schools: Mapping[int, Hashable]
) -> dict[int, Facet]:
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, item in items.items():
        when = (squeeze(part.cell(row, "as_of")), squeeze(part.cell(row, "fiscal_year")))
        alike[(schools.get(row), when, item.measure, item.special, item.combined)].append(row)
    for rows in alike.values():
        whole = [row for row in rows if not items[row].sex and not items[row].excludes_special]
        for row in rows if whole else []:
            if row not in whole:
                part.ledger.set_apart(row, NotData.BREAKDOWN)
                del items[row]
    outside = {schools.get(row) for row, item in items.items() if item.excludes_special}
    return {
        row: replace(item, excludes_special=True) if item.special and schools.get(row) in outside else item
        for row, item in items.items()
    }


def join_rows(part: Part, items: Mapping[int, Facet], schools: Mapping[int, Hashable]) -> None:
    """Remember, for each row of a school after its first, the first one; a repeated item begins a new record."""
    owner = -1
    seen: set[tuple[object, ...]] = set()
    for row in part.ledger.data_rows:
        if row not in items:
            continue
        content = items[row].content
        if owner < 0 or schools[row] != schools[owner] or content in seen:
            owner, seen = row, set()
        else:
            part.joined[row] = owner
        seen.add(content)
