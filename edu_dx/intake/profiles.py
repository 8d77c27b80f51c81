"""What the columns below a header hold, counted once: the evidence where no header name tells the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from edu_dx.intake.header import Header, HeaderColumn, headers_from
from edu_dx.intake.parts import titles_above
from edu_dx.intake.rows import is_unit, repeats_label
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import Cell, as_text, is_blank, is_number
from edu_dx.intake.values import Missing, UnreadableError, is_error, missing_in, read_number

_DEEPEST_START = 60
_LABELLED = 0.8
_PLAIN = 0.9
_NUMBERS = "[0-9][0-9,. :/-]*"


@dataclass(frozen=True)
class Profile:
    """The cells of one column, each different one with how often it comes; blanks are left out.

    Args:
        column: the column's header.
        counts: cell → number of rows that have it.
        rows: number of rows looked at.
    """

    column: HeaderColumn
    counts: Mapping[Cell, int]
    rows: int

    @cached_property
    def filled(self) -> int:
        """How many rows have a value."""
        return sum(self.counts.values())

    @cached_property
    def texts(self) -> list[str]:
        """The different values as texts."""
        return [as_text(cell) for cell in self.counts]

    @cached_property
    def different(self) -> int:
        """How many different values there are; symbols that say why there is none do not count."""
        return sum(missing_in(cell) is None for cell in self.counts)

    @cached_property
    def share_of_numbers(self) -> float:
        """Share of the filled cells that are numbers or say why there is none; 0 where nothing is a number.

        Formulas that failed do not count: what they should have given is not known.
        """
        numbers, symbols, others = 0, 0, 0
        for cell, times in self.counts.items():
            number = _number(cell)
            if number is Missing.BLANK:
                numbers += times
            elif number is not None:
                symbols += times
            elif not is_error(cell):
                others += times
        return (numbers + symbols) / (numbers + symbols + others) if numbers else 0.0

    @cached_property
    def is_all_missing(self) -> bool:
        """Whether the column is filled with nothing but reasons for missing numbers and formulas that failed."""
        return self.filled > 0 and all(missing_in(cell) is not None or is_error(cell) for cell in self.counts)

    @property
    def is_measure(self) -> bool:
        """Whether the column holds numbers."""
        return self.share_of_numbers >= _PLAIN

    @property
    def longest(self) -> int:
        """Length of the longest text."""
        return max(map(len, self.texts), default=0)

    def share(self, test: Callable[[str], bool]) -> float:
        """Share of the filled cells that stand ``test``, a question about their text."""
        if not self.filled:
            return 0.0
        return sum(times for cell, times in self.counts.items() if test(as_text(cell))) / self.filled


def _number(cell: Cell) -> Missing | None:
    """``BLANK`` for a number, a reason for a symbol, None for anything else."""
    if is_number(cell):
        return Missing.BLANK
    if not isinstance(cell, str):
        return None
    try:
        return read_number(cell.rstrip("%％")).missing or Missing.BLANK
    except UnreadableError:
        return None


@dataclass(frozen=True, eq=False)
class Grid:
    """A regular table under one header, looked at as a whole.

    Args:
        sheet: where it stands.
        header: its header.
        stem: the file's name without its extension.
    """

    sheet: Sheet
    header: Header
    stem: str

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The texts above the header and the sheet's name."""
        return titles_above(self.sheet, 0, self.header.first)

    @cached_property
    def rows(self) -> list[int]:
        """The filled rows below the header; in a row of one cell stands a note, and some print the header again."""
        least = min(2, len(self.header.columns) - 1)
        filled = self.sheet.filled_cells
        below = np.array(
            [row for row in self.sheet.filled if row > self.header.last and filled[row] >= least]
        )
        no_data = set(self.sheet.rows_where_all(self._is_of_header, below, never=_NUMBERS).tolist())
        return [row for row in below.tolist() if row not in no_data]

    def _is_of_header(self, index: int, cell: Cell) -> bool:
        """Whether a cell is a unit, the number of a field or the column's own label."""
        return is_blank(cell) or is_unit(cell) or repeats_label(cell, index, self.header)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """One profile for each column of the header, left to right."""
        rows = np.array(self.rows, dtype=np.int64)
        return tuple(_profile(self.sheet, column, rows) for column in self.header.columns)


def _profile(sheet: Sheet, column: HeaderColumn, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Profile:
    cells = sheet.columns[column.index]
    times = np.bincount(cells.codes[rows], minlength=len(cells.cells))
    places = np.flatnonzero(times)
    counts: dict[Cell, int] = {}
    for cell, number in zip(cells.cells_at(places), times[places].tolist(), strict=True):
        if not is_blank(cell):
            counts[cell] = counts.get(cell, 0) + number
    return Profile(column, counts, len(rows))


def grids_of(sheet: Sheet, stem: str) -> Iterator[Grid]:
    """The table of a sheet whose header labels nearly every column, if the sheet is one such table."""
    filled = sheet.filled
    for first in filled[:_DEEPEST_START]:
        for header in headers_from(sheet, first):
            if _labels_the_columns(sheet, header) and not _goes_on(sheet, header):
                yield Grid(sheet, header, stem)
                return


def _labels_the_columns(sheet: Sheet, header: Header) -> bool:
    """Whether own labels stand over nearly all columns that hold anything below."""
    rows = np.array([row for row in sheet.filled if row > header.last], dtype=np.int64)
    if not len(rows):
        return False
    used = {
        index
        for index, column in enumerate(sheet.columns)
        if column.flags(lambda cell: not is_blank(cell), rows).any()
    }
    labelled = {
        column.index
        for column in header.columns
        if any(not is_blank(sheet.rows[row][column.index]) for row in range(header.first, header.last + 1))
    }
    return len(used & labelled) >= _LABELLED * len(used) and len(labelled) > 1


def _goes_on(sheet: Sheet, header: Header) -> bool:
    """Whether the row below is header still: it labels what the header left blank and leaves keys blank."""
    below = header.last + 1
    cells = sheet.rows[below] if below < len(sheet.rows) else []
    filled = {index for index, cell in enumerate(cells) if not is_blank(cell)}
    last = {index for index, cell in enumerate(sheet.rows[header.last]) if not is_blank(cell)}
    if not filled - last or any(not isinstance(cell, str) or cell.strip()[:1].isdigit() for cell in cells):
        return False
    rows = np.array([row for row in sheet.filled if row > below], dtype=np.int64)
    return any(
        sheet.columns[index].flags(lambda cell: not is_blank(cell), rows).all() for index in last - filled
    )
