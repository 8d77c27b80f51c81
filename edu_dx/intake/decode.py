"""Bytes of a text file → its rows: which encoding, which delimiter, whatever the extension says."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from edu_dx.errors import UserError

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HALFWIDTH_KANA = re.compile("[\uff61-\uff9f]")
_EXTERNAL_CHARACTERS = re.compile("[\ue000-\uf8ff]")
_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True)
class Decoded:
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


def decode(content: bytes, *, file_name: str) -> Decoded:
    """Read a delimited text file strictly: nothing is replaced or dropped to make it fit.

    Raises:
        UserError: the bytes fit none of the known encodings.
    """
    text, encoding = _text_of(content, file_name=file_name)
    text, external = _EXTERNAL_CHARACTERS.subn("〓", text)
    delimiter = _delimiter_of(text)
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return Decoded(rows, encoding, delimiter, external)


def _text_of(content: bytes, *, file_name: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, file_name=file_name), encoding
    fitting = {
        encoding: text
        for encoding in ("utf-8", "cp932", "euc_jp")
        if (text := _text_or_none(content, encoding)) is not None and "\0" not in text
    }
    if "utf-8" in fitting:
        return fitting["utf-8"], "utf-8"
    if not fitting:
        raise _unknown_encoding(file_name)
    encoding = min(fitting, key=lambda name: len(_HALFWIDTH_KANA.findall(fitting[name])))
    return fitting[encoding], encoding


def _strict(content: bytes, encoding: str, *, file_name: str) -> str:
    text = _text_or_none(content, encoding)
    if text is None:
        raise _unknown_encoding(file_name)
    return text


def _text_or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unknown_encoding(file_name: str) -> UserError:
    return UserError(
        "文字コードが分からないため、ファイルを読めませんでした。",
        where=file_name,
        fix="元のシステムかExcelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
    )


def _delimiter_of(text: str) -> str:
    beginning = io.StringIO("\n".join(text.splitlines()[:50]), newline="").getvalue()

    def typical_width(delimiter: str) -> int:
        widths = sorted(len(row) for row in csv.reader(io.StringIO(beginning), delimiter=delimiter) if row)
        return widths[len(widths) // 2] if widths else 0

    return max(_DELIMITERS, key=typical_width)
