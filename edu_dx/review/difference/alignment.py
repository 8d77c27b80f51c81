"""Which item of one sequence stands for which of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Stretch:
    """A run of items: equal ones on both sides, or those of the old side that gave way to those of the new."""

    equal: bool
    old: slice
    new: slice


def stretches(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """Equal and differing stretches in turn; swapping the sides swaps the answer.

    difflib's answer depends on which side is called the first, hence the fixed order.
    """
    swapped = list(new) < list(old)
    first, second = (new, old) if swapped else (old, new)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        one, other = slice(a, b), slice(c, d)
        found.append(Stretch(kind == "equal", *((other, one) if swapped else (one, other))))
    return found
