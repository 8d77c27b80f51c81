"""The Japanese face that a web page carries with it: only the characters that it prints.

A glyph is cut out of its face once in a process, which takes most of the time; a page's face is put together from cut
glyphs. Its bytes follow from the characters alone, whatever was cut before.
"""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from edu_dx.present import style

_WEIGHTS = (400, 700)
_MISSING = ".notdef"
# Copyright, family, style, licence and its address: the licence asks that they stay with the face.
_NAMES = (0, 1, 2, 13, 14)
_WINDOWS_ENGLISH = (3, 1, 0x409)


def embedded_faces(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The regular and the bold face with the characters of ``texts``: weight and base64 of a WOFF."""
    characters = "".join(sorted(set().union(*texts)))
    return [
        {"weight": weight, "woff": base64.b64encode(_woff(path, characters)).decode("ascii")}
        for weight, path in zip(_WEIGHTS, style.font_files(), strict=True)
    ]


@cache
def printable_codes() -> frozenset[int]:
    """Code points that the regular face can print; asked for each sign of a report."""
    return _face(style.font_files()[0]).codes


@dataclass(frozen=True)
class _Glyph:
    """A glyph without hints: its outline as a Type 2 charstring that calls nothing, and its measures in font units."""

    outline: bytes
    advance: int
    left_bearing: int


class _Face:
    """One weight of the face.

    Args:
        path: an OpenType font with CFF outlines.
    """

    def __init__(self, path: Path) -> None:
        self._font = TTFont(path, lazy=True)
        self._names: dict[int, str] = self._font.getBestCmap()
        self._cut: dict[str, _Glyph] = {}
        # Tables and outlines are read from one open file when they are first asked for.
        self._reading = threading.Lock()
        self.codes = frozenset(self._names)

    @cached_property
    def _outlines(self) -> Any:
        return self._font["CFF "].cff.topDictIndex[0].CharStrings

    def of(self, characters: str) -> TTFont:
        """A face with these of the characters that this one has, in the order of their codes."""
        names = {ord(each): self._names[ord(each)] for each in characters if ord(each) in self.codes}
        with self._reading:
            # Two characters may share a glyph.
            glyphs = {name: self._glyph(name) for name in dict.fromkeys([_MISSING, *names.values()])}
            builder = FontBuilder(font=self._frame())
            postscript_name = self._font["CFF "].cff.fontNames[0]
        builder.setupGlyphOrder(list(glyphs))
        builder.setupCharacterMap(names)
        builder.setupCFF(
            postscript_name,
            {},
            {name: T2CharString(bytecode=glyph.outline) for name, glyph in glyphs.items()},
            {},
        )
        builder.setupHorizontalMetrics(
            {name: (glyph.advance, glyph.left_bearing) for name, glyph in glyphs.items()}
        )
        builder.setupMaxp()
        builder.setupPost(keepGlyphNames=False)
        return builder.font

    def _frame(self) -> TTFont:
        """A face without glyphs: the measures of the lines and what the licence asks for."""
        frame = TTFont(sfntVersion="OTTO", recalcBBoxes=False, recalcTimestamp=False)
        for tag in ("head", "hhea", "OS/2", "name"):
            frame[tag] = deepcopy(self._font[tag])
        frame["name"].names = [
            name
            for name in frame["name"].names
            if name.nameID in _NAMES and (name.platformID, name.platEncID, name.langID) == _WINDOWS_ENGLISH
        ]
        return frame

    def _glyph(self, name: str) -> _Glyph:
        if name not in self._cut:
            advance, left_bearing = self._font["hmtx"][name]
            pen = T2CharStringPen(advance, self._outlines)
            self._outlines[name].draw(pen)
            outline = pen.getCharString()
            outline.compile()
            self._cut[name] = _Glyph(outline.bytecode, advance, left_bearing)
        return self._cut[name]


@cache
def _face(path: Path) -> _Face:
    return _Face(path)


def _woff(path: Path, characters: str) -> bytes:
    font = _face(path).of(characters)
    font.flavor = "woff"
    packed = io.BytesIO()
    # The order in which the tables were made will do; another one would mean writing the face twice.
    font.save(packed, reorderTables=None)
    return packed.getvalue()
