"""One number a fiscal year."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from edu_dx.metrics.arrays import Columns, Numbers, Whole


@dataclass(frozen=True)
class Yearly(Columns):
    """What is known of a number in the years in which it is known.

    Args:
        years: fiscal years, ascending.
        numbers: those of these years.
    """

    years: Whole
    numbers: Numbers

    @classmethod
    def of(cls, series: pd.Series) -> Yearly:
        """The known numbers of a series by fiscal year."""
        known = series.dropna()
        return cls(known.index.to_numpy(dtype="int64"), known.to_numpy(dtype="float64"))

    def until(self, year: int) -> Yearly:
        """Those of ``year`` and before."""
        return self.where(self.years <= year)
