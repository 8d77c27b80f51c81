"""The Japanese face that a web page carries with it: only the characters that it prints."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from edu_dx.present import style

_WEIGHTS = (400, 700)
_UNUSED_TABLES = ("GSUB", "GPOS", "BASE", "vhea", "vmtx", "VORG")  # features and vertical setting
# Copyright, family, style, licence and its address: the licence asks that they stay with the face.
_NAMES = [0, 1, 2, 13, 14]


def embedded_faces(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The regular and the bold face with the characters of ``texts``: weight and base64 of a WOFF."""
    characters = "".join(sorted(set().union(*texts)))
    return [
        {"weight": weight, "woff": base64.b64encode(_woff(path, characters)).decode("ascii")}
        for weight, path in zip(_WEIGHTS, style.font_files(), strict=True)
    ]


@cache
def printable_codes() -> frozenset[int]:
    """Code points that the regular face can print."""
    with TTFont(style.font_files()[0], lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _woff(path: Path, characters: str) -> bytes:
    """The same bytes for the same characters: the face keeps its own date and its own bounding box."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = _NAMES
    options.notdef_outline = True
    with TTFont(path, lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        for tag in _UNUSED_TABLES:
            del font[tag]
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        packed = io.BytesIO()
        font.save(packed)
    return packed.getvalue()
