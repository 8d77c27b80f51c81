"""One value before and after, as a reader of the report sees it."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from edu_dx.present.block import Cell, Format
from edu_dx.present.display import SUPPRESSED, formatted, rounded
from edu_dx.review.difference.result import ValueChange

_NOISE = 1e-12  # the last digits of a float depend on the machine
_LEAST_SHARE = 0.0005  # less than this is printed as 0.0 %
_MOST_SHARE = 100  # more per cent than this nobody reads


class Value(NamedTuple):
    """A stored value and how it is printed."""

    stored: Cell
    format: Format
    unit: str = ""

    @property
    def printed(self) -> str:
        """The value as text, without its unit."""
        return formatted(self.stored, self.format)

    @property
    def number(self) -> float | int | None:
        """The value where one can calculate with it."""
        return None if self.format is Format.TEXT or isinstance(self.stored, str) else self.stored

    @property
    def is_share(self) -> bool:
        """Whether it is a share, whose differences are told in points."""
        return self.format is Format.RATIO or self.unit == "%"


def value_change(name: str, old: Value, new: Value) -> ValueChange | None:
    """The change of one value; None if the stored value is the same but for noise."""
    alike = old[1:] == new[1:]
    numbers = _numbers(old, new) if alike else None
    if numbers is not None and math.isclose(*numbers, rel_tol=_NOISE, abs_tol=_NOISE):
        return None
    old_text, new_text = old.printed, new.printed
    unseen = alike and old_text == new_text
    if unseen and numbers is None:
        return None
    unit = "" if new.stored is None else new.unit
    differences = ("", "", None) if numbers is None else _differences(*numbers, new)
    return ValueChange(name, old_text, new_text, unit, *differences, unseen=unseen)


def withheld_change(name: str) -> ValueChange:
    """The change of a value of which nothing may be told."""
    return ValueChange(name, SUPPRESSED, SUPPRESSED, withheld=True)


def _numbers(old: Value, new: Value) -> tuple[float, float] | None:
    before, after = old.number, new.number
    return None if before is None or after is None else (before, after)


def _differences(old: float, new: float, style: Value) -> tuple[str, str, float | None]:
    """The absolute and the relative difference in words, and the relative one as a number."""
    by, share = new - old, None if style.is_share else _share(old, new)
    relative = "" if share is None else _signed(by, _relative(abs(share)))
    return _signed(by, _absolute(abs(by), style)), relative, share


def _share(old: float, new: float) -> float | None:
    """Relative difference; over a change of sign it would mislead."""
    return (new - old) / abs(old) if old * new > 0 else None


def _absolute(by: float, style: Value) -> str:
    scaled = by * 100 if style.format is Format.RATIO else by
    places = 1 if style.is_share or style.format is Format.DECIMAL else 0
    text = rounded(scaled, places) or Decimal(f"{scaled:.2g}")
    return f"{text:,f}{' ポイント' * style.is_share}"


def _relative(share: float) -> str:
    if share < _LEAST_SHARE:
        return "0.1 %未満"
    return "100倍以上" if share >= _MOST_SHARE else formatted(share, Format.RATIO)


def _signed(by: float, text: str) -> str:
    return f"{'＋' if by > 0 else '−'}{text}"
