"""Characters of a text file → its rows: which delimiter, whatever the extension says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from edu_dx.errors import UserError
from edu_dx.intake.decode import decode
from edu_dx.intake.sheet import RowsOfColumns, SheetColumn
from edu_dx.intake.text import Cell

_DELIMITERS = (",", "\t", ";")
_LONGEST_CELL = 10_000_000
_END = b"\0"
"""A line behind the last, which an open quotation mark would swallow; no text has it (see ``decode``)."""

_BEGINNING = 1 << 20
_NARROWEST = 3
_BLOCK_BYTES = 1 << 24
_MOST_IRREGULAR_ROWS = 10_000
_SAMPLE = 10_000
_HARDLY_EVER_TWICE = 0.98


@dataclass(frozen=True)
class Delimited:
    """A text file's rows.

    Args:
        rows: cells as text, one list a record (a cell may hold newlines), all as wide as the widest record.
        encoding: name of the encoding, as Python calls it.
        delimiter: the one character between cells.
        external_characters: how many private-use characters (外字) stand as 〓 in ``rows``.
        swallowed: the records (index in ``rows``) in one cell of which quotation marks have put lines that look like
            records, each with its first and last line, counted from 1 as an editor shows them.
    """

    rows: Sequence[list[Cell]]
    encoding: str
    delimiter: str
    external_characters: int
    swallowed: Mapping[int, tuple[int, int]] = field(default_factory=dict)


def read_delimited(content: bytes, *, file_name: str) -> Delimited:
    """Read a delimited text file.

    Raises:
        UserError: the bytes fit none of the known encodings, or a quotation mark is never closed.
    """
    csv.field_size_limit(_LONGEST_CELL)
    decoded = decode(content, file_name=file_name)
    delimiter, width = _delimiter_of(decoded.text)
    try:
        rows = rows_of(decoded.text, delimiter, width)
    except OpenQuotationError as error:
        raise UserError(
            '引用符（"）が閉じられていないため、どこまでが一つの欄か分かりません。',
            where=f"{file_name} の {error.row}行目",
            fix="元のシステムかExcelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
        ) from error
    swallowed = _swallowed_lines(rows, delimiter, width) if '"' in decoded.text else {}
    return Delimited(rows, decoded.encoding, delimiter, decoded.external_characters, swallowed)


def _swallowed_lines(rows: Sequence[list[Cell]], delimiter: str, width: int) -> dict[int, tuple[int, int]]:
    """The records in one cell of which stand lines with as many delimiters as a record has; their lines."""
    if width < _NARROWEST:
        return {}
    ends = _line_ends(rows)
    lines = 1 + np.arange(len(ends)) + np.cumsum(ends) - ends
    return {
        row: (int(lines[row]), int(lines[row] + ends[row]))
        for row in map(int, np.flatnonzero(ends))
        if any(
            line.count(delimiter) >= width - 1 for cell in rows[row] for line in str(cell).split("\n")[:-1]
        )
    }


def _line_ends(rows: Sequence[list[Cell]]) -> npt.NDArray[np.int64]:
    """How many line ends stand in the cells of each row; shape (rows,)."""
    ends = np.zeros(len(rows), dtype=np.int64)
    if not isinstance(rows, RowsOfColumns):
        ends[:] = [sum(str(cell).count("\n") for cell in row) for row in rows]
        return ends
    for column in rows.columns:
        ends += pc.count_substring(column.cells, "\n").to_numpy()[column.codes]
    return ends


def rows_of(text: str, delimiter: str, width: int) -> Sequence[list[Cell]]:
    """The records of a text, filled up with blanks to one width.

    Where most records have ``width`` cells, the text is read as columns at once; otherwise record by record. The
    cells are the same either way.

    Raises:
        OpenQuotationError: a quotation mark is never closed.
    """
    encoded = text.encode()
    by_columns = _rows_by_columns(encoded, delimiter, width) if width else None
    return by_columns or _rows_by_records(encoded, delimiter)


class OpenQuotationError(Exception):
    """A quotation mark is never closed; ``row`` is the number that Excel shows beside the row where it opens."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def _rows_by_records(encoded: bytes, delimiter: str) -> list[list[Cell]]:
    line_end = b"" if not encoded or encoded.endswith((b"\n", b"\r")) else b"\n"
    rows: list[list[Cell]] = []
    try:
        for record in _records(encoded + line_end + _END, delimiter):
            rows.append(list(record))
    except csv.Error as error:
        raise OpenQuotationError(len(rows) + 1) from error
    if rows.pop() != [_END.decode()]:
        raise OpenQuotationError(len(rows) + 1)
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _rows_by_columns(encoded: bytes, delimiter: str, width: int) -> RowsOfColumns | None:
    """The same through Arrow's reader; None where the text is one that it does not read as Python's does."""
    has_second_mark = encoded.startswith(b"\xef\xbb\xbf")  # Arrow would take it away.
    if has_second_mark or not _is_quoted_by_the_rules(encoded, delimiter):
        return None
    irregular: dict[int, list[str]] = {}

    def set_aside(row: pyarrow.csv.InvalidRow) -> str:
        irregular[row.number - 1] = next(_records(row.text.encode(), delimiter), [])
        return "skip" if len(irregular) <= _MOST_IRREGULAR_ROWS else "error"

    names = [str(index) for index in range(width)]
    try:
        regular = pyarrow.csv.read_csv(
            pa.BufferReader(encoded),
            pyarrow.csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES, column_names=names),
            pyarrow.csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=b'"' in encoded,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            pyarrow.csv.ConvertOptions(
                check_utf8=False, column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    widest = max((width, *(len(row) for row in irregular.values())))
    return RowsOfColumns([_column(regular, irregular, index) for index in range(widest)])


def _column(regular: pa.Table, irregular: dict[int, list[str]], index: int) -> SheetColumn:
    chunks = regular.column(index).chunks if index < regular.num_columns else [_blanks(len(regular))]
    between = pa.array([row[index] if index < len(row) else "" for row in irregular.values()], pa.string())
    cells = pa.concat_arrays([*chunks, between])
    if _hardly_ever_twice(cells):
        codes = np.arange(len(cells), dtype=np.int32)
    else:
        encoded = cells.dictionary_encode()
        codes, cells = encoded.indices.to_numpy(), encoded.dictionary
    if irregular:
        places = np.array(list(irregular), dtype=np.int64) - np.arange(len(irregular))
        codes = np.insert(codes[: len(regular)], places, codes[len(regular) :])
    return SheetColumn(codes, cells)


def _is_quoted_by_the_rules(encoded: bytes, delimiter: str) -> bool:
    """Whether quotation marks open and close whole cells only, and are doubled within them (RFC 4180)."""
    if b'"' not in encoded:
        return True
    characters = np.frombuffer(b"\n" + encoded + b"\n", dtype=np.uint8)
    marks = np.flatnonzero(characters == ord('"'))
    beside = np.isin(np.arange(256), [ord(character) for character in f'{delimiter}\r\n"'])
    opens, closes = marks[::2], marks[1::2]
    return bool(
        len(marks) % 2 == 0 and beside[characters[opens - 1]].all() and beside[characters[closes + 1]].all()
    )


def _blanks(length: int) -> pa.StringArray:
    return pa.nulls(length, pa.string()).fill_null("")


def _hardly_ever_twice(cells: pa.StringArray) -> bool:
    if len(cells) <= _SAMPLE:
        return False
    sample = cells.take(pa.array(np.linspace(0, len(cells) - 1, _SAMPLE, dtype=np.int64)))
    return len(sample.unique()) > _HARDLY_EVER_TWICE * _SAMPLE


def _records(encoded: bytes, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(
        io.TextIOWrapper(io.BytesIO(encoded), encoding="utf-8", newline=""), delimiter=delimiter
    )


def _delimiter_of(text: str) -> tuple[str, int]:
    """The delimiter, and how many cells it makes of a typical line."""
    lines = text[:_BEGINNING].splitlines()[:50]

    def typical_width(delimiter: str) -> int:
        widths = sorted(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        return widths[len(widths) // 2] if widths else 0

    width, delimiter = max(
        ((typical_width(delimiter), delimiter) for delimiter in _DELIMITERS), key=itemgetter(0)
    )
    return delimiter, width
