"""What can still be read of a notebook file that is no JSON any more: findings, cell by cell."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from edu_dx.run.canonical import FINDING_TAG
from edu_dx.run.findings import text_of

# Where an object begins with a key that cells begin with, whoever wrote the file.
_START = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|outputs|source)"\s*:')
_ID = re.compile(r'"id"\s*:\s*"([A-Za-z0-9_-]+)"')
_TAG = re.compile(rf'"{FINDING_TAG}"')
_SOURCE = re.compile(r'"source"\s*:\s*\[?\s*')
_BETWEEN = re.compile(r"\s*,\s*")


def findings_left_in(path: Path) -> dict[str, str]:
    """Cell id → text of the findings that a damaged file still holds; of the last one perhaps the beginning."""
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return {}
    starts = [match.start() for match in _START.finditer(text)]
    pieces = (text[start:end] for start, end in itertools.pairwise([*starts, len(text)]))
    return {name: source for piece in pieces for name, source in _finding(piece) if source.strip()}


def _finding(piece: str) -> Iterator[tuple[str, str]]:
    """The finding that stands whole or in part at the head of ``piece``, if one does."""
    try:
        cell, _ = json.JSONDecoder().raw_decode(piece)
        yield from _whole(cell)
    except (ValueError, KeyError, TypeError):
        yield from _part(piece)


def _whole(cell: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if FINDING_TAG in cell["metadata"]["tags"]:
        yield cell["id"], text_of(cell["source"])


def _part(piece: str) -> Iterator[tuple[str, str]]:
    name, source = _ID.search(piece), _SOURCE.search(piece)
    if name and source and _TAG.search(piece, 0, source.start()):
        yield name[1], "".join(_strings(piece, source.end()))


def _strings(text: str, place: int) -> Iterator[str]:
    """JSON strings one behind the other, as far as they can be read."""
    while True:
        try:
            line, place = json.JSONDecoder().raw_decode(text, place)
        except ValueError:
            return
        if not isinstance(line, str):
            return
        yield line
        comma = _BETWEEN.match(text, place)
        if comma is None:
            return
        place = comma.end()
