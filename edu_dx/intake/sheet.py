"""A file as found: its sheets as grids of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from edu_dx.intake.text import Cell, is_blank

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, (row, column) from 0, both inclusive."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Args:
        name: the sheet's name; empty for a text file.
        rows: rows of equal width from the sheet's first row on, so that ``rows[i]`` is Excel's row ``i + 1``.
        merges: merged ranges.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[Range, ...] = ()

    @property
    def filled(self) -> list[int]:
        """Indices of the rows that hold anything."""
        return [index for index, row in enumerate(self.rows) if not all(is_blank(cell) for cell in row)]


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
