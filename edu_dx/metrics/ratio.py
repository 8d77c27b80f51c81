"""A share that keeps what it was divided from."""

from __future__ import annotations

from typing import NamedTuple


class Ratio(NamedTuple):
    """Numerator and denominator in the same unit."""

    numerator: float
    denominator: float

    @property
    def share(self) -> float:
        """Numerator ÷ denominator; not a number where nothing was counted."""
        return self.numerator / self.denominator if self.denominator else float("nan")
