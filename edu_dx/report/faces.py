"""The Japanese face that a web page carries with it: only the characters that it prints.

HarfBuzz cuts the glyphs out of the whole face. The bytes follow from the characters alone.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz

from edu_dx.present import style

_WEIGHTS = (400, 700)
# Copyright, family, style, licence and its address: the licence asks that they stay with the face.
_NAMES = (0, 1, 2, 13, 14)
# What replaces, moves and turns characters, in lines from top to bottom and for other scripts: a page does not use it.
_UNUSED_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
_FLAGS = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE


def embedded_faces(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The regular and the bold face with the characters of ``texts``: weight and base64 of an OpenType font."""
    codes = set(map(ord, set().union(*texts)))
    return [
        {"weight": weight, "opentype": base64.b64encode(_cut(path, codes)).decode("ascii")}
        for weight, path in zip(_WEIGHTS, style.font_files(), strict=True)
    ]


@cache
def printable_codes() -> frozenset[int]:
    """Code points that the regular face can print; asked for each sign of a report."""
    return frozenset(_face(style.font_files()[0]).unicodes)


@cache
def _face(path: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


def _cut(path: Path, codes: Iterable[int]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = _FLAGS
    wanted.unicode_set.update(codes)
    wanted.layout_feature_tag_set.clear()
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _UNUSED_TABLES)
    font: bytes = uharfbuzz.subset(_face(path), wanted).blob.data
    return font
