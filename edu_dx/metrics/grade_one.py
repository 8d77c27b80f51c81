"""Pupils who will enter grade 1 in the city.

    N_1(Y) = births of the entry cohort of Y × e,      e = Σ N_1 / Σ births of the same cohorts, last years

e holds moves between birth and school and the children who enter national, private or special-needs schools.
Where no births are known, the city's own grade 1 is continued by its trend, and the result says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from edu_dx.metrics.trend import scenarios

KNOWN_BIRTHS, PROJECTED_BIRTHS, TREND = "出生数（実績）", "出生数（推計）", "小1の推移"


@dataclass(frozen=True)
class GradeOne:
    """The city's coming grade 1.

    Args:
        table: index fiscal_year; columns low, middle, high (persons), births (known births or NaN), basis.
        entered: Σ pupils in grade 1 of the fitted years, numerator of e; 0 without births.
        born: Σ births of the same cohorts, denominator of e; 0 without births.
        fitted_years: years that e was fitted on.
    """

    table: pd.DataFrame
    entered: float
    born: float
    fitted_years: tuple[int, ...]


def grade_one(entered: pd.Series, births: pd.Series, *, years: int, window: int) -> GradeOne:
    """Grade 1 for the ``years`` years after the last entry of ``entered``.

    A cohort missing between two known ones is interpolated and counted as projected.

    Args:
        entered: the city's pupils in grade 1 by fiscal year, ascending.
        births: births of the entry cohorts by entry year (``school_age.births_by_entry_year``); may be empty.
        years: how many years to give.
        window: number of past years that e and the trend are fitted on.
    """
    base = int(entered.index[-1])
    recent = entered[entered.index > base - window]
    both = recent.index.intersection(births.index)
    target = pd.RangeIndex(base + 1, base + 1 + years, name="fiscal_year")
    if both.empty:
        table = _continued(_recent(entered, window), target)
        return GradeOne(table.assign(births=float("nan"), basis=TREND), 0.0, 0.0, ())
    enrolled, born = float(recent[both].sum()), float(births[both].sum())
    ratio = enrolled / born
    whole = births.reindex(range(int(births.index[0]), int(births.index[-1]) + 1)).interpolate()
    cohorts = _continued(_recent(whole, window), target)
    counted = whole.reindex(target).to_numpy()[:, np.newaxis]
    pupils = np.where(np.isnan(counted), cohorts.to_numpy(), counted) * ratio
    known = births.reindex(target)
    basis = np.where(known.notna(), KNOWN_BIRTHS, PROJECTED_BIRTHS)
    table = pd.DataFrame(pupils, columns=cohorts.columns, index=target).assign(births=known, basis=basis)
    return GradeOne(table, enrolled, born, tuple(int(year) for year in both))


def _recent(series: pd.Series, window: int) -> pd.Series:
    """The last ``window`` yearly steps, but never fewer than the last two values."""
    inside = series[series.index >= series.index[-1] - window]
    return inside if len(inside) > 1 else series.tail(2)


def _continued(series: pd.Series, target: pd.RangeIndex) -> pd.DataFrame:
    reach = max(int(target[-1]) - int(series.index[-1]), 1)
    return scenarios(series, reach).reindex(target).rename_axis("fiscal_year")
