"""A file as found: its sheets as grids of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from edu_dx.intake.text import Cell, as_text, is_blank

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, (row, column) from 0, both inclusive."""

Places = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]

_BLOCK = 1024
_PLAIN = "[A-Za-z]{0,3}[0-9][0-9 :/.-]*"


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet, its cells kept once and pointed at: what is true of a cell is found out once.

    Args:
        codes: for each row of the sheet the place of its cell in ``cells``; shape (rows,).
        cells: the different cells; a column of a text file in which hardly any cell comes twice (moments, numbers
            of tickets) may hold the same cell at several places.
    """

    codes: npt.NDArray[np.int32]
    cells: pa.StringArray | npt.NDArray[np.object_]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> SheetColumn:
        """A column of cells of any type; 1, 1.0 and True are three different cells."""
        places: dict[tuple[type, Cell], int] = {}
        codes = [places.setdefault((cell.__class__, cell), len(places)) for cell in cells]
        different = np.empty(len(places), dtype=object)
        different[:] = [cell for _, cell in places]
        return cls(np.array(codes, dtype=np.int32), different)

    @cached_property
    def blank(self) -> Flags:
        """Which of ``cells`` hold nothing a person can see."""
        if isinstance(self.cells, np.ndarray):
            return np.array([is_blank(cell) for cell in self.cells], dtype=bool)
        length = pc.binary_length(self.cells).to_numpy()
        suspects = np.flatnonzero(pc.utf8_is_space(self.cells).to_numpy(zero_copy_only=False) | (length == 0))
        blank = np.zeros(len(self.cells), dtype=bool)
        blank[suspects] = [is_blank(cell) for cell in self.cells_at(suspects)]
        return blank

    @cached_property
    def plain(self) -> Flags:
        """Which of ``cells`` are blank, numbers, moments or codes (``A012``), and so no label of anything."""
        plain = np.logical_or(self.blank, self._matches(_PLAIN))
        if isinstance(self.cells, np.ndarray):
            plain |= np.array([not isinstance(cell, str) for cell in self.cells], bool)
        return plain

    def cells_at(self, places: Places) -> list[Cell]:
        """The cells at some places of ``cells``."""
        if isinstance(self.cells, np.ndarray):
            return list(self.cells[places])
        return list(self.cells.take(pa.array(places)).to_pylist())

    def places_of(self, rows: Places) -> Places:
        """The places that the cells of ``rows`` have in ``cells``, ascending, each once."""
        used = np.zeros(len(self.cells), dtype=bool)
        used[self.codes[rows]] = True
        return np.flatnonzero(used)

    def flags(self, test: Callable[[Cell], bool], rows: Places, *, never: str | None = None) -> Flags:
        """``test`` of the cells of ``rows``, asked once for each different cell.

        Args:
            test: what is asked.
            rows: indices of rows.
            never: a regular expression; texts that match it from end to end do not stand the test, and are not asked.
        """
        places = self.places_of(rows)
        if never and isinstance(self.cells, pa.StringArray):
            places = places[~self._matches(never)[places]]
        answers = np.zeros(len(self.cells), dtype=bool)
        answers[places] = [test(cell) for cell in self.cells_at(places)]
        return answers[self.codes[rows]]

    def _matches(self, pattern: str) -> Flags:
        """Which texts match ``pattern`` from end to end."""
        if isinstance(self.cells, np.ndarray):
            return np.array([isinstance(c, str) and bool(re.fullmatch(pattern, c)) for c in self.cells], bool)
        matches = pc.match_substring_regex(self.cells, f"^(?:{pattern})$")
        return np.asarray(matches.to_numpy(zero_copy_only=False))


class RowsOfColumns(Sequence[list[Cell]]):
    """The rows of a grid that is kept as columns, built where they are asked for.

    Args:
        columns: columns of equal length, at least one.
    """

    def __init__(self, columns: Sequence[SheetColumn]) -> None:
        self.columns = columns
        self._blocks: dict[int, list[list[Cell]]] = {}

    def __len__(self) -> int:
        return len(self.columns[0].codes)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Cell]]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        row = int(index) + (len(self) if index < 0 else 0)
        if not 0 <= row < len(self):
            raise IndexError(index)
        block, offset = divmod(row, _BLOCK)
        if block not in self._blocks:
            self._blocks[block] = self._built(block)
        return self._blocks[block][offset]

    def _built(self, block: int) -> list[list[Cell]]:
        rows = slice(block * _BLOCK, (block + 1) * _BLOCK)
        cells = [column.cells_at(column.codes[rows].astype(np.int64)) for column in self.columns]
        return [list(row) for row in zip(*cells, strict=True)]


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Args:
        name: the sheet's name; empty for a text file.
        rows: rows of equal width from the sheet's first row on, so that ``rows[i]`` is Excel's row ``i + 1``.
        merges: merged ranges.
        member: where in a zip its file lies, the zip's name first (``提出.zip/令和6年度/小学校.csv``); else empty.
        swallowed: rows of a text file in one cell of which quotation marks have put lines that look like records.
    """

    name: str
    rows: Sequence[list[Cell]]
    merges: tuple[Range, ...] = ()
    member: str = ""
    swallowed: tuple[int, ...] = ()

    @property
    def own_name(self) -> str:
        """The name without that of the file in a zip."""
        return self.name.removeprefix(self.member.partition("/")[2]).removeprefix("／")

    @property
    def names_around_member(self) -> list[str]:
        """Names of the folders that the file in a zip lies in, nearest first, and of the zip."""
        archive, *folders = PurePosixPath(self.member).parts[:-1] or [""]
        return [*reversed(folders), PurePosixPath(archive).stem]

    @cached_property
    def columns(self) -> Sequence[SheetColumn]:
        """The columns; whoever looks at every row of a long sheet looks at these instead of ``rows``."""
        if isinstance(self.rows, RowsOfColumns):
            return self.rows.columns
        return [SheetColumn.of(cells) for cells in zip(*self.rows, strict=True)]

    def text_of(self, row: int) -> str:
        """What a row says, its filled cells one after the other."""
        if row not in self._texts:
            self._texts[row] = " ".join(as_text(cell) for cell in self.rows[row] if not is_blank(cell))
        return self._texts[row]

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {}

    @cached_property
    def filled_cells(self) -> npt.NDArray[np.int64]:
        """How many cells of each row hold anything; shape (rows,)."""
        counts = np.zeros(len(self.rows), dtype=np.int64)
        for column in self.columns:
            counts += ~column.blank[column.codes]
        return counts

    @cached_property
    def filled(self) -> list[int]:
        """Indices of the rows that hold anything."""
        return np.flatnonzero(self.filled_cells).tolist()

    def rows_where_all(
        self, test: Callable[[int, Cell], bool], rows: Places, *, never: str | None = None
    ) -> Places:
        """Those of ``rows`` whose every cell stands ``test(index of the column, cell)``; ``never`` as in ``flags``.

        The columns with the fewest different cells are asked first, and of the others the rows that are left.
        """
        for index in sorted(range(len(self.columns)), key=lambda index: len(self.columns[index].cells)):
            if not len(rows):
                break
            rows = rows[self.columns[index].flags(partial(test, index), rows, never=never)]
        return rows


@dataclass(frozen=True)
class RawFile:
    """A file as found.

    Args:
        path: where it lies.
        sha256: hex digest of its bytes.
        encoding: text encoding, or the workbook format (xls, xlsx, xlsb, ods).
        sheets: the sheets that can be looked at.
        left_out: sheets not looked at, name → reason (Japanese).
        warnings: what the reader of the receipt should know about the file as such.
    """

    path: Path
    sha256: str
    encoding: str
    sheets: list[Sheet]
    left_out: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def stem_of(self, sheet: Sheet) -> str:
        """The name without extension of the file that a sheet comes from: in a zip the member's."""
        return PurePosixPath(sheet.member).stem if sheet.member else self.path.stem
