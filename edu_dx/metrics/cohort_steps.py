"""Cohorts followed from one survey to the next: what progression ratios and school factors are taken from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from edu_dx.metrics.arrays import Columns, Numbers, Places, Whole, summed
from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH
from edu_dx.metrics.survey_panel import HIGHEST_GRADE, SurveyPanel

STAGES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10)}


@dataclass(frozen=True)
class Steps(Columns):
    """Cohorts seen in two surveys that follow each other; the arrays have one place a cohort and step.

    Args:
        unit: whose cohort it is.
        from_year: fiscal year of the first survey.
        years: length of the step.
        from_grade: grade in the first survey.
        to_grade: grade in the second survey.
        from_pupils: persons in the first survey.
        to_pupils: persons in the second survey.
    """

    unit: Places
    from_year: Whole
    years: Whole
    from_grade: Whole
    to_grade: Whole
    from_pupils: Numbers
    to_pupils: Numbers


def cohort_steps(years: Whole, pupils: Numbers, groups: npt.NDArray[np.object_]) -> Steps:
    """Every cohort of a unit seen in two surveys that follow each other.

    Cohorts that change school (小6 to 中1) are not among them.

    Args:
        years: fiscal years of the surveys, ascending.
        pupils: [survey, unit, grade − 1], persons; NaN where not surveyed.
        groups: what is surveyed together, by unit: a survey counts for the units of a group if it has any of them.
    """
    none = np.empty(0, dtype="int64")
    found = [Steps(none, none, none, none, none, np.empty(0), np.empty(0))]
    for group in dict.fromkeys(groups):
        [units] = np.nonzero(groups == group)
        of_group = pupils[:, units]
        [surveys] = np.nonzero(~np.isnan(of_group).all(axis=(1, 2)))
        for before, after in pairwise(surveys):
            ahead = min(int(years[after] - years[before]), HIGHEST_GRADE)
            start, end = of_group[before, :, : HIGHEST_GRADE - ahead], of_group[after, :, ahead:]
            unit, grade = np.nonzero(~(np.isnan(start) | np.isnan(end)))
            same = np.ones_like(grade)
            found.append(
                Steps(
                    unit=units[unit],
                    from_year=same * years[before],
                    years=same * ahead,
                    from_grade=grade + 1,
                    to_grade=grade + 1 + ahead,
                    from_pupils=start[unit, grade],
                    to_pupils=end[unit, grade],
                )
            )
    return Steps.joined(found)


@dataclass(frozen=True)
class Cohorts:
    """The cohort steps that the ratios of any base year are taken from, followed once for all of them.

    Args:
        panel: the surveys.
        schools: steps of every school; ``unit`` is its place in the panel.
        stages: those of the city's 小学校 (unit 0) and 中学校 (unit 1) grades, all schools of a stage together.
        moving: those of the city's pupils outside 義務教育学校 (unit 0), whatever school they are in.
    """

    panel: SurveyPanel
    schools: Steps
    stages: Steps
    moving: Steps

    @classmethod
    def of(cls, panel: SurveyPanel) -> Cohorts:
        """The steps of all surveys."""
        city = summed(panel.pupils, axis=1)
        stages = np.full((len(panel.years), len(STAGES), HIGHEST_GRADE), np.nan)
        for unit, grades in enumerate(STAGES.values()):
            of_stage = slice(grades[0] - 1, grades[-1])
            stages[:, unit, of_stage] = city[:, of_stage]
        moving = summed(panel.pupils[:, panel.types != CONTINUOUS], axis=1)[:, np.newaxis]
        return cls(
            panel=panel,
            schools=cohort_steps(panel.years, panel.pupils, panel.types),
            stages=cohort_steps(panel.years, stages, np.array(list(STAGES), dtype="object")),
            moving=cohort_steps(panel.years, moving, np.array([""], dtype="object")),
        )

    def between(self, since: int, until: int) -> Cohorts:
        """The steps that begin in ``since`` or later and end in ``until`` or before."""

        def inside(steps: Steps) -> Steps:
            return steps.where((steps.from_year >= since) & (steps.from_year + steps.years <= until))

        return Cohorts(self.panel, inside(self.schools), inside(self.stages), inside(self.moving))
