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

from edu_dx.metrics.arrays import Numbers, summed
from edu_dx.metrics.enrolment_forecast import ENTERING, LEAVING, Cells, Projection

YEARLY_MOVES = 0.02
YEARLY_MOVES_BEFORE_SCHOOL = 0.04
YEARS_BEFORE_SCHOOL = 6
LEAST_YEARLY_SPREAD = 0.03


def standard_errors(projection: Projection, cells: Cells) -> Numbers:
    """Standard error (persons) of each of ``projection.city_cells`` or ``projection.school_cells``."""
    pupils = cells.middle
    cohort = 2 * YEARLY_MOVES * cells.horizon * pupils
    lower, upper = _fitted_on(projection)
    ratio = pupils**2 * 2 * YEARLY_MOVES * cells.horizon / np.where(cells.grade <= 6, lower, upper)
    leaving = np.where(cells.stood(LEAVING), pupils, 0.0)
    crossing = leaving * (1 - min(projection.junior_high or 1.0, 1.0))
    errors: Numbers = (cohort + ratio + crossing + _entering(projection, cells)) ** 0.5
    return errors


def _fitted_on(projection: Projection) -> tuple[float, float]:
    """Children the ratios of each stage were fitted on; one cohort of the base year where there are none."""
    steps = projection.progression.steps
    cohort = float(np.nanmean(summed(projection.panel.survey_of(projection.base_year), axis=0)))
    is_lower = steps.from_grade <= 6
    sums = (steps.where(of_stage).from_pupils.sum() for of_stage in (is_lower, ~is_lower))
    lower, upper = (float(children) or cohort for children in sums)
    return lower, upper


def _entering(projection: Projection, cells: Cells) -> Numbers:
    is_entering = cells.stood(ENTERING)
    coming = projection.grade_one
    if coming is None or not is_entering.any():
        return np.zeros(len(is_entering))
    before = 2 * YEARLY_MOVES_BEFORE_SCHOOL * YEARS_BEFORE_SCHOOL
    unknown = np.cumsum(np.isnan(coming.births))
    entry_year = projection.base_year + cells.horizon - (cells.grade - 1)
    steps = np.where(is_entering, unknown[np.maximum(entry_year - coming.years[0], 0)], 0)
    pupils = np.where(is_entering, cells.middle, 0.0)
    fitted = coming.entered or float("inf")
    variance: Numbers = pupils * before + pupils**2 * (
        before / fitted + steps * _yearly_spread(projection) ** 2
    )
    return variance


def _yearly_spread(projection: Projection) -> float:
    """Standard deviation of the yearly change of the city's grade 1, from consecutive surveys."""
    first = projection.panel.of_grade(1)
    changes = np.diff(np.log(first.numbers)) / np.diff(first.years)
    return max(float(np.std(changes, ddof=1)) if len(changes) > 1 else 0.0, LEAST_YEARLY_SPREAD)
