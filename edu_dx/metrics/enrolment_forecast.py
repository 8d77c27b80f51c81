"""Projection of pupils by school and grade: cohort progression with births entering at grade 1.

    within a school      N_g(Y) = N_{g−h}(base) · ratios of the h years · factor of the school
    into grade 1         N_1(Y) = births of the cohort · e · share of the school
    into 中1             N_7(Y) = 小6 of the city(Y − 1) · share that goes on · share of the school

The city is projected first; the schools are then scaled, grade by grade, to add up to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from edu_dx.metrics.grade_one import GradeOne, grade_one
from edu_dx.metrics.progression import (
    Progression,
    city_progression,
    junior_high_ratio,
    school_factors,
)
from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.school_shares import entry_shares

GRADES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10), CONTINUOUS: range(1, 10)}
SCENARIOS = {"low": "低位", "middle": "中位", "high": "高位"}
# Where a cohort stood in the base year; the further away, the less is known.
SEEN, LEAVING, ENTERING = "在籍", "進学", "入学前"


@dataclass(frozen=True)
class Projection:
    """A projection from one base year with everything it rests on.

    Args:
        base_year: fiscal year of the last survey used.
        years: how many years are projected.
        observed: the surveys used, as ``pupil_counts`` gives them.
        progression: the city's ratios.
        junior_high: share of 小6 that goes on to the city's 中学校; None where it was never observed.
        junior_high_parts: its numerator and denominator.
        factors: per school and stage, how it differs from the city's ratios.
        shares: per school, its share of the entering pupils; 小1 and 中1 by stage.
        grade_one: the city's coming grade 1.
    """

    base_year: int
    years: int
    observed: pd.DataFrame
    progression: Progression
    junior_high: float | None
    junior_high_parts: tuple[float, float]
    factors: pd.DataFrame
    shares: dict[str, pd.DataFrame]
    grade_one: GradeOne | None

    @cached_property
    def schools(self) -> pd.DataFrame:
        """One row a future year, school and grade.

        Columns: fiscal_year, horizon, school_type, school_code, grade, low, middle, high (persons), origin.
        """
        city = self.city.set_index(["school_type", "fiscal_year", "grade"])
        raw = self._table(self._school_types(), self._school_pupils)
        keys = ["school_type", "fiscal_year", "grade"]
        for scenario in SCENARIOS:
            total = raw.groupby(keys)[scenario].transform("sum")
            due = city[scenario].reindex(pd.MultiIndex.from_frame(raw[keys])).to_numpy()
            raw[scenario] = (raw[scenario] * due / total.where(total > 0)).fillna(0.0)
        return raw

    @cached_property
    def city(self) -> pd.DataFrame:
        """One row a future year, school type and grade: the columns of ``schools`` without a school.

        Without any 中学校 in the surveys its rows hold every child of the cohort, whichever school it goes to.
        """
        types = self._school_types()
        if ELEMENTARY in types and JUNIOR_HIGH not in types:
            types = [*types, JUNIOR_HIGH]
        return self._table(types, self._city_pupils).drop(columns="school_code")

    def _school_types(self) -> list[str]:
        return [kind for kind in GRADES if kind in set(self._base["school_type"])]

    @cached_property
    def _base(self) -> pd.DataFrame:
        return self.observed[self.observed["fiscal_year"] == self.base_year]

    @cached_property
    def _pupils(self) -> dict[str, pd.DataFrame]:
        """Base-year pupils by school type: one row a school, one column a surveyed grade."""
        return {
            str(kind): rows.pivot(index="school_code", columns="grade", values="pupils").fillna(0.0)
            for kind, rows in self._base.groupby("school_type")
        }

    def _is_surveyed(self, kind: str, grade: int) -> bool:
        return kind in self._pupils and grade in self._pupils[kind].columns

    @cached_property
    def _yearly_factors(self) -> dict[tuple[str, str], pd.Series]:
        """The schools' own factors by school type and stage; 1 for a school without history."""
        table = self.factors["factor"]
        return {
            (kind, stage): pd.Series(
                table.reindex(pd.MultiIndex.from_product([[kind], pupils.index, [stage]]))
                .fillna(1.0)
                .to_numpy(dtype="float64"),
                index=pupils.index,
            )
            for kind, pupils in self._pupils.items()
            for stage in (ELEMENTARY, JUNIOR_HIGH)
        }

    def _table(self, kinds: list[str], pupils: Callable[[str, int, int, str], pd.Series]) -> pd.DataFrame:
        parts = [
            pd.DataFrame({scenario: pupils(kind, grade, year, scenario) for scenario in SCENARIOS})
            .rename_axis("school_code")
            .reset_index()
            .assign(
                fiscal_year=year,
                horizon=year - self.base_year,
                school_type=kind,
                grade=grade,
                origin=self._origin(kind, grade, year),
            )
            for kind in kinds
            for year in range(self.base_year + 1, self.base_year + self.years + 1)
            for grade in GRADES[kind]
            if self._is_reachable(kind, grade, year)
        ]
        columns = ["fiscal_year", "horizon", *SCHOOL, "grade", *SCENARIOS, "origin"]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def _is_reachable(self, kind: str, grade: int, year: int) -> bool:
        """Whether the cohort was surveyed in the base year, or enters through a grade 1 that is projected."""
        origin, start = self._origin(kind, grade, year), grade - (year - self.base_year)
        if origin == ENTERING:
            return self.grade_one is not None
        return self._is_surveyed(kind if origin == SEEN else ELEMENTARY, start)

    def _origin(self, kind: str, grade: int, year: int) -> str:
        start = grade - (year - self.base_year)
        if start >= GRADES[kind][0]:
            return SEEN
        return LEAVING if start >= 1 else ENTERING

    def _city_pupils(self, kind: str, grade: int, year: int, scenario: str) -> pd.Series:
        return pd.Series({"": self._city_number(kind, grade, year, scenario)})

    def _city_number(self, kind: str, grade: int, year: int, scenario: str) -> float:
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            return float(self._pupils[kind][start].sum()) * self.progression.path(start, grade)
        entry_year = year - (grade - first)
        return self._entry(kind, entry_year, scenario) * self.progression.path(first, grade)

    def _entry(self, kind: str, year: int, scenario: str) -> float:
        """The city's pupils who enter the schools of ``kind`` in ``year``."""
        if kind != JUNIOR_HIGH:
            assert self.grade_one is not None
            share = float(self.shares[ELEMENTARY]["share"].loc[kind].sum())
            return float(self.grade_one.table[scenario].loc[year]) * share
        ratio = 1.0 if self.junior_high is None else self.junior_high
        return self._city_number(ELEMENTARY, 6, year - 1, scenario) * ratio

    def _school_pupils(self, kind: str, grade: int, year: int, scenario: str) -> pd.Series:
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            growth = self._growth(kind, start, grade)
            seen: pd.Series = self._pupils[kind][start]
            return seen * self.progression.path(start, grade) * growth
        share: pd.Series = self.shares[stage_of(first)]["share"].loc[kind].reindex(self._pupils[kind].index)
        entered = self._entry(kind, year - (grade - first), scenario) * share / share.sum()
        return entered * self.progression.path(first, grade) * self._growth(kind, first, grade)

    def _growth(self, kind: str, start: int, grade: int) -> pd.Series:
        """What a school adds to the city's ratios between two grades, stage by stage."""
        lower_years, upper_years = max(min(grade, 6) - start, 0), max(grade - max(start, 7), 0)
        lower, upper = (self._yearly_factors[kind, stage] for stage in (ELEMENTARY, JUNIOR_HIGH))
        growth: pd.Series = lower**lower_years * upper**upper_years
        return growth


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
    observed = counts[counts["fiscal_year"] <= base_year]
    earlier = observed.loc[observed["fiscal_year"] < base_year, "fiscal_year"]
    since = min(base_year - window, int(earlier.max()) if len(earlier) else base_year)
    progression = city_progression(observed, since=since)
    ratio, crossed, due = junior_high_ratio(observed, progression, since=since)
    lower = observed[(observed["school_type"] != JUNIOR_HIGH) & (observed["grade"] <= 6)]
    upper = observed[observed["school_type"] == JUNIOR_HIGH]
    shares = {
        stage: entry_shares(rows, base_year=base_year, window=window)
        for stage, rows in ((ELEMENTARY, lower), (JUNIOR_HIGH, upper))
        if (rows["fiscal_year"] == base_year).any()
    }
    entered = lower[lower["grade"] == 1].groupby("fiscal_year")["pupils"].sum()
    return Projection(
        base_year=base_year,
        years=years,
        observed=observed,
        progression=progression,
        junior_high=ratio,
        junior_high_parts=(crossed, due),
        factors=school_factors(observed, progression, since=since),
        shares=shares,
        grade_one=grade_one(entered, births, years=years, window=window) if len(entered) else None,
    )
