"""Does a quoted percentage fit the quantities printed beside it?

Printed numbers are rounded. A quoted figure therefore stands for a range, and so does a ratio of two of
them; two figures contradict each other only when their ranges do not meet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from edu_dx.metrics.intervals import Interval


class Quoted(NamedTuple):
    """A printed quantity and the step it was rounded to (「約12万」 is 120,000 in steps of 10,000)."""

    name: str
    value: float
    step: float = 0

    @property
    def range(self) -> Interval:
        """The values that round to the printed one; a step of 0 is an exact count."""
        return Interval(self.value - self.step / 2, self.value + self.step / 2)


def ratio_range(numerator: Quoted, denominator: Quoted) -> Interval:
    """The values ``numerator / denominator`` can have given how both were rounded."""
    return Interval(
        numerator.range.low / denominator.range.high, numerator.range.high / denominator.range.low
    )


def agree(one: Interval, other: Interval) -> bool:
    """Whether two ranges have a value in common."""
    return one.low <= other.high and other.low <= one.high


def matching_pairs(share: Quoted, quantities: Iterable[Quoted]) -> pd.DataFrame:
    """Which numerator and denominator reproduce a quoted share.

    Args:
        share: the quoted share as a fraction with its rounding step (「78 %」 is 0.78 in steps of 0.01).
        quantities: the printed quantities that may stand behind it.

    Returns:
        ``numerator, denominator`` (names), ``share`` (of the printed values), ``difference`` from the quoted
        share and ``fits`` (within rounding), the nearest pair first; only shares below 1.
    """
    rows = [
        (
            top.name,
            bottom.name,
            top.value / bottom.value,
            top.value / bottom.value - share.value,
            agree(ratio_range(top, bottom), share.range),
        )
        for top, bottom in itertools.permutations(quantities, 2)
        if top.value < bottom.value
    ]
    table = pd.DataFrame(rows, columns=["numerator", "denominator", "share", "difference", "fits"])
    return table.sort_values("difference", key=abs, ignore_index=True)


def rounding_explains(shares: Sequence[float], step: float, whole: float = 100) -> bool:
    """Whether shares that do not add to ``whole`` miss it by no more than their rounding allows."""
    return abs(sum(shares) - whole) <= len(shares) * step / 2 + 1e-9
