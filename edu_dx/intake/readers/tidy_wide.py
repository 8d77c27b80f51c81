"""Wide forms of a table: months, grades, years, choices or items across the columns instead of down the rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edu_dx.intake.cells import read_grade, read_month_or_its_number
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Measure
from edu_dx.intake.periods import fiscal_year_in, read_fiscal_year
from edu_dx.intake.text import bare, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import Column, ColumnType, Handling, Table

TOTALS = {
    "計",
    "合計",
    "総計",
    "総数",
    "小計",
    "累計",
    "年計",
    "年間計",
    "年度計",
    "年間合計",
    "年度合計",
    "total",
}
_NO_ITEMS = {"備考", "摘要", "注", "メモ", "no", "no.", "番号", "通番", "連番", "順位", *TOTALS}
_NUMBERED_ITEM = re.compile(
    r"(?P<id>(?:問|設問|質問|項目|q|no\.?)?\s*[(（]?[a-z]?[0-9０-９]+(?:[-.ー－][0-9０-９]+)*[)）]?|[①-⑳])"
    r"(?:[.．:：、)）\s]+(?P<text>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_SECOND_STAGE = ("中学", "後期課程")
_GRADES_OF_FIRST_STAGE = 6
_GRADES_OF_SECOND_STAGE = 3
_FEWEST = 2

LabelReader = Callable[[str], Any]


@dataclass(frozen=True)
class _Wanted:
    """What labels across the columns may say for one table.

    Args:
        dimensions: key column → how a label is read as a value of it (None where it is none).
        needed: dimensions that every column has to state.
        items: the key column that any other label names, None if there is none.
        values: squeezed header text → column of values.
        default: the column of values that is meant where no label says which.
    """

    dimensions: Mapping[str, LabelReader]
    needed: frozenset[str]
    items: Column | None
    values: Mapping[str, Column]
    default: Column | None


def spread_columns(
    table: Table,
    stored: Mapping[str, HeaderColumn],
    absent: Sequence[Column],
    rest: Sequence[HeaderColumn],
    titles: Sequence[str],
    *,
    is_asked_for: bool,
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    """The columns of values that stand side by side, with what their labels say, and totals over them.

    Args:
        table: the table.
        stored: its columns that the header has.
        absent: its required columns that the header lacks.
        rest: the columns of the header not understood so far.
        titles: texts above the header.
        is_asked_for: whether the user says that it is this table, so that items need no further sign.

    Returns:
        Measures and totals within the row; both empty if the table does not stand so.
    """
    free = [column for column in values_of(table) if column.name not in stored]
    if len(rest) < _FEWEST or not free or not (absent or len(free) == len(values_of(table))):
        return (), ()
    wanted = _wanted(table, stored, absent, free, rest, titles, is_asked_for=is_asked_for)
    common = set.intersection(*({*column.labels[:-1]} for column in rest))
    measures: list[Measure] = []
    totals: list[Measure] = []
    for column in rest:
        measure = _measure_of(column, wanted, common)
        if measure and column.leaf in TOTALS and not wanted.needed <= measure.fixed.keys():
            totals.append(measure)
        elif measure and wanted.needed <= measure.fixed.keys() and measure.fixed:
            measures.append(measure)
    meant = {(measure.target, *sorted((k, str(v)) for k, v in measure.fixed.items())) for measure in measures}
    if len(measures) < _FEWEST or len(meant) < len(measures):
        return (), ()
    return tuple(measures), tuple(totals)


def values_of(table: Table) -> list[Column]:
    """The columns that say something about what a row's key names."""
    beside = {"fiscal_year", "missing_reason", "school_name", *table.key}
    names = {column.name.removesuffix("_code") + "_name" for column in table.columns}
    return [c for c in table.columns if c.name not in beside | names and c.handling is Handling.KEEP]


def _wanted(
    table: Table,
    stored: Mapping[str, HeaderColumn],
    absent: Sequence[Column],
    free: Sequence[Column],
    rest: Sequence[HeaderColumn],
    titles: Sequence[str],
    *,
    is_asked_for: bool,
) -> _Wanted:
    keys = [table.column(name) for name in table.key if name not in stored]
    dimensions = {column.name: read for column in keys if (read := _label_reader(column))}
    if "fiscal_year" not in stored:
        dimensions["fiscal_year"] = _fiscal_year
    needed = {c.name for c in absent if c.name in dimensions}
    values = {squeeze(name): column for column in reversed(free) for name in column.header_names}
    title = squeeze("|".join(titles))
    items = next((column for column in absent if is_open(column) and column.name in table.key), None)
    if items and not (is_asked_for or _shows_items(table, items, values, rest, title)):
        items = None
    default = _default(table, dimensions.keys() & needed, free, values, title)
    return _Wanted(dimensions, frozenset(needed | ({items.name} if items else set())), items, values, default)


