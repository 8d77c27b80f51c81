"""A file that will be damaged: its rows, its bytes, and the records that it really holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from hypothesis import strategies as st

from edu_dx.intake import Context

T = TypeVar("T")
Key = tuple[Any, ...]


class Holds(Enum):
    """What a column of a clean file holds."""

    NAME = "名前"
    CODE = "コード"
    NUMBER = "数"
    ROW_TOTAL = "横の計"
    DATE = "日付"
    TIME = "時刻・時間"
    TEXT = "文字"


class Role(Enum):
    """What a row of a file is."""

    TITLE = "表題"
    HEADER = "見出し"
    DATA = "データ"
    TOTAL = "合計"
    OTHER = "そのほか"


@dataclass(eq=False)
class Column:
    """A column; it keeps being the same when the columns are put into another order."""

    holds: Holds


@dataclass(eq=False)
class Row:
    """A row; it keeps being the same when rows are inserted above it."""

    cells: list[Any]
    role: Role = Role.DATA


@dataclass
class Record:
    """A canonical record of a file: its values, and where they stand."""

    row: Row
    values: dict[str, Any]
    columns: Mapping[str, Column] = field(default_factory=dict)


@dataclass
class Dice:
    """Choices that hypothesis makes, and makes smaller when a case fails."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def number(self, lowest: int, highest: int) -> int:
        return int(self.draw(st.integers(lowest, highest)))

    def numbers(self, count: int, lowest: int, highest: int) -> list[int]:
        return list(self.draw(st.lists(st.integers(lowest, highest), min_size=count, max_size=count)))

    def pick(self, choices: Sequence[T]) -> T:
        choice: T = self.draw(st.sampled_from(choices))
        return choice

    def some(self, choices: Sequence[T], least: int = 1) -> list[T]:
        """At least ``least`` of the choices, in their order."""
        taken = self.draw(
            st.sets(st.integers(0, len(choices) - 1), min_size=min(least, len(choices)), max_size=4)
        )
        return [choices[place] for place in sorted(taken)]

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        return list(self.draw(st.permutations(choices)))


@dataclass(eq=False)
class Twin:
    """A clean file that kinds of damage change.

    Args:
        shape: name of the clean file's shape.
        table: canonical table.
        keys: canonical columns that tell the records apart.
        columns: the columns from left to right.
        rows: every row of the file; cells of titles stand at the left, whatever the columns are.
        records: what the file holds, by the values of ``keys``.
        stem: file name without extension.
        form: csv, xlsx or xls: what is written.
        context: what the file is read with.
    """

    shape: str
    table: str
    keys: tuple[str, ...]
    columns: list[Column]
    rows: list[Row]
    records: dict[Key, Record]
    stem: str = "表"
    form: str = "csv"
    context: Context = field(default_factory=lambda: Context(pseudonym=lambda value: f"仮{value}"))
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    suffix: str = ""
    quote_all: bool = False
    merges: list[str] = field(default_factory=list)
    hidden_rows: list[Row] = field(default_factory=list)
    sheets_beside: dict[str, list[list[Any]]] = field(default_factory=dict)
    hidden_sheets: tuple[str, ...] = ()
    on_bytes: list[Callable[[bytes], bytes]] = field(default_factory=list)
    touched: list[Row] = field(default_factory=list)
    new_keys: set[Key] = field(default_factory=set)
    may_lack: set[Key] = field(default_factory=set)
    must_find: set[str] = field(default_factory=set)
    must_say: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    on_its_side: list[Row] = field(default_factory=list)

    def of(self, role: Role) -> list[Row]:
        """The rows of a role, from the top."""
        return [row for row in self.rows if row.role is role]

    @property
    def data(self) -> list[Row]:
        return self.of(Role.DATA)

    @property
    def header(self) -> Row:
        """The lowest row of the header."""
        return self.of(Role.HEADER)[-1]

    def columns_of(self, *holds: Holds) -> list[Column]:
        """The columns that hold one of these, from the left."""
        return [column for column in self.columns if column.holds in holds]

    def get(self, row: Row, column: Column) -> Any:
        return row.cells[self.columns.index(column)]

    def put(self, row: Row, column: Column, cell: Any) -> None:
        row.cells[self.columns.index(column)] = cell

    def touch(self, *rows: Row) -> None:
        """Say that a kind has damaged these rows so that they may be rejected."""
        self.touched += [row for row in rows if row not in self.touched]

    def above_header(self) -> int:
        """Place of the first row of the header."""
        return self.rows.index(self.of(Role.HEADER)[0])

    def arrange(self, order: Sequence[Column]) -> None:
        """Put the columns of the table into another order."""
        places = [self.columns.index(column) for column in order]
        for row in self._of_table():
            row.cells = [row.cells[place] for place in places]
        self.columns = list(order)

    def insert_column(self, place: int, header: str, cells: Callable[[Row], Any]) -> Column:
        """A new column of text; other rows than data stay blank there."""
        for row in self._of_table():
            row.cells.insert(
                place, header if row is self.header else cells(row) if row.role is Role.DATA else ""
            )
        column = Column(Holds.TEXT)
        self.columns.insert(place, column)
        return column

    def insert_row(self, place: int, cells: list[Any], role: Role = Role.OTHER) -> Row:
        row = Row(cells, role)
        self.rows.insert(place, row)
        return row

    def drop_row(self, row: Row) -> None:
        """Take a row out of the file, and what it says out of the records."""
        self.rows.remove(row)
        self.records = {key: record for key, record in self.records.items() if record.row is not row}

    def records_of(self, row: Row) -> list[Record]:
        return [record for record in self.records.values() if record.row is row]

    def number_cells(self) -> list[tuple[Record, str]]:
        """Every canonical number that stands in a cell of its own in a column of numbers."""
        return [
            (record, name)
            for record in self.records.values()
            for name, column in record.columns.items()
            if column.holds is Holds.NUMBER and column in self.columns and record.values[name] is not None
        ]

    def numbers_of_rows(self) -> list[int]:
        """Row numbers as Excel shows them, of the touched rows."""
        return [self.place_of(row) for row in self.touched if row in self.rows]

    def place_of(self, row: Row) -> int:
        """The number that Excel shows beside a row."""
        return self.rows.index(row) + 1

    def _of_table(self) -> list[Row]:
        return [
            row for row in self.rows if row.role is not Role.TITLE and len(row.cells) == len(self.columns)
        ]
