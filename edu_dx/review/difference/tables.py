"""How the rows and columns of a block changed, also of the numbers behind a figure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from edu_dx.present.block import Block, BlockColumn, Format
from edu_dx.present.display import SUPPRESSED, cell_text, formatted
from edu_dx.review.difference.alignment import stretches
from edu_dx.review.difference.result import LoneRow, RowChange, TableChange, ValueChange
from edu_dx.review.difference.values import Value, value_change, withheld_change

_YEAR = re.compile(r"[0-9]{4}")
_NAMING = (Format.TEXT, Format.COUNT)


@dataclass(frozen=True)
class _Pairs:
    """Places of rows that stand for each other; None where a row has no counterpart."""

    places: list[tuple[int | None, int | None]]
    labels: list[str]


class _Column(NamedTuple):
    """A column of both blocks; a unit that changed is told with the column, and not at every cell."""

    old: int
    new: int
    old_format: Format
    format: Format
    label: str
    unit: str


def table_change(old: Block, new: Block, *, across_editions: bool) -> TableChange:
    """The change of a block's data.

    Rows are matched by the leading columns that name them, such as school, or level and horizon; where none do, in
    their order. A value that either block withholds is told of neither, and where the editions differ, no number is
    told of a row that only one of them has.
    """
    closed = _number_keys(old, new) if across_editions else _withheld_keys(old) | _withheld_keys(new)
    pairs, columns = _pairs(old, new, closed), _shared_columns(old, new)
    both = [(a, b, label) for (a, b), label in zip(pairs.places, pairs.labels, strict=True)]
    changes = [
        RowChange(label, values)
        for a, b, label in both
        if a is not None and b is not None and (values := tuple(_values(old, new, columns, a, b)))
    ]
    return TableChange(
        rows=tuple(row for change in changes if (row := _part(change, unseen=False)).values),
        unseen_rows=tuple(row for change in changes if (row := _part(change, unseen=True)).values),
        added_rows=tuple(_lone(new, b, label, closed) for a, b, label in both if a is None and b is not None),
        removed_rows=tuple(
            _lone(old, a, label, closed) for a, b, label in both if b is None and a is not None
        ),
        added_columns=_headings_without(new, {column.new for column in columns}),
        removed_columns=_headings_without(old, {column.old for column in columns}),
        changed_columns=tuple(_changed_columns(old, new, columns)),
        reordered=_reordered(pairs),
    )


def _values(
    old: Block, new: Block, columns: Sequence[_Column], old_row: int, new_row: int
) -> Iterator[ValueChange]:
    for column in columns:
        before, after = old.rows[old_row][column.old], new.rows[new_row][column.new]
        hidden = (old_row, column.old) in old.suppressed, (new_row, column.new) in new.suppressed
        if any(hidden):
            if not all(hidden):
                yield withheld_change(column.label)
        elif before != after or column.old_format is not column.format:
            now = Value(after, column.format, column.unit)
            change = value_change(column.label, Value(before, column.old_format, column.unit), now)
            if change is not None:
                yield change


def _shared_columns(old: Block, new: Block) -> list[_Column]:
    """Columns of one key; where only texts have one, also those of the same key but for the year in it.

    Five years from now is p2029 in one year and p2030 in the next; a table that has both keeps each to itself.
    """
    places = {column.key: place for place, column in enumerate(old.columns)}
    pairs = {place: places[column.key] for place, column in enumerate(new.columns) if column.key in places}
    if all(new.columns[place].format is Format.TEXT for place in pairs):
        pairs |= _columns_of_another_year(old, new)
    return [
        _Column(a, b, old.columns[a].format, column.format, _label(old.columns[a], column), column.unit)
        for b, column in enumerate(new.columns)
        if (a := pairs.get(b)) is not None
    ]


def _columns_of_another_year(old: Block, new: Block) -> dict[int, int]:
    before, after = _by_look(old, new), _by_look(new, old)
    looks = [look for look in after if len(before.get(look, ())) == len(after[look])]
    return {b: a for look in looks for a, b in zip(before[look], after[look], strict=True)}


def _by_look(block: Block, other: Block) -> dict[tuple[str, Format], list[int]]:
    """Places of the columns that the other block lacks, by what they look like but for a year."""
    known = {column.key for column in other.columns}
    places: dict[tuple[str, Format], list[int]] = defaultdict(list)
    for place, column in enumerate(block.columns):
        if column.key not in known:
            places[_YEAR.sub("#", column.key), column.format].append(place)
    return places


def _label(old: BlockColumn, new: BlockColumn) -> str:
    return new.label if old.key == new.key else f"{old.label}→{new.label}"


def _part(change: RowChange, *, unseen: bool) -> RowChange:
    return RowChange(change.label, tuple(value for value in change.values if value.unseen is unseen))


def _lone(block: Block, row: int, label: str, closed: set[str]) -> LoneRow:
    cells = (
        (column.heading, SUPPRESSED if column.key in closed else cell_text(block, row, place))
        for place, column in enumerate(block.columns)
        if not column.support
    )
    return LoneRow(label, tuple(cells))


def _number_keys(*blocks: Block) -> set[str]:
    return {column.key for block in blocks for column in block.columns if column.format is not Format.TEXT}


def _withheld_keys(block: Block) -> set[str]:
    return {block.columns[place].key for _, place in block.suppressed}


def _headings_without(block: Block, places: set[int]) -> tuple[str, ...]:
    return tuple(column.heading for place, column in enumerate(block.columns) if place not in places)


def _changed_columns(old: Block, new: Block, columns: Sequence[_Column]) -> Iterator[tuple[str, str]]:
    for place, place_now, *_ in columns:
        before, now = old.columns[place], new.columns[place_now]
        if before.heading != now.heading:
            yield before.heading, now.heading
        elif _definition(before) != _definition(now):
            yield now.heading, f"{now.heading}（表し方または分子・分母が違います）"


def _definition(column: BlockColumn) -> tuple[Format, str | None, str | None, bool]:
    return column.format, column.numerator, column.denominator, column.support


def _reordered(pairs: _Pairs) -> bool:
    old_places = [a for a, b in pairs.places if a is not None and b is not None]
    return old_places != sorted(old_places)


def _pairs(old: Block, new: Block, closed: set[str]) -> _Pairs:
    keys = _naming_keys(old, new, closed)
    if not keys:
        return _pairs_in_order(old, new)
    before, after = _names(old, keys), _names(new, keys)
    places = {name: place for place, name in enumerate(before)}
    known = set(after)
    pairs: list[tuple[int | None, int | None]] = [
        (places.get(name), place) for place, name in enumerate(after)
    ]
    pairs += [(place, None) for place, name in enumerate(before) if name not in known]
    labels = [*after, *(name for name in before if name not in known)]
    return _Pairs(pairs, ["・".join(name) for name in labels])


def _naming_keys(old: Block, new: Block, closed: set[str]) -> list[str]:
    """The shortest row of leading columns, a text first, that names every row of both; none if nothing does."""
    keys: list[str] = []
    shared = {column.key for column in old.columns} - closed
    for column in new.columns:
        if column.key not in shared or column.format not in (_NAMING if keys else (Format.TEXT,)):
            break
        keys.append(column.key)
        if all(_all_differ(block, keys) for block in (old, new)):
            return keys
    return []


def _all_differ(block: Block, keys: Sequence[str]) -> bool:
    names = _names(block, keys)
    return len(set(names)) == len(names)


def _names(block: Block, keys: Sequence[str]) -> list[tuple[str, ...]]:
    places = [place for place, column in enumerate(block.columns) if column.key in keys]
    return [tuple(cell_text(block, row, place) for place in places) for row in range(len(block.rows))]


def _pairs_in_order(old: Block, new: Block) -> _Pairs:
    """Rows without a name: equal rows keep together, those between stand for each other in their order."""
    before, after = ([_whole(block, row) for row in range(len(block.rows))] for block in (old, new))
    pairs: list[tuple[int | None, int | None]] = []
    for stretch in stretches(before, after):
        ranges = (range(stretch.old.start, stretch.old.stop), range(stretch.new.start, stretch.new.stop))
        pairs += zip_longest(*ranges)
    return _Pairs(pairs, [_place_label(a, b) for a, b in pairs])


def _whole(block: Block, row: int) -> str:
    values = (
        formatted(value, column.format) for value, column in zip(block.rows[row], block.columns, strict=True)
    )
    return "\t".join(values)


def _place_label(old: int | None, new: int | None) -> str:
    place = new if new is not None else old
    return f"{(place or 0) + 1}行目"
