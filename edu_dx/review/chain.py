"""The hash chain of the journal: each line holds the link of the line before it.

It is read from the bytes of the lines, whatever else stands in them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

START = "0" * 64
"""What the first line holds as the link before it."""

_LINKED = re.compile(rb'\{"number":([0-9]+),"previous":"([0-9a-f]{64})"')
# Quotation marks that people write are escaped: this is the field itself.
_MENDED = re.compile(rb'(?<!\\)"mended":\[([0-9,]+)\]')


@dataclass(frozen=True)
class Head:
    """The end of a journal.

    Args:
        number: number of the last line; 0 where there is none.
        link: the link after it.
    """

    number: int
    link: str


BEGINNING = Head(0, START)
"""The end of a journal without lines."""


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold.

    Args:
        line: position of the line concerned in the file, from 1.
        what: what is wrong, in a Japanese sentence.
    """

    line: int
    what: str


class _Line(NamedTuple):
    """What one line says of its place; lines of the first edition say nothing."""

    number: int
    previous: str


def link_after(before: str, line: bytes) -> str:
    """The link after a line: a hash of the link before it and of the line itself."""
    return hashlib.sha256(before.encode("ascii") + line).hexdigest()


def end_of(lines: Sequence[bytes]) -> Head:
    """The end of a journal that consists of ``lines``; the last one alone will do where it holds a link."""
    if not lines:
        return BEGINNING
    last = _read(lines[-1])
    if last is None:
        return Head(len(lines), _links_after(lines, [None] * len(lines))[-1])
    return Head(last.number, link_after(last.previous, lines[-1]))


def holds_link(line: bytes) -> bool:
    """Whether the line is part of a chain; lines of the first edition are not."""
    return _read(line) is not None


def breaks(lines: Sequence[bytes], head: Head | None) -> list[Break]:
    """Every place where lines were changed, dropped or moved, but for those whose repair is recorded.

    Args:
        lines: the journal's complete lines.
        head: what the file beside the journal says of its end; None where there is none.
    """
    if follows(lines, BEGINNING, head):
        return []
    accepted = {
        int(position)
        for line in lines
        if b'"mended":[' in line and (match := _MENDED.search(line))
        for position in match[1].split(b",")
    }
    read = [_read(line) for line in lines]
    links = _links_after(lines, read)
    found = [*_inner_breaks(read, links), *_end_break(read, links, head)]
    return [item for item in found if item.line not in accepted]


def follows(lines: Sequence[bytes], before: Head, head: Head | None) -> bool:
    """Whether every line is the one that the line before it and the end expect: the quick look at a sound journal.

    Args:
        lines: lines after ``before``.
        before: the end of those before them.
        head: what the file beside the journal says of its end.
    """
    link = before.link
    for number, line in enumerate(lines, start=before.number + 1):
        if not line.startswith(b'{"number":%d,"previous":"%s"' % (number, link.encode("ascii"))):
            return False
        link = link_after(link, line)
    return head == Head(before.number + len(lines), link)


def _read(line: bytes) -> _Line | None:
    match = _LINKED.match(line)
    return _Line(int(match[1]), match[2].decode("ascii")) if match else None


def _links_after(lines: Sequence[bytes], read: Sequence[_Line | None]) -> list[str]:
    """The link after each line, from the one that it holds itself, so that one change is one break."""
    links, before = [], START
    for line, place in zip(lines, read, strict=True):
        before = link_after(place.previous if place else before, line)
        links.append(before)
    return links


def _inner_breaks(read: Sequence[_Line | None], links: Sequence[str]) -> Iterator[Break]:
    before: _Line | None = None
    for position, line in enumerate(read, start=1):
        if line is None:
            if before is not None:
                yield Break(position, f"{position}行目に、edu-dx が書いたのではない行があります。")
            continue
        expected = (before.number if before else position - 1) + 1
        if line.number != expected:
            yield Break(
                position,
                f"{position}行目は{expected}番のはずですが、{line.number}番です。行が抜かれたか、入れ替えられています。",
            )
        elif line.previous != (links[position - 2] if position > 1 else START):
            changed = max(position - 1, 1)
            yield Break(changed, f"{changed}行目が書き換えられています。")
        before = line


def _end_break(read: Sequence[_Line | None], links: Sequence[str], head: Head | None) -> Iterator[Break]:
    count = len(read)
    last = read[-1] if read else None
    if head is None:
        # The very first line may stand alone: its writer was stopped before noting the end.
        if last is not None and count > 1:
            yield Break(count, "終わりの行の控え（journal.head）がありません。")
        return
    end = last.number if last else count
    position = count - (end - head.number)
    if position > count:
        yield Break(count + 1, f"{end + 1}番から{head.number}番までの、終わりの行が抜かれています。")
    elif position < 1 or links[position - 1] != head.link:
        yield Break(max(position, 1), f"{max(position, 1)}行目が書き換えられています。")
