"""Projection of pupils by school and grade: cohort progression with births entering at grade 1.

    within a school      N_g(Y) = N_{g−h}(base) · ratios of the h years · factor of the school
    into grade 1         N_1(Y) = births of the cohort · e · share of the school
    into 中1             N_7(Y) = 小6 of the city(Y − 1) · share that goes on · share of the school

The city is projected first; the schools are then scaled, grade by grade, to add up to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.cohort_steps import Cohorts
from edu_dx.metrics.grade_one import GradeOne, grade_one
from edu_dx.metrics.progression import Progression, city_progression, junior_high_ratio
from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.school_factors import SchoolFactors, school_factors
from edu_dx.metrics.school_shares import EntryShares, entry_shares
from edu_dx.metrics.survey_panel import HIGHEST_GRADE, Flags, Numbers, Places, SurveyPanel, Whole
from edu_dx.metrics.trend import SCENARIOS

GRADES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10), CONTINUOUS: range(1, 10)}
# Where a cohort stood in the base year; the further away, the less is known.
SEEN, LEAVING, ENTERING = "在籍", "進学", "入学前"


@dataclass(frozen=True)
class Cells:
    """Projected pupils; the arrays have one place a unit, grade and future year.

    Args:
        unit: the school's place in the panel; for the city the place of the school type in ``GRADES``.
        horizon: years after the base year.
        grade: 1-9.
        origin: where the cohort stood in the base year.
        pupils: [cell, scenario], persons.
    """

    unit: Places
    horizon: Whole
    grade: Whole
    origin: npt.NDArray[np.object_]
    pupils: Numbers

    @property
    def middle(self) -> Numbers:
        """Persons in the middle scenario."""
        middle: Numbers = self.pupils[:, list(SCENARIOS).index("middle")]
        return middle

    def where(self, chosen: Flags) -> Cells:
        """The cells for which ``chosen`` holds."""
        return Cells(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def table(self, base_year: int, unit: dict[str, npt.NDArray[np.object_]]) -> pd.DataFrame:
        """fiscal_year, horizon, the columns of ``unit``, grade, low, middle, high, origin."""
        return pd.DataFrame(
            {
                "fiscal_year": base_year + self.horizon,
                "horizon": self.horizon,
                **unit,
                "grade": self.grade,
                **{name: self.pupils[:, place] for place, name in enumerate(SCENARIOS)},
                "origin": self.origin,
            }
        )


@dataclass(frozen=True)
class _Base:
    """The schools of one type in the base year.

    Args:
        school: their places in the panel.
        pupils: [school, grade − 1], persons; 0 where a school had no such grade.
        grades: those that any of them had.
    """

    school: Places
    pupils: Numbers
    grades: frozenset[int]


@dataclass(frozen=True)
class Projection:
    """A projection from one base year with everything it rests on.

    Args:
        base_year: fiscal year of the last survey used.
        years: how many years are projected.
        panel: the surveys used.
        progression: the city's ratios.
        junior_high: share of 小6 that goes on to the city's 中学校; None where it was never observed.
        junior_high_parts: its numerator and denominator.
        factors: per school and stage, how it differs from the city's ratios.
        shares: per school, its share of the entering pupils; 小1 and 中1 by stage.
        grade_one: the city's coming grade 1.
    """

    base_year: int
    years: int
    panel: SurveyPanel
    progression: Progression
    junior_high: float | None
    junior_high_parts: tuple[float, float]
    factors: SchoolFactors
    shares: dict[str, EntryShares]
    grade_one: GradeOne | None

    @cached_property
    def schools(self) -> pd.DataFrame:
        """One row a future year, school and grade.

        Columns: fiscal_year, horizon, school_type, school_code, grade, low, middle, high (persons), origin.
        """
        schools = self.panel.schools[self.school_cells.unit]
        return self.school_cells.table(
            self.base_year, {name: schools.get_level_values(name).to_numpy(dtype="object") for name in SCHOOL}
        )

    @cached_property
    def city(self) -> pd.DataFrame:
        """One row a future year, school type and grade: the columns of ``schools`` without a school.

        Without any 中学校 in the surveys its rows hold every child of the cohort, whichever school it goes to.
        """
        types = np.array(list(GRADES), dtype="object")[self.city_cells.unit]
        return self.city_cells.table(self.base_year, {"school_type": types})

    @cached_property
    def school_cells(self) -> Cells:
        """The pupils of every school, adding up to the city's."""
        units = {kind: of_kind.school for kind, of_kind in self._base.items()}
        return self._cells(units, self._of_schools)

    @cached_property
    def city_cells(self) -> Cells:
        """The pupils of the city by school type; see ``city``."""
        kinds = self.surveyed_types
        if ELEMENTARY in kinds and JUNIOR_HIGH not in kinds:
            kinds = [*kinds, JUNIOR_HIGH]
        units = {kind: np.array([list(GRADES).index(kind)]) for kind in kinds}
        return self._cells(units, lambda *cell: self._of_city(*cell)[np.newaxis])

    @property
    def surveyed_types(self) -> list[str]:
        """School types with pupils in the base year; only they are in the city's total."""
        return list(self._base)

    def _cells(self, units: dict[str, Places], pupils: Callable[[str, int, int], Numbers]) -> Cells:
        cells = [
            (kind, grade, year)
            for kind in units
            for year in range(self.base_year + 1, self.base_year + self.years + 1)
            for grade in GRADES[kind]
            if self._is_reachable(kind, grade, year)
        ]
        blocks = [pupils(*cell) for cell in cells]
        size = [len(block) for block in blocks]
        return Cells(
            unit=np.concatenate([np.empty(0, dtype=np.intp), *(units[kind] for kind, _, _ in cells)]),
            horizon=np.repeat(np.array([year - self.base_year for _, _, year in cells], dtype="int64"), size),
            grade=np.repeat(np.array([grade for _, grade, _ in cells], dtype="int64"), size),
            origin=np.repeat(np.array([self._origin(*cell) for cell in cells], dtype="object"), size),
            pupils=np.concatenate([np.empty((0, len(SCENARIOS))), *blocks]),
        )

    @cached_property
    def _base(self) -> dict[str, _Base]:
        survey, types = self.panel.survey_of(self.base_year), self.panel.types
        surveyed = ~np.isnan(survey)
        found = {}
        for kind in GRADES:
            [school] = np.nonzero((types == kind) & surveyed.any(axis=1))
            if len(school):
                [grades] = np.nonzero(surveyed[school].any(axis=0))
                found[kind] = _Base(school, np.nan_to_num(survey[school]), frozenset((grades + 1).tolist()))
        return found

    def _is_surveyed(self, kind: str, grade: int) -> bool:
        return kind in self._base and grade in self._base[kind].grades

    def _is_reachable(self, kind: str, grade: int, year: int) -> bool:
        """Whether the cohort was surveyed in the base year, or enters through a grade 1 that is projected."""
        origin, start = self._origin(kind, grade, year), grade - (year - self.base_year)
        if origin == ENTERING:
            comes_from_elsewhere = kind == JUNIOR_HIGH and ELEMENTARY not in self._base
            return self.grade_one is not None and not comes_from_elsewhere
        return self._is_surveyed(kind if origin == SEEN else ELEMENTARY, start)

    def _origin(self, kind: str, grade: int, year: int) -> str:
        start = grade - (year - self.base_year)
        if start >= GRADES[kind][0]:
            return SEEN
        return LEAVING if start >= 1 else ENTERING

    def _of_city(self, kind: str, grade: int, year: int) -> Numbers:
        """The city's pupils in the three scenarios."""
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            seen = float(self._base[kind].pupils[:, start - 1].sum()) * self.progression.path(start, grade)
            return np.full(len(SCENARIOS), seen)
        return self._entering(kind, year - (grade - first)) * self.progression.path(first, grade)

    def _entering(self, kind: str, year: int) -> Numbers:
        """The city's pupils who enter the schools of ``kind`` in ``year``, in the three scenarios."""
        if kind == JUNIOR_HIGH:
            ratio = 1.0 if self.junior_high is None else self.junior_high
            return self._of_city(ELEMENTARY, 6, year - 1) * ratio
        return self._grade_one[year] * float(self._entry_shares[kind].sum())

    @cached_property
    def _grade_one(self) -> dict[int, Numbers]:
        """The city's coming grade 1 in the three scenarios."""
        if self.grade_one is None:
            return {}
        return dict(zip(self.grade_one.years.tolist(), self.grade_one.pupils, strict=True))

    def _of_schools(self, kind: str, grade: int, year: int) -> Numbers:
        """Pupils of every school of ``kind`` in the base year (rows) in the three scenarios."""
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            weights = self._base[kind].pupils[:, start - 1] * self._growth(kind, start, grade)
        else:
            weights = self._entry_shares[kind] * self._growth(kind, first, grade)
        total = float(weights.sum())
        shares = weights / total if total else weights
        return np.outer(shares, self._of_city(kind, grade, year))

    @cached_property
    def _entry_shares(self) -> dict[str, Numbers]:
        """Shares of the entering pupils by school type, in the order of its schools."""
        everywhere = {}
        for stage, shares in self.shares.items():
            everywhere[stage] = np.full(len(self.panel.schools), np.nan)
            everywhere[stage][shares.school] = shares.share
        return {
            kind: everywhere[stage_of(GRADES[kind][0])][of_kind.school]
            for kind, of_kind in self._base.items()
        }

    def _growth(self, kind: str, start: int, grade: int) -> Numbers:
        """What the schools add to the city's ratios between two grades, stage by stage."""
        lower_years, upper_years = max(min(grade, 6) - start, 0), max(grade - max(start, 7), 0)
        lower, upper = self._yearly_factors[kind]
        growth: Numbers = lower**lower_years * upper**upper_years
        return growth

    @cached_property
    def _yearly_factors(self) -> dict[str, tuple[Numbers, Numbers]]:
        """The schools' own factors in the grades 1-6 and 7-9 by school type."""
        lower, upper = self.factors.yearly(ELEMENTARY), self.factors.yearly(JUNIOR_HIGH)
        return {kind: (lower[of_kind.school], upper[of_kind.school]) for kind, of_kind in self._base.items()}