def _default(
    table: Table, spread: set[str], free: Sequence[Column], values: Mapping[str, Column], title: str
) -> Column | None:
    """The column of values that is meant: the one the title names, the only one, or the count of a cross table."""
    named = {column.name: column for name, column in values.items() if len(name) > 1 and name in title}
    if len(named) == 1:
        return next(iter(named.values()))
    required = [column for column in free if column.required]
    for columns in (required, free):
        if len(columns) == 1:
            return columns[0]
    counted = next((column for column in values_of(table) if column.type.is_number), None)
    is_cross_table = any(table.column(name).choices for name in spread)
    return counted if is_cross_table and counted in free else None


def _measure_of(column: HeaderColumn, wanted: _Wanted, common: set[str]) -> Measure | None:
    """What a column's labels say together; None if its lowest label says nothing that is known."""
    fixed: dict[str, Any] = {}
    target = wanted.default
    named = False
    for printed, label in zip(column.printed, column.labels, strict=True):
        said = next(
            (
                (name, value)
                for name, read in wanted.dimensions.items()
                if name not in fixed and (value := read(label)) is not None
            ),
            None,
        )
        if said:
            fixed[said[0]] = said[1]
        elif value_column := wanted.values.get(label) or wanted.values.get(bare(label)):
            target, named = value_column, True
        elif label in TOTALS and label == column.leaf:
            continue
        elif label == column.leaf and wanted.items and label not in _NO_ITEMS:
            fixed[wanted.items.name] = printed
        elif (label not in common and label == column.leaf) or (label not in common and not wanted.items):
            return None
    if fixed.get("grade", 9) <= _GRADES_OF_SECOND_STAGE and any(
        label.startswith(_SECOND_STAGE) for label in column.labels
    ):
        fixed["grade"] += _GRADES_OF_FIRST_STAGE
    return (
        Measure(column, target.name, fixed) if target and (fixed or named or column.leaf in TOTALS) else None
    )


def _label_reader(column: Column) -> LabelReader | None:
    if column.choices:
        said = {squeeze(printed): choice for printed, choice in column.choice_aliases}
        said |= {squeeze(choice): choice for choice in column.choices}
        return lambda label: said.get(label) or said.get(bare(label))
    if column.name == "grade":
        return _grade
    if column.type is ColumnType.MONTH:
        return _month
    return None


def _grade(label: str) -> int | None:
    try:
        return read_grade(label)
    except UnreadableError:
        return None


def _month(label: str) -> Any:
    try:
        month = read_month_or_its_number(label)
    except UnreadableError:
        return None
    return month if "月" in label or not isinstance(month, int) else None


def _fiscal_year(label: str) -> int | None:
    if (year := fiscal_year_in(label)) is not None:
        return year if label.endswith("年度") else None
    try:
        return read_fiscal_year(label) if not label.endswith("年") else None
    except UnreadableError:
        return None


def is_open(column: Column) -> bool:
    """Whether any text may be a value of the column."""
    return (
        column.type in (ColumnType.CODE, ColumnType.TEXT)
        and not column.choices
        and column.code_system is None
        and column.handling is Handling.KEEP
        and column.name != "school_name"
    )


def _shows_items(
    table: Table, items: Column, values: Mapping[str, Column], rest: Sequence[HeaderColumn], title: str
) -> bool:
    """Whether the columns are items: numbered as such, or under a title that names the table or its items."""
    names = {squeeze(table.label), *(squeeze(name) for name in items.header_names if len(name) > 3), *values}
    titled = any(len(name) > 3 and name in title for name in names)
    numbered = sum(1 for column in rest if split_item(column.printed[-1])[0])
    return titled or (numbered > _FEWEST and numbered * 2 >= len(rest))


def split_item(printed: str) -> tuple[str, str]:
    """An item's number and its text: ``1-1 欠席連絡`` → (``1-1``, ``欠席連絡``); "" for what is not there."""
    match = _NUMBERED_ITEM.fullmatch(printed.strip())
    return (match["id"].strip("()（） "), (match["text"] or "").strip()) if match else ("", printed.strip())
