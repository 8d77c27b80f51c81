"""Questions with several answers in one cell: the options behind ``A, B``, ``A;B;`` or lines of a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

SEPARATORS = ("\n", ";", "；", ", ", "，", ",", "、", "／", "|")
_ONLY_WITH_KNOWN = ("、", "／")
"""Separators that stand in so many texts that they count only where columns of their own name the options."""
_OPENING, _CLOSING = "(（「『[［【", ")）」』]］】"
_DIGITS_AROUND = re.compile(r"\d,\d{3}(?!\d)")
_MOST_OPTIONS = 80
_RECURRING = 0.75
_TOGETHER = 3


@dataclass(frozen=True)
class Options:
    """How the cells of a question with several answers are taken apart.

    Args:
        separator: what stands between two answers.
        joined: options that contain the separator themselves.
    """

    separator: str
    joined: frozenset[str]

    def chosen(self, text: str) -> tuple[str, ...]:
        """The answers in one cell, each once, as printed."""
        pieces = _pieces(text, self.separator)
        found: list[str] = []
        start = 0
        while start < len(pieces):
            stop = self._longest(pieces, start)
            found.append(_join(pieces[start:stop], self.separator))
            start = stop
        return tuple(dict.fromkeys(found))

    def _longest(self, pieces: list[str], start: int) -> int:
        for stop in range(len(pieces), start + 1, -1):
            if _join(pieces[start:stop], self.separator) in self.joined:
                return stop
        return start + 1


def options_of(cells: Mapping[str, int], known: Iterable[str] = ()) -> Options | None:
    """How the cells of a column hold several answers; None if each is one answer or free text.

    A separator inside an option does not part it: not within brackets, nor in a number, nor where columns of their
    own (``known``) name the option, nor where its two sides never come without each other.

    Args:
        cells: text → number of rows that have it.
        known: texts known to be options.
    """
    options = frozenset(known)
    for separator in SEPARATORS:
        if not any(separator in text for text in cells):
            continue
        joined = {option for option in options if separator in option}
        found = Options(separator, frozenset(joined | _always_together(cells, separator, joined)))
        if _are_options(cells, found, options):
            return found
    return None


def _are_options(cells: Mapping[str, int], found: Options, known: frozenset[str]) -> bool:
    """Whether the pieces come again and again, in more combinations than there are pieces."""
    times: Counter[str] = Counter()
    several = False
    for text, number in cells.items():
        chosen = found.chosen(text)
        several = several or len(chosen) > 1
        for option in chosen:
            times[option] += number
    if not several:
        return False
    if known and sum(n for option, n in times.items() if option in known) >= _RECURRING * times.total():
        return True
    if found.separator in _ONLY_WITH_KNOWN:
        return False
    recurring = sum(number for number in times.values() if number > 1)
    few = len(times) <= min(_MOST_OPTIONS, len(cells))
    return few and recurring >= _RECURRING * times.total()


def _always_together(cells: Mapping[str, int], separator: str, joined: set[str]) -> set[str]:
    """Neighbours that never come without each other, and so are one option with the separator in it."""
    found: set[str] = set()
    while True:
        options = Options(separator, frozenset(joined | found))
        alone: Counter[str] = Counter()
        together: Counter[tuple[str, str]] = Counter()
        for text, number in cells.items():
            chosen = options.chosen(text)
            alone.update(dict.fromkeys(chosen, number))
            for pair in pairwise(chosen):
                together[pair] += number
        more = {
            _join(list(pair), separator)
            for pair, number in together.items()
            if number == alone[pair[0]] == alone[pair[1]] >= _TOGETHER
        } - found
        if not more:
            return found
        found |= more


def _join(pieces: list[str], separator: str) -> str:
    return separator.join(pieces)


def _pieces(text: str, separator: str) -> list[str]:
    """A text parted at the separators that stand outside brackets and numbers, without empty pieces."""
    pieces, start, depth = [], 0, 0
    for place, character in enumerate(text):
        if place < start:
            continue
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if (
            text.startswith(separator, place)
            and (depth == 0 or separator == "\n")
            and not _in_number(text, place)
        ):
            pieces.append(text[start:place])
            start = place + len(separator)
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _in_number(text: str, place: int) -> bool:
    return place > 0 and _DIGITS_AROUND.match(text, place - 1) is not None
