"""Why the city's number of pupils changes: split into the sizes of cohorts, the births to come, and moves.

Three projections that each let one more thing change; their differences add up to the whole change:

    学年の大きさ    today's grades move up unchanged, each new grade 1 is as large as today's
    転出入など      the progression ratios are added
    出生数          the coming grade 1 is added
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from edu_dx.metrics.enrolment_forecast import Projection
from edu_dx.metrics.progression import Progression


def change_parts(projection: Projection) -> pd.DataFrame:
    """Change of the city's pupils since the base year.

    Returns:
        One row a future year: fiscal_year, base (pupils in the base year), cohorts, moves, births (persons, they
        sum to change), change, pupils (middle projection).
    """
    base = projection.panel.survey_of(projection.base_year)
    start = float(np.nansum(base))
    kinds = projection.surveyed_types
    steps = projection.progression.steps
    unmoved = Progression(steps.where(steps.years < 0), dict.fromkeys(range(2, 10), 1.0))
    level = projection
    if projection.grade_one is not None:
        entered = np.full_like(projection.grade_one.pupils, np.nansum(base[:, 0]))
        level = replace(projection, grade_one=replace(projection.grade_one, pupils=entered))
    cohorts = _totals(replace(level, progression=unmoved), kinds)
    with_moves = _totals(level, kinds)
    whole = _totals(projection, kinds)
    return pd.DataFrame(
        {
            "base": start,
            "cohorts": cohorts - start,
            "moves": with_moves - cohorts,
            "births": whole - with_moves,
            "change": whole - start,
            "pupils": whole,
        }
    ).reset_index()


def _totals(projection: Projection, kinds: list[str]) -> pd.Series:
    rows = projection.city[projection.city["school_type"].isin(kinds)]
    return rows.groupby("fiscal_year")["middle"].sum()
