"""Which table a header is of: every name of every column of every table, looked up at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edu_dx.intake.header import Header, HeaderColumn, headers_from
from edu_dx.intake.layout import Layout, Measure
from edu_dx.intake.readers.tidy_schools import school_named_in
from edu_dx.intake.readers.tidy_wide import TOTALS, is_open, spread_columns, values_of
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import bare, squeeze
from edu_dx.tables import Column, ColumnType, Table

_LEAST_UNDERSTOOD = 0.5
_ENOUGH_OF_ITS_OWN = 3
_SHARED_BY = 2
_DEEPEST_START = 60
_NOT_SUMMED = ("", "%", "歳", "年", "点")


@dataclass(frozen=True)
class Fit:
    """A table whose required columns a header has.

    Args:
        table: the table.
        layout: where its columns are.
        understood: share of the header's columns that were understood.
        evidence: of the columns understood, how much speaks for this table and no other.
        is_complete: whether nothing has to come from a title or the file's name but the year.
    """

    table: Table
    layout: Layout
    understood: float
    evidence: float
    is_complete: bool

    @property
    def rank(self) -> tuple[bool, float, float]:
        """Fits of higher rank win."""
        return self.is_complete, round(self.understood, 6), round(self.evidence, 6)


@dataclass
class _Columns:
    """The columns of one header that one table knows."""

    stored: dict[str, HeaderColumn] = field(default_factory=dict)
    not_stored: dict[str, HeaderColumn] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[HeaderColumn, ...]:
        return (*self.stored.values(), *self.not_stored.values())

    @property
    def indices(self) -> set[int]:
        return {column.index for column in self.columns}


@dataclass(frozen=True)
class _Spread:
    """The columns of one header that one table knows, those of a wide form apart."""

    known: _Columns
    measures: tuple[Measure, ...]
    row_totals: tuple[Measure, ...]

    @property
    def indices(self) -> set[int]:
        return self.known.indices | {m.column.index for m in (*self.measures, *self.row_totals)}


class Dictionary:
    """The header texts of tables, and the table that a header is of.

    Args:
        tables: the tables looked for.
        others: tables that are not looked for here; a column that they have as well says little.
    """

    def __init__(self, tables: Sequence[Table], others: Iterable[Table] = ()) -> None:
        self.tables = tables
        self._columns: dict[str, list[tuple[str, Column]]] = defaultdict(list)
        self._known_by: dict[str, set[str]] = defaultdict(set)
        for table in tables:
            for column in (*table.columns, *table.not_stored):
                for name in names_of_column(column):
                    self._columns[name].append((table.name, column))
        for table in (*tables, *others):
            for column in (*table.columns, *table.not_stored):
                for name in names_of_column(column):
                    self._known_by[name].add(table.name)
        self._asked: tuple[Header, tuple[str, ...], tuple[Fit, ...]] | None = None

    def fits(self, header: Header, titles: tuple[str, ...]) -> tuple[Fit, ...]:
        """Every table that the header may be of, the best first; readers of one header ask one after the other."""
        if self._asked is None or self._asked[0] is not header or self._asked[1] != titles:
            self._asked = header, titles, self._fits(header, titles)
        return self._asked[2]

    def best(self, header: Header, titles: tuple[str, ...]) -> Fit | None:
        """The one table that the header is of; None if there is none or nothing tells which of several."""
        fits = self.fits(header, titles)
        return fits[0] if fits and not self.tied(header, titles) else None

    def tied(self, header: Header, titles: tuple[str, ...]) -> tuple[Table, ...]:
        """The tables that the header may be of with equal right; empty if one of them is the best."""
        fits = self.fits(header, titles)
        best = [fit.table for fit in fits if fit.rank == fits[0].rank]
        return tuple(best) if len(best) > 1 else ()

    def tables_tied_in(self, sheet: Sheet) -> tuple[Table, ...]:
        """The tables that the first header of a sheet may be of with equal right; empty where there is none."""
        tied = (
            self.tied(header, ())
            for first in sheet.filled[:_DEEPEST_START]
            for header in headers_from(sheet, first)
        )
        return next(filter(None, tied), ())

    def _fits(self, header: Header, titles: tuple[str, ...]) -> tuple[Fit, ...]:
        known = self._known_columns(header)
        fits = [
            fit
            for table in self.tables
            if table.name in known and (fit := self._fit(table, known[table.name], header, titles))
        ]
        return tuple(sorted(fits, key=lambda fit: fit.rank, reverse=True))

    def _known_columns(self, header: Header) -> dict[str, _Columns]:
        """The columns of each table, each once; a label that fits as it stands wins over one cut short.

        A number that may only count the rows (№) is a column of the table where nothing else bears its name.
        """
        found: dict[str, _Columns] = defaultdict(_Columns)
        for reading in _READINGS:
            for column in header.in_order:
                for table, definition in self._columns.get(reading(column), ()):
                    columns = found[table]
                    place = columns.stored if definition.is_stored else columns.not_stored
                    if column.index not in columns.indices and definition.name not in place:
                        place[definition.name] = column
        return found

    def _fit(self, table: Table, known: _Columns, header: Header, titles: tuple[str, ...]) -> Fit | None:
        spread = self._spread(table, known, header, titles)
        stated = {m.target for m in spread.measures} | {name for m in spread.measures for name in m.fixed}
        absent = [
            column for column in absent_columns(table, spread.known.stored) if column.name not in stated
        ]
        if any(not _may_stand_in_title(column, titles) for column in absent):
            return None
        own = len(spread.measures) + sum(
            self._tables_with(column) <= _SHARED_BY for column in told_by(table, spread.known.stored)
        )
        understood = len(spread.indices) / len(header.columns)
        is_all = understood == 1 and not absent and len(spread.known.stored) > 1
        if not (own or is_all) or (understood < _LEAST_UNDERSTOOD and own < _ENOUGH_OF_ITS_OWN):
            return None
        named = [m for m in spread.measures if not any(is_open(table.column(name)) for name in m.fixed)]
        evidence = len(named) + sum(1 / self._tables_with(column) for column in spread.known.columns)
        return Fit(table, _layout(table, header, spread), understood, evidence, not absent)

    def _spread(self, table: Table, known: _Columns, header: Header, titles: tuple[str, ...]) -> _Spread:
        """The columns with a wide form taken apart.

        A label of a value may stand below a month, and a total may be called as a value is: such columns are a
        part of the wide form where there is one, and columns of their own where there is none.
        """
        values = {column.name for column in values_of(table)}
        doubtful = {
            name
            for name, column in known.stored.items()
            if name in values and (len(column.labels) > 1 or column.leaf in TOTALS)
        }
        sure = {name: column for name, column in known.stored.items() if name not in doubtful}
        taken = {column.index for column in (*sure.values(), *known.not_stored.values())}
        rest = [column for column in header.columns if column.index not in taken]
        measures, row_totals = spread_columns(
            table, sure, absent_columns(table, sure), rest, titles, is_asked_for=len(self.tables) == 1
        )
        used = {measure.column.index for measure in (*measures, *row_totals)}
        again = {name: known.stored[name] for name in doubtful if known.stored[name].index not in used}
        return _Spread(_Columns({**sure, **again}, known.not_stored), measures, row_totals)

    def _tables_with(self, column: HeaderColumn) -> int:
        """How many tables have a column with this header."""
        return next((len(tables) for read in _READINGS if (tables := self._known_by.get(read(column)))), 1)


def _may_stand_in_title(column: Column, titles: tuple[str, ...]) -> bool:
    """Whether a required column may be lacking because the whole table is about one month or one school."""
    if column.name == "school_code":
        return bool(school_named_in(titles))
    return column.type is ColumnType.MONTH


_READINGS = (
    lambda column: column.leaf,
    lambda column: bare(column.leaf),
    lambda column: "".join(column.labels),
    lambda column: bare("".join(column.labels)),
    lambda column: bare(column.leaf).removeprefix("うち"),
)


def names_of_column(column: Column) -> set[str]:
    """Every squeezed header text that names ``column``."""
    return {squeeze(name) for name in column.header_names}


def absent_columns(table: Table, stored: Mapping[str, HeaderColumn]) -> list[Column]:
    """The columns without which no row of ``table`` can be told; a school's name stands for its code."""
    given = {*stored, "fiscal_year"} | ({"school_code"} if "school_name" in stored else set())
    return [column for column in table.columns if column.required and column.name not in given]


