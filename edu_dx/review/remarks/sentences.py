"""Cutting Markdown written by a student into paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("　"): ord(" ")}
_BRACKETS = ("「」", "『』", "（）", "()", "〔〕", "【】", "［］")
_MARKUP = re.compile(r"\*+|`+|~~")
_ITEM = re.compile(r"\s*(?:[-+*・●○◆■]|\d{1,2}[.)]|[(（]\d{1,2}[)）]|[①-⑳])\s+|\s*[・●○◆■①-⑳]")
_LEAD = re.compile(r"\s*(?:#{1,6}\s+|>\s?)+")


def folded(text: str) -> str:
    """``text`` with full-width letters, digits and signs as half-width ones; every sign keeps its place."""
    return text.translate(_FULL_WIDTH)


def paragraphs(markdown: str) -> list[list[str]]:
    """The sentences of each paragraph or list item, without markup; the end of a line ends a sentence."""
    cut: list[list[str]] = [[]]
    for line in markdown.splitlines():
        if not line.strip() or _ITEM.match(line) or _LEAD.match(line):
            cut.append([])
        cut[-1] += sentences(_plain(line))
    return [paragraph for paragraph in cut if paragraph]


def sentences(line: str) -> list[str]:
    """The sentences of one line; what stands in brackets and decimals stay whole."""
    ends = [*_ends(line), len(line)]
    starts = [0, *ends]
    cut = (line[start:end].strip() for start, end in zip(starts, ends, strict=False))
    return [sentence for sentence in cut if re.search(r"\w", sentence)]


def _plain(line: str) -> str:
    line = _ITEM.sub("", _LEAD.sub("", line, count=1), count=1)
    return _MARKUP.sub("", line)


def _ends(line: str) -> Iterator[int]:
    """Where sentences of the line end."""
    # A bracket that is never closed must not swallow the rest of the line.
    pairs = [pair for pair in _BRACKETS if line.count(pair[0]) == line.count(pair[1])]
    opening, closing = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    depth = 0
    for place, sign in enumerate(line):
        depth += (sign in opening) - (sign in closing)
        if depth == 0 and _is_end(line, place):
            yield place + 1


def _is_end(line: str, place: int) -> bool:
    if line[place] in "。｡！？!?":
        return True
    if line[place] not in ".．":
        return False
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    return not (before.isascii() or before.isdigit()) and not after.isdigit()
