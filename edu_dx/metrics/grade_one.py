"""Pupils who will enter grade 1 in the city.

    N_1(Y) = births of the entry cohort of Y × e,      e = Σ N_1 / Σ births of the same cohorts, last years

e holds moves between birth and school and the children who enter national, private or special-needs schools.
Where no births are known, the city's own grade 1 is continued by its trend, and the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.arrays import Numbers, Whole
from edu_dx.metrics.trend import SCENARIOS, scenarios
from edu_dx.metrics.yearly import Yearly

KNOWN_BIRTHS, PROJECTED_BIRTHS, TREND = "出生数（実績）", "出生数（推計）", "小1の推移"


@dataclass(frozen=True)
class GradeOne:
    """The city's coming grade 1; the arrays have one place a year.

    Args:
        years: fiscal years.
        pupils: [year, scenario], persons by ``SCENARIOS``.
        births: known births of the cohort; NaN where they are not known.
        basis: what the year rests on.
        entered: Σ pupils in grade 1 of the fitted years, numerator of e; 0 without births.
        born: Σ births of the same cohorts, denominator of e; 0 without births.
        fitted_years: years that e was fitted on.
    """

    years: Whole
    pupils: Numbers
    births: Numbers
    basis: npt.NDArray[np.object_]
    entered: float
    born: float
    fitted_years: tuple[int, ...]

    @cached_property
    def table(self) -> pd.DataFrame:
        """Index fiscal_year; columns low, middle, high (persons), births (known births or NaN), basis."""
        index = pd.Index(self.years, name="fiscal_year")
        table = pd.DataFrame(self.pupils, columns=list(SCENARIOS), index=index)
        return table.assign(births=self.births, basis=self.basis)


def grade_one(entered: Yearly, births: Yearly, *, years: int, window: int) -> GradeOne:
    """Grade 1 for the ``years`` years after the last entry of ``entered``.

    A cohort missing between two known ones is interpolated and counted as projected.

    Args:
        entered: the city's pupils in grade 1.
        births: births of the entry cohorts by entry year (``school_age.births_by_entry_year``); may be empty.
        years: how many years to give.
        window: number of past years that e and the trend are fitted on.
    """
    entry_years, pupils = entered.years, entered.numbers
    birth_years, born = births.years, births.numbers
    coming = entry_years[-1] + np.arange(1, years + 1)
    is_fitted = (entry_years > entry_years[-1] - window) & np.isin(entry_years, birth_years)
    if not is_fitted.any():
        trend = _continued(entry_years, pupils, coming, window)
        unknown = np.full(years, np.nan)
        return GradeOne(coming, trend, unknown, np.full(years, TREND, dtype="object"), 0.0, 0.0, ())
    fitted = entry_years[is_fitted]
    enrolled = float(pupils[is_fitted].sum())
    born_of_fitted = float(born[np.isin(birth_years, fitted)].sum())
    cohorts = _cohorts(birth_years, born, coming, window)
    is_known = np.isin(coming, birth_years)
    return GradeOne(
        years=coming,
        pupils=cohorts * (enrolled / born_of_fitted),
        births=np.where(is_known, cohorts[:, 0], np.nan),
        basis=np.where(is_known, KNOWN_BIRTHS, PROJECTED_BIRTHS).astype("object"),
        entered=enrolled,
        born=born_of_fitted,
        fitted_years=tuple(fitted.tolist()),
    )


def _cohorts(years: Whole, births: Numbers, coming: Whole, window: int) -> Numbers:
    """[year, scenario] births of the cohorts of ``coming``: known, interpolated, or continued by their trend."""
    every_year = np.arange(years[0], years[-1] + 1)
    whole = np.interp(every_year, years, births)
    counted = np.interp(coming, years, births, left=np.nan, right=np.nan)[:, np.newaxis]
    return np.where(np.isnan(counted), _continued(every_year, whole, coming, window), counted)


def _continued(years: Whole, numbers: Numbers, coming: Whole, window: int) -> Numbers:
    """[year, scenario] of ``coming`` by the trend of the last ``window`` yearly steps, but never of fewer than two
    values; NaN up to the last of ``years``."""
    recent = max(int((years >= years[-1] - window).sum()), 2)
    gap = coming - years[-1]
    continued = scenarios(years[-recent:], numbers[-recent:], max(int(gap[-1]), 1))
    return np.where((gap > 0)[:, np.newaxis], continued[np.maximum(gap, 1) - 1], np.nan)
