"""Cohort progression ratios: how many of last year's grade are found one grade higher.

    r_g = Σ N_g(t + 1) / Σ N_{g−1}(t)      over the last years

Moves in and out, transfers to other schools and repeated years are all in the ratio. Where surveys are years
apart, the cohort is followed over the whole gap: N_{g+h}(t + h) / N_g(t) is used as it is for steps of the same
length, and its h-th root stands for one year where a single year is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import Columns, Numbers, Whole, groups_of, sums_at
from edu_dx.metrics.cohort_steps import STAGES, Cohorts, Steps
from edu_dx.metrics.pupil_counts import CONTINUOUS
from edu_dx.metrics.shrinkage import shrink
from edu_dx.metrics.survey_panel import HIGHEST_GRADE


@dataclass(frozen=True)
class StepRatios(Columns):
    """What the city's cohorts came to, the evidence to be checked; the arrays have one place a kind of step.

    Args:
        from_grade: 1-8.
        to_grade: 2-9.
        years: length of the step.
        from_pupils: persons before it.
        to_pupils: persons after it.
        raw: to ÷ from.
        ratio: after shrinking the grade toward its stage's common ratio.
    """

    from_grade: Whole
    to_grade: Whole
    years: Whole
    from_pupils: Numbers
    to_pupils: Numbers
    raw: Numbers
    ratio: Numbers


@dataclass(frozen=True)
class Progression:
    """The city's progression within 小学校 and within 中学校.

    Args:
        steps: the ratios of the steps that were observed.
        yearly: the one-year ratio into each grade 2-6, 8 and 9.
        continuous: ratio from grade 6 to 7 inside 義務教育学校.
    """

    steps: StepRatios
    yearly: dict[int, float]
    continuous: float = 1.0

    @property
    def table(self) -> pd.DataFrame:
        """The observed steps, with the columns of ``StepRatios``."""
        return pd.DataFrame(vars(self.steps))

    def path(self, from_grade: int, to_grade: int) -> float:
        """Factor from ``from_grade`` to ``to_grade``; the longest observed steps are used first."""
        return float(self.paths[from_grade, to_grade])

    @cached_property
    def paths(self) -> Numbers:
        """[from_grade, to_grade]: all factors upwards; NaN elsewhere."""
        paths = np.full((HIGHEST_GRADE + 1, HIGHEST_GRADE + 1), np.nan)
        for start in range(HIGHEST_GRADE, 0, -1):
            paths[start, start] = 1.0
            for to in range(start + 1, HIGHEST_GRADE + 1):
                paths[start, to] = self._path(start, to, paths)
        return paths

    def _path(self, start: int, end: int, known: Numbers) -> float:
        """A factor from those of later starts and of nearer ends."""
        if start <= 6 < end:
            return float(known[start, 6] * self.continuous * known[7, end])
        observed = [to for to in range(start + 1, end + 1) if (start, to) in self._observed]
        if not observed:
            return float(self.yearly[start + 1] * known[start + 1, end])
        return float(self._observed[start, observed[-1]] * known[observed[-1], end])

    @cached_property
    def _observed(self) -> dict[tuple[int, int], float]:
        columns = (self.steps.from_grade, self.steps.to_grade, self.steps.ratio)
        return {
            (start, to): ratio for start, to, ratio in zip(*(each.tolist() for each in columns), strict=True)
        }

    def expected(self, steps: Steps) -> Numbers:
        """Pupils that cohort steps would lead to at the city's ratios."""
        expected: Numbers = steps.from_pupils * self.paths[steps.from_grade, steps.to_grade]
        return expected


def city_progression(cohorts: Cohorts) -> Progression:
    """The city's ratios, all schools of a stage together."""
    steps = cohorts.stages
    stages, yearly = [], {}
    for unit, grades in enumerate(STAGES.values()):
        of_stage = steps.where((steps.unit == unit) & (steps.from_pupils > 0))
        common = _common_yearly_ratio(of_stage)
        found = _step_ratios(of_stage, common)
        stages.append(found)
        root = found.ratio ** (1 / found.years)
        for grade in grades[1:]:
            across = (found.from_grade < grade) & (found.to_grade >= grade)
            weight = found.from_pupils[across]
            yearly[grade] = float((root[across] * weight).sum() / weight.sum() if across.any() else common)
    progression = Progression(StepRatios.joined(stages), yearly)
    schools = cohorts.schools
    inside = schools.where(
        (cohorts.panel.types[schools.unit] == CONTINUOUS)
        & (schools.from_grade <= 6)
        & (schools.to_grade >= 7)
    )
    ratio, _, _ = crossing_ratio(inside, progression)
    return progression if ratio is None else replace(progression, continuous=ratio)


def _common_yearly_ratio(steps: Steps) -> float:
    if not len(steps):
        return 1.0
    before = steps.from_pupils.sum()
    length = float((steps.years * steps.from_pupils).sum() / before)
    return float((steps.to_pupils.sum() / before) ** (1 / length))


def _step_ratios(steps: Steps, common: float) -> StepRatios:
    (start, end), kind = groups_of(steps.from_grade, steps.to_grade)
    before = sums_at(kind, steps.from_pupils, len(start))
    after = sums_at(kind, steps.to_pupils, len(start))
    years, own = end - start, np.full(len(start), np.nan)
    shrunk = shrink(kind, steps.to_pupils, steps.from_pupils * common**steps.years)
    own[shrunk.unit] = shrunk.factor
    return StepRatios(start, end, years, before, after, raw=after / before, ratio=common**years * own)


def crossing_ratio(steps: Steps, progression: Progression) -> tuple[float | None, float, float]:
    """Ratio from grade 6 to grade 7 from cohort steps that cross it, with numerator and denominator.

    The numerator is the pupils found after the crossing, the denominator those expected if all had crossed
    (over a gap, the grades before and after are bridged with the stage's own ratios). None without such a step.
    """
    if not len(steps):
        return None, 0.0, 0.0
    bridges = progression.paths[steps.from_grade, 6] * progression.paths[7, steps.to_grade]
    crossed, due = float(steps.to_pupils.sum()), float((steps.from_pupils * bridges).sum())
    return (crossed / due if due else None), crossed, due


def junior_high_ratio(cohorts: Cohorts, progression: Progression) -> tuple[float | None, float, float]:
    """Share of the city's 小学校 leavers found in its 中学校 the next spring, with numerator and denominator.

    Private and prefectural junior high schools, moves and 義務教育学校 explain the rest. Pupils of
    義務教育学校 are on neither side: they do not change school.
    """
    steps = cohorts.moving
    return crossing_ratio(steps.where((steps.from_grade <= 6) & (steps.to_grade >= 7)), progression)
