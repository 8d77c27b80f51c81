"""One value before and after, as a reader of the report sees it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from edu_dx.present.block import Cell, Format
from edu_dx.present.display import SUPPRESSED, formatted, rounded
from edu_dx.review.difference.result import ValueChange

_NOISE = 1e-12  # the last digits of a float depend on the machine
_LEAST_SHARE = 0.0005  # less than this is printed as 0.0 %


@dataclass(frozen=True)
class Value:
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


def value_change(name: str, old: Value, new: Value) -> ValueChange | None:
    """The change of one value; None if the stored value is the same but for noise."""
    alike = (old.format, old.unit) == (new.format, new.unit)
    if alike and _same(old, new):
        return None
    change = ValueChange(
        name, old.printed, new.printed, new.unit, unseen=alike and old.printed == new.printed
    )
    if not alike or old.number is None or new.number is None:
        return change
    by, share = new.number - old.number, _share(old, new)
    return ValueChange(
        name,
        change.old,
        change.new,
        change.unit,
        absolute=_signed(by, _absolute(abs(by), new)),
        relative="" if share is None else _signed(by, _relative(abs(share))),
        share=share,
        unseen=change.unseen,
    )


def withheld_change(name: str) -> ValueChange:
    """The change of a value of which nothing may be told."""
    return ValueChange(name, SUPPRESSED, SUPPRESSED, withheld=True)


def _same(old: Value, new: Value) -> bool:
    if old.number is None or new.number is None:
        return old.printed == new.printed
    return math.isclose(old.number, new.number, rel_tol=_NOISE, abs_tol=_NOISE)


def _is_share(value: Value) -> bool:
    return value.format is Format.RATIO or value.unit == "%"


def _share(old: Value, new: Value) -> float | None:
    """Relative difference; a share of a share, or over a change of sign, misleads."""
    if old.number is None or new.number is None or _is_share(new) or old.number * new.number <= 0:
        return None
    return (new.number - old.number) / abs(old.number)


def _absolute(by: float, value: Value) -> str:
    scaled = by * 100 if value.format is Format.RATIO else by
    places = 1 if _is_share(value) or value.format is Format.DECIMAL else 0
    text = rounded(scaled, places) or Decimal(f"{scaled:.2g}")
    return f"{text:,f}{' ポイント' * _is_share(value)}"


def _relative(share: float) -> str:
    return "0.1 %未満" if share < _LEAST_SHARE else formatted(share, Format.RATIO)


def _signed(by: float, text: str) -> str:
    return f"{'＋' if by > 0 else '−'}{text}"
