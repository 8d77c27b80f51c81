"""Standard error of a projection where too few past projections exist to measure it.

Assumption, to be replaced by the board's own moves: each year 2 % of the school-age children of a place move in
and as many move out, 4 % before school age, independently of each other. Counts of moves are then Poisson, and a
cohort of N children followed over h years has the variance

    2 · 0.02 · h · N.

To it are added the uncertainty of the ratio itself (fitted on F children: N² · 2 · 0.02 · h / F), of the share
that enters grade 1 (the same with 4 % over the six years before school) and, where births are projected, of a random
walk with the standard deviation that the yearly changes of the series have shown (3 % if it shows none).
Cohorts that have entered school err independently; coming cohorts err together.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from edu_dx.metrics.enrolment_forecast import ENTERING, LEAVING, Projection
from edu_dx.metrics.pupil_counts import ELEMENTARY, JUNIOR_HIGH, stage_of

YEARLY_MOVES = 0.02
YEARLY_MOVES_BEFORE_SCHOOL = 0.04
YEARS_BEFORE_SCHOOL = 6
LEAST_YEARLY_SPREAD = 0.03


def standard_errors(projection: Projection, rows: pd.DataFrame) -> pd.Series:
    """Standard error (persons) of each row of ``projection.city`` or ``projection.schools``."""
    pupils = rows["middle"]
    cohort = 2 * YEARLY_MOVES * rows["horizon"] * pupils
    fitted = rows["grade"].map(stage_of).map(_fitted_on(projection))
    ratio = pupils**2 * 2 * YEARLY_MOVES * rows["horizon"] / fitted
    crossing = pupils.where(rows["origin"] == LEAVING, 0.0) * (1 - min(projection.junior_high or 1.0, 1.0))
    return (cohort + ratio + crossing + _entering(projection, rows)) ** 0.5


def _fitted_on(projection: Projection) -> dict[str, float]:
    """Children the ratios of each stage were fitted on; one cohort of the base year where there are none."""
    table = projection.progression.table
    base = projection.observed["fiscal_year"] == projection.base_year
    cohort = float(projection.observed.loc[base].groupby("grade")["pupils"].sum().mean())
    sums = table.groupby(table["from_grade"].map(stage_of))["from_pupils"].sum()
    return {stage: float(sums.get(stage, cohort)) or cohort for stage in (ELEMENTARY, JUNIOR_HIGH)}


def _entering(projection: Projection, rows: pd.DataFrame) -> pd.Series:
    is_entering = rows["origin"] == ENTERING
    coming = projection.grade_one
    if coming is None or not is_entering.any():
        return pd.Series(0.0, index=rows.index)
    before = 2 * YEARLY_MOVES_BEFORE_SCHOOL * YEARS_BEFORE_SCHOOL
    unknown = coming.table["births"].isna().cumsum()
    entry_year = rows["fiscal_year"] - (rows["grade"] - 1)
    steps = entry_year.map(unknown).fillna(0.0)
    pupils = rows["middle"].where(is_entering, 0.0)
    fitted = coming.entered or float("inf")
    return pupils * before + pupils**2 * (before / fitted + steps * _yearly_spread(projection) ** 2)


def _yearly_spread(projection: Projection) -> float:
    """Standard deviation of the yearly change of the city's grade 1, from consecutive surveys."""
    first = projection.observed[projection.observed["grade"] == 1].groupby("fiscal_year")["pupils"].sum()
    changes = np.diff(np.log(first.to_numpy())) / np.diff(first.index.to_numpy())
    return max(float(np.std(changes, ddof=1)) if len(changes) > 1 else 0.0, LEAST_YEARLY_SPREAD)
