"""Characters of a text file → its rows: which delimiter, whatever the extension says."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from edu_dx.intake.decode import decode

_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True)
class Delimited:
    """A text file's rows.

    Args:
        rows: cells as text, one list a record (a cell may hold newlines).
        encoding: name of the encoding, as Python calls it.
        delimiter: the one character between cells.
        external_characters: how many private-use characters (外字) stand as 〓 in ``rows``.
    """

    rows: list[list[str]]
    encoding: str
    delimiter: str
    external_characters: int


def read_delimited(content: bytes, *, file_name: str) -> Delimited:
    """Read a delimited text file.

    Raises:
        UserError: the bytes fit none of the known encodings.
    """
    decoded = decode(content, file_name=file_name)
    delimiter = _delimiter_of(decoded.text)
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter))
    return Delimited(rows, decoded.encoding, delimiter, decoded.external_characters)


def _delimiter_of(text: str) -> str:
    beginning = io.StringIO("\n".join(text.splitlines()[:50]), newline="").getvalue()

    def typical_width(delimiter: str) -> int:
        widths = sorted(len(row) for row in csv.reader(io.StringIO(beginning), delimiter=delimiter) if row)
        return widths[len(widths) // 2] if widths else 0

    return max(_DELIMITERS, key=typical_width)
