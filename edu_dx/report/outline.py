"""The headings of a page: none without content, none that skips a level."""

from __future__ import annotations

from collections.abc import Sequence

from edu_dx.present.block import Block
from edu_dx.report.prose import Node

Piece = Node | Block


def without_empty_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces without the headings under which nothing is printed."""
    kept: list[Piece] = []
    for piece in reversed(pieces):
        level = _heading_level(piece)
        following = _heading_level(kept[-1]) if kept else 0
        if level and (not kept or 0 < following <= level):
            continue
        kept.append(piece)
    return kept[::-1]


def levelled(pieces: Sequence[Piece], top: int) -> list[Piece]:
    """Pieces whose headings begin at level ``top`` and never skip one."""
    found, above = list[Piece](), top - 1
    for piece in pieces:
        if isinstance(piece, dict) and piece["type"] == "heading":
            above = min(max(piece["level"], top), above + 1)
            piece = {**piece, "level": above}
        found.append(piece)
    return found


def _heading_level(piece: Piece) -> int:
    """The level of a heading; 0 for everything else."""
    return int(piece["level"]) if isinstance(piece, dict) and piece["type"] == "heading" else 0
