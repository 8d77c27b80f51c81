"""Japanese text in terminal columns: a full-width character takes two."""

from __future__ import annotations

import unicodedata


def width_of(text: str) -> int:
    """How many terminal columns ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """``text`` with spaces up to ``width`` columns."""
    return text + " " * max(0, width - width_of(text))


def fill(text: str, *, indent: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns; later lines stand under the first one's text."""
    lines, line = [], indent
    later = " " * width_of(indent)
    for character in text:
        if width_of(line + character) > width:
            lines.append(line)
            line = later
        line += character
    return [*lines, line]
