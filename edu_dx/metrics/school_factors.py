"""How each school's cohorts develop beside the city's.

    raw factor of a school = Σ pupils found / Σ pupils at the city's ratios      per stage, all grades together

All grades of a stage are pooled: what makes a school differ (new housing, school choice) reaches all its grades. The
factor is shrunk by school size and taken per year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import Numbers, Places, Whole, sums_at
from edu_dx.metrics.cohort_steps import STAGES, Cohorts, Steps
from edu_dx.metrics.progression import Progression
from edu_dx.metrics.shrinkage import shrink


@dataclass(frozen=True)
class StageFactors:
    """How schools' cohorts of one stage develop beside the city's; the arrays have one place a school with history.

    Args:
        school: the schools' places in the panel.
        factor: per year, shrunk by school size; the school's ratio into a grade is the city's times this.
        raw: per year, before shrinking.
        weight: how far the school's own ratio is believed.
        from_pupils: persons before the steps.
        to_pupils: persons after them.
        expected: persons after them at the city's ratios.
    """

    school: Places
    factor: Numbers
    raw: Numbers
    weight: Numbers
    from_pupils: Numbers
    to_pupils: Numbers
    expected: Numbers


@dataclass(frozen=True)
class SchoolFactors:
    """The factors of all schools by stage.

    Args:
        schools: school_type and school_code, in order.
        stages: by stage, those of the schools with history.
    """

    schools: pd.MultiIndex
    stages: dict[str, StageFactors]

    def yearly(self, stage: str) -> Numbers:
        """The factor per year of every school, in order; 1 for a school without history."""
        factor = np.ones(len(self.schools))
        if stage in self.stages:
            factor[self.stages[stage].school] = self.stages[stage].factor
        return factor

    def table(self) -> pd.DataFrame:
        """One row a stage and school: school_type, school_code, stage and the columns of ``StageFactors``."""
        names = ["factor", "raw", "weight", "from_pupils", "to_pupils", "expected"]
        parts = [
            self.schools[of_stage.school]
            .to_frame(index=False)
            .assign(stage=stage, **{name: getattr(of_stage, name) for name in names})
            for stage, of_stage in self.stages.items()
        ]
        columns = ["school_type", "school_code", "stage", *names]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def school_factors(cohorts: Cohorts, progression: Progression) -> SchoolFactors:
    """The factors of the schools that have cohorts among these steps."""
    steps = cohorts.schools
    inside = steps.where((steps.from_grade > 6) == (steps.to_grade > 6))
    found = {}
    for stage, grades in STAGES.items():
        of_stage = inside.where((inside.from_grade >= grades[0]) & (inside.from_grade <= grades[-1]))
        if len(of_stage):
            found[stage] = _stage_factors(of_stage, progression.expected(of_stage))
    return SchoolFactors(cohorts.panel.schools, found)


def _stage_factors(steps: Steps, expected: Numbers) -> StageFactors:
    shrunk = shrink(steps.unit, steps.to_pupils, expected)

    def by_school(numbers: Numbers | Whole) -> Numbers:
        return sums_at(steps.unit, numbers, int(steps.unit.max()) + 1)[shrunk.unit]

    mean_length = by_school(steps.years) / by_school(np.ones_like(steps.years))
    return StageFactors(
        school=shrunk.unit,
        factor=shrunk.factor ** (1 / mean_length),
        raw=shrunk.raw ** (1 / mean_length),
        weight=shrunk.weight,
        from_pupils=by_school(steps.from_pupils),
        to_pupils=by_school(steps.to_pupils),
        expected=by_school(expected),
    )
