"""Where a Japanese heading may be broken without tearing a word in two."""

from __future__ import annotations

import re

# A phrase (文節) mostly ends in hiragana; the next begins with kanji, katakana, a digit or a bracket.
_BOUNDARY = re.compile(
    r"(?<=[ぁ-ん])(?=[^ぁ-んー々、。・）」』\s])|(?<=[、）」』・\s])(?=[^ぁ-ん、。）」』])|(?<![（「『])(?=[（「『])"
)
_LONGEST = 8


def phrases(label: str) -> list[str]:
    """The label in pieces that should each stay on one line; a long piece comes sign by sign.

    「影響を受ける番号札」 → 影響を · 受ける · 番号札.
    """
    pieces = [piece for piece in _BOUNDARY.split(label) if piece]
    return [part for piece in pieces for part in ([piece] if len(piece) <= _LONGEST else piece)]


def narrowest(widths: list[float], lines: int) -> float:
    """The least width at which pieces of the given widths need no more than so many lines."""
    candidates = sorted({sum(widths[a:b]) for a in range(len(widths)) for b in range(a + 1, len(widths) + 1)})
    return next((width for width in candidates if _lines_needed(widths, width) <= lines), 0.0)


def _lines_needed(widths: list[float], room: float) -> float:
    """Lines that the pieces take in a column; infinite where one does not fit."""
    lines, filled = 1, 0.0
    for width in widths:
        if width > room + 1e-9:
            return float("inf")
        if filled + width > room + 1e-9:
            lines, filled = lines + 1, 0.0
        filled += width
    return lines
