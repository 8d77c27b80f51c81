"""Comparing texts of real sheets: labels are matched in a normal form, stored values keep their own."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import TypeGuard

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What one cell of a grid holds; an empty cell is ``""``."""

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_QUOTED = re.compile(r"""="(?P<formula>[^"]*)"|'(?P<text>[^']*)""")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_PADDING = re.compile(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])")


def squeeze(cell: Cell) -> str:
    """A label in the form in which labels are compared: NFKC, no white space, one case."""
    return _squeezed(as_text(cell))


@lru_cache(maxsize=1 << 14)
def _squeezed(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def bare(label: str) -> str:
    """A squeezed label without what stands in brackets (units, readings, remarks)."""
    return _BRACKETED.sub("", label)


def unpadded(cell: Cell) -> str:
    """A name as printed, without the spaces that only spread it over the cell (``本  山  南`` → ``本山南``)."""
    return _PADDING.sub("", as_text(cell).replace("\n", " ").strip())


def plain(cell: Cell) -> str:
    """A cell's text as values are read from it: narrow digits, and nothing that exports put around them.

    Exports write ``="0123"`` or ``'0123`` to keep Excel from changing a code.
    """
    text = as_text(cell)
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    quoted = _QUOTED.fullmatch(text)
    return text if quoted is None else (quoted["formula"] or quoted["text"] or "").strip()


def as_text(cell: Cell) -> str:
    """A cell as the text a person sees; a whole number that a sheet holds as 38.0 is ``38``."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing a person can see."""
    return isinstance(cell, str) and not cell.strip()


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """Whether a cell holds a number as such (a truth value is none)."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
