"""How the words of a text cell changed."""

from __future__ import annotations

from typing import Literal

from edu_dx.review.difference.contents import Cell
from edu_dx.review.difference.result import TextChange
from edu_dx.review.difference.words import changed_sentences, changed_words


def text_change(old: Cell | None, new: Cell | None, *, withheld: bool) -> TextChange | None:
    """The change of a text cell, which one side may not have; None if there is none.

    Args:
        old: the cell before.
        new: the cell now.
        withheld: a student's words are not told, since they may say a value that one side withholds.
    """
    cell = new or old
    before, after = (side.source if side is not None else "" for side in (old, new))
    if cell is None or (before == after and old is not None and new is not None):
        return None
    presence: Literal["changed", "added", "removed"] = (
        "added" if old is None else "removed" if new is None else "changed"
    )
    return TextChange(
        cell=cell.id,
        heading=cell.heading,
        finding=cell.finding,
        presence=presence,
        tokens=() if withheld and cell.finding else changed_words(before, after),
        sentences=changed_sentences(before, after),
    )