def told_by(table: Table, stored: Mapping[str, HeaderColumn]) -> list[HeaderColumn]:
    """The columns that say something about what a row's key names, or the key where a table has nothing else."""
    values = {column.name for column in values_of(table)} or set(table.key)
    return [column for name, column in stored.items() if name in values]


def is_summed(table: Table, column: Column) -> bool:
    """Whether a total row prints the sum of the column."""
    is_count = column.type is ColumnType.INTEGER and column.unit not in _NOT_SUMMED
    return is_count and column.name not in table.key and not column.choice_aliases


def _layout(table: Table, header: Header, spread: _Spread) -> Layout:
    """Columns of amounts that totals add up are measures, so that they are compared with printed totals."""
    stored = spread.known.stored
    summed = [name for name in stored if is_summed(table, table.column(name))]
    return Layout(
        header,
        {name: column for name, column in stored.items() if name not in summed},
        (*(Measure(stored[name], name) for name in summed), *spread.measures),
        spread.row_totals,
        remarks=_remarks(table, spread.measures),
        not_stored=spread.known.not_stored,
    )


def _remarks(table: Table, measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """What the columns of a wide form were taken for."""
    if not measures:
        return ()
    targets = dict.fromkeys(table.column(measure.target).label for measure in measures)
    stated = dict.fromkeys(table.column(name).label for measure in measures for name in measure.fixed)
    return (
        f"「{measures[0].column.text}」から「{measures[-1].column.text}」までの{len(measures)}列は、"
        f"見出しを{'・'.join(f'「{label}」' for label in stated)}、"
        f"値を{'・'.join(f'「{label}」' for label in targets)}として読みました。",
    )
