"""Projection of pupils by school and grade: cohort progression with births entering at grade 1.

    within a school      N_g(Y) = N_{g−h}(base) · ratios of the h years · factor of the school
    into grade 1         N_1(Y) = births of the cohort · e · share of the school
    into 中1             N_7(Y) = 小6 of the city(Y − 1) · share that goes on · share of the school

The city is projected first; the schools are then scaled, grade by grade, to add up to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.arrays import Columns, Flags, Numbers, Places, Whole
from edu_dx.metrics.cohort_steps import Cohorts
from edu_dx.metrics.grade_one import GradeOne, grade_one
from edu_dx.metrics.progression import Progression, city_progression, junior_high_ratio
from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.school_factors import SchoolFactors, school_factors
from edu_dx.metrics.school_shares import EntryShares, entry_shares
from edu_dx.metrics.survey_panel import HIGHEST_GRADE, SurveyPanel
from edu_dx.metrics.trend import SCENARIOS
from edu_dx.metrics.yearly import Yearly

GRADES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10), CONTINUOUS: range(1, 10)}
# Where a cohort stood in the base year; the further away, the less is known.
SEEN, LEAVING, ENTERING = "在籍", "進学", "入学前"
# Cohorts that are counted together but stood in different places count as those of the last of these.
ORIGINS = (ENTERING, SEEN, LEAVING)


@dataclass(frozen=True)
class Cells(Columns):
    """Projected pupils; the arrays have one place a unit, grade and future year.

    Args:
        unit: the school's place in the panel; for the city the place of the school type in ``GRADES``.
        horizon: years after the base year.
        grade: 1-9.
        origin: where the cohort stood in the base year, as its place in ``ORIGINS``.
        pupils: [cell, scenario], persons.
    """

    unit: Places
    horizon: Whole
    grade: Whole
    origin: Whole
    pupils: Numbers

    @property
    def middle(self) -> Numbers:
        """Persons in the middle scenario."""
        middle: Numbers = self.pupils[:, list(SCENARIOS).index("middle")]
        return middle

    def stood(self, origin: str) -> Flags:
        """Whether the cohort stood there in the base year."""
        stood: Flags = self.origin == ORIGINS.index(origin)
        return stood

    def table(self, base_year: int, unit: dict[str, npt.NDArray[np.object_]]) -> pd.DataFrame:
        """fiscal_year, horizon, the columns of ``unit``, grade, low, middle, high, origin."""
        return pd.DataFrame(
            {
                "fiscal_year": base_year + self.horizon,
                "horizon": self.horizon,
                **unit,
                "grade": self.grade,
                **{name: self.pupils[:, place] for place, name in enumerate(SCENARIOS)},
                "origin": np.array(ORIGINS, dtype="object")[self.origin],
            }
        )


@dataclass(frozen=True)
class _Coming:
    """Grades of one school type in coming years; the arrays have one place a year and grade.

    Args:
        first: the grade in which one enters the school type.
        horizon: years after the base year.
        grade: 1-9.
    """

    first: int
    horizon: Whole
    grade: Whole

    @classmethod
    def of(cls, kind: str, years: int) -> _Coming:
        """All grades of the type in each of so many years."""
        grades = np.array(GRADES[kind], dtype="int64")
        horizon = np.repeat(np.arange(1, years + 1), len(grades))
        return cls(int(grades[0]), horizon, np.tile(grades, years))

    def where(self, chosen: Flags) -> _Coming:
        """Those for which ``chosen`` holds."""
        return _Coming(self.first, self.horizon[chosen], self.grade[chosen])

    @property
    def start(self) -> Whole:
        """The grade of the cohort in the base year; below 1 before school."""
        start: Whole = self.grade - self.horizon
        return start

    @property
    def is_inside(self) -> Flags:
        """Whether the cohort was in the school type in the base year."""
        inside: Flags = self.start >= self.first
        return inside

    @property
    def since(self) -> Whole:
        """The grade from which the cohort is followed inside the school type."""
        return np.maximum(self.start, self.first)

    @property
    def entry(self) -> Whole:
        """How many years after the base year the cohort enters the school type."""
        entry: Whole = self.horizon - (self.grade - self.first)
        return entry

    @property
    def origin(self) -> Whole:
        """Where the cohort stood in the base year, as its place in ``ORIGINS``."""
        outside = np.where(self.start >= 1, ORIGINS.index(LEAVING), ORIGINS.index(ENTERING))
        return np.where(self.is_inside, ORIGINS.index(SEEN), outside)


@dataclass(frozen=True)
class _Base:
    """The schools of one type in the base year.

    Args:
        school: their places in the panel.
        pupils: [school, grade − 1], persons; 0 where a school had no such grade.
        has_grade: [grade] whether any of them had it.
    """

    school: Places
    pupils: Numbers
    has_grade: Flags

    @cached_property
    def city(self) -> Numbers:
        """[grade − 1] persons in all of them."""
        return np.array([of_grade.sum() for of_grade in self.pupils.T])


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
        return self._cells({kind: base.school for kind, base in self._base.items()}, self._of_schools)

    @cached_property
    def city_cells(self) -> Cells:
        """The pupils of the city by school type; see ``city``."""
        kinds = self.surveyed_types
        if ELEMENTARY in kinds and JUNIOR_HIGH not in kinds:
            kinds = [*kinds, JUNIOR_HIGH]
        return self._cells({kind: np.array([list(GRADES).index(kind)]) for kind in kinds}, self._of_city)

    @property
    def surveyed_types(self) -> list[str]:
        """School types with pupils in the base year; only they are in the city's total."""
        return list(self._base)

    def _cells(self, units: dict[str, Places], pupils: Callable[[str, _Coming], Numbers]) -> Cells:
        """Cells of the units of each school type; ``pupils`` gives persons by year and grade, unit and scenario."""
        none = np.empty(0, dtype="int64")
        parts = [Cells(none, none, none, none, np.empty((0, len(SCENARIOS))))]
        for kind, unit in units.items():
            coming = self._reachable(kind)
            parts.append(
                Cells(
                    unit=np.tile(unit, len(coming.grade)),
                    horizon=np.repeat(coming.horizon, len(unit)),
                    grade=np.repeat(coming.grade, len(unit)),
                    origin=np.repeat(coming.origin, len(unit)),
                    pupils=pupils(kind, coming).reshape(-1, len(SCENARIOS)),
                )
            )
        return Cells.joined(parts)

    @cached_property
    def _base(self) -> dict[str, _Base]:
        survey, types = self.panel.survey_of(self.base_year), self.panel.types
        surveyed = ~np.isnan(survey)
        found = {}
        for kind in GRADES:
            [school] = np.nonzero((types == kind) & surveyed.any(axis=1))
            if len(school):
                has_grade = np.append(False, surveyed[school].any(axis=0))
                found[kind] = _Base(school, np.nan_to_num(survey[school]), has_grade)
        return found

    def _reachable(self, kind: str) -> _Coming:
        """The cohorts that were surveyed in the base year, or that enter through a grade 1 that is projected."""
        coming = _Coming.of(kind, self.years)
        comes_from_elsewhere = kind == JUNIOR_HIGH and ELEMENTARY not in self._base
        can_enter = self.grade_one is not None and not comes_from_elsewhere
        start = np.maximum(coming.start, 0)
        reachable = {
            SEEN: self._is_surveyed(kind)[start],
            LEAVING: self._is_surveyed(ELEMENTARY)[start],
            ENTERING: can_enter,
        }
        return coming.where(np.choose(coming.origin, [reachable[origin] for origin in ORIGINS]))

    def _is_surveyed(self, kind: str) -> Flags:
        """[grade] whether any school of the type had it in the base year."""
        return self._base[kind].has_grade if kind in self._base else np.zeros(HIGHEST_GRADE + 1, dtype=bool)

    def _of_city(self, kind: str, coming: _Coming) -> Numbers:
        """[year and grade, scenario] pupils of the city."""
        inside = coming.is_inside
        followed = np.empty((len(coming.grade), len(SCENARIOS)))
        if inside.any():
            followed[inside] = self._base[kind].city[coming.start[inside] - 1, np.newaxis]
        if not inside.all():
            followed[~inside] = self._entering(kind, coming.entry[~inside])
        pupils: Numbers = followed * self.progression.paths[coming.since, coming.grade, np.newaxis]
        return pupils

    def _entering(self, kind: str, horizon: Whole) -> Numbers:
        """[year, scenario] pupils of the city who enter the schools of ``kind`` so many years after the base year."""
        if kind == JUNIOR_HIGH:
            ratio = 1.0 if self.junior_high is None else self.junior_high
            last = GRADES[ELEMENTARY][-1]
            the_year_before = _Coming(GRADES[ELEMENTARY][0], horizon - 1, np.full(len(horizon), last))
            return self._of_city(ELEMENTARY, the_year_before) * ratio
        assert self.grade_one is not None
        place = np.searchsorted(self.grade_one.years, self.base_year + horizon)
        entering: Numbers = self.grade_one.pupils[place] * float(self._entry_shares[kind].sum())
        return entering

    def _of_schools(self, kind: str, coming: _Coming) -> Numbers:
        """[year and grade, school, scenario] pupils of every school of ``kind`` in the base year."""
        inside, base = coming.is_inside, self._base[kind]
        followed = np.empty((len(coming.grade), len(base.school)))
        followed[inside] = base.pupils.T[coming.start[inside] - 1]
        if not inside.all():
            followed[~inside] = self._entry_shares[kind]
        weights = followed * self._growth(kind, coming)
        total = weights.sum(axis=1, keepdims=True)
        shares = np.divide(weights, total, out=weights, where=total != 0)
        pupils: Numbers = shares[:, :, np.newaxis] * self._of_city(kind, coming)[:, np.newaxis]
        return pupils

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

    def _growth(self, kind: str, coming: _Coming) -> Numbers:
        """[year and grade, school]: what the schools add to the city's ratios since the base year or their entry,
        stage by stage."""
        lower_years = np.maximum(np.minimum(coming.grade, 6) - coming.since, 0)
        upper_years = np.maximum(coming.grade - np.maximum(coming.since, 7), 0)
        lower, upper = (_powers(factor) for factor in self._yearly_factors[kind])
        growth: Numbers = lower[lower_years] * upper[upper_years]
        return growth

    @cached_property
    def _yearly_factors(self) -> dict[str, tuple[Numbers, Numbers]]:
        """The schools' own factors in the grades 1-6 and 7-9 by school type."""
        lower, upper = self.factors.yearly(ELEMENTARY), self.factors.yearly(JUNIOR_HIGH)
        return {kind: (lower[of_kind.school], upper[of_kind.school]) for kind, of_kind in self._base.items()}


def _powers(factor: Numbers) -> Numbers:
    """[years, school]: what a yearly factor comes to after 0, 1, … years."""
    return np.stack([factor**years for years in range(HIGHEST_GRADE)])


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
    return project_from(cohorts, Yearly.of(births), base_year=base_year, years=years, window=window)


def project_from(cohorts: Cohorts, births: Yearly, *, base_year: int, years: int, window: int) -> Projection:
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


def _coming(entered: Yearly, births: Yearly, until: int, window: int) -> GradeOne | None:
    """Grade 1 of the years after its last survey, which may have been before the base year."""
    if not len(entered):
        return None
    return grade_one(entered, births, years=until - int(entered.years[-1]), window=window)


def _stage_panels(panel: SurveyPanel) -> tuple[SurveyPanel, SurveyPanel]:
    """The grades 1-6 of all schools but 中学校, and 中学校."""
    is_upper = (panel.types == JUNIOR_HIGH)[:, np.newaxis]
    is_lower = ~is_upper & (np.arange(HIGHEST_GRADE) < 6)
    lower, upper = (np.where(inside, panel.pupils, np.nan) for inside in (is_lower, is_upper))
    return replace(panel, pupils=lower), replace(panel, pupils=upper)