def project(
    counts: pd.DataFrame, births: pd.Series, *, base_year: int, years: int, window: int
) -> Projection:
    """Project pupils for the ``years`` years after ``base_year``.

    Args:
        counts: ``pupil_counts`` of all surveys; those after ``base_year`` are not used.
        births: births by school-entry year; may be empty.
        base_year: a year with a survey.
        years: how many years to project.
        window: number of past years that ratios, shares and trends are taken from (3 or 5 are usual); the step
            from the survey before the last is always used, however far back it is.
    """
    cohorts = Cohorts.of(SurveyPanel.of(counts[counts["fiscal_year"] <= base_year]))
    return project_from(cohorts, births, base_year=base_year, years=years, window=window)


def project_from(
    cohorts: Cohorts, births: pd.Series, *, base_year: int, years: int, window: int
) -> Projection:
    """The same from cohorts that were followed already, for who projects from several base years."""
    panel = cohorts.panel.until(base_year)
    earlier = panel.years[:-1]
    since = min(base_year - window, int(earlier[-1]) if len(earlier) else base_year)
    steps = cohorts.between(since, base_year)
    progression = city_progression(steps)
    ratio, crossed, due = junior_high_ratio(steps, progression)
    lower, upper = _stage_panels(panel)
    shares = {
        stage: entry_shares(of_stage, base_year=base_year, window=window)
        for stage, of_stage in ((ELEMENTARY, lower), (JUNIOR_HIGH, upper))
        if not np.isnan(of_stage.survey_of(base_year)).all()
    }
    return Projection(
        base_year=base_year,
        years=years,
        panel=panel,
        progression=progression,
        junior_high=ratio,
        junior_high_parts=(crossed, due),
        factors=school_factors(steps, progression),
        shares=shares,
        grade_one=_coming(lower.of_grade(1), births, base_year + years, window),
    )


def _coming(entered: pd.Series, births: pd.Series, until: int, window: int) -> GradeOne | None:
    """Grade 1 of the years after its last survey, which may have been before the base year."""
    if entered.empty:
        return None
    return grade_one(entered, births, years=until - int(entered.index[-1]), window=window)


def _stage_panels(panel: SurveyPanel) -> tuple[SurveyPanel, SurveyPanel]:
    """The grades 1-6 of all schools but 中学校, and 中学校."""
    is_upper = (panel.types == JUNIOR_HIGH)[:, np.newaxis]
    is_lower = ~is_upper & (np.arange(HIGHEST_GRADE) < 6)
    lower, upper = (np.where(inside, panel.pupils, np.nan) for inside in (is_lower, is_upper))
    return SurveyPanel(panel.years, panel.schools, lower), SurveyPanel(panel.years, panel.schools, upper)
