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

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.grade_one import GradeOne, grade_one
from edu_dx.metrics.progression import (
    Cohorts,
    Progression,
    city_progression,
    junior_high_ratio,
    school_factors,
)
from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.school_shares import entry_shares

Numbers = npt.NDArray[np.float64]

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
        return self._table(self.surveyed_types, self._of_schools)

    @cached_property
    def city(self) -> pd.DataFrame:
        """One row a future year, school type and grade: the columns of ``schools`` without a school.

        Without any 中学校 in the surveys its rows hold every child of the cohort, whichever school it goes to.
        """
        kinds = self.surveyed_types
        if ELEMENTARY in kinds and JUNIOR_HIGH not in kinds:
            kinds = [*kinds, JUNIOR_HIGH]
        return self._table(kinds, lambda *cell: self._of_city(*cell)[np.newaxis]).drop(columns="school_code")

    @property
    def surveyed_types(self) -> list[str]:
        """School types with pupils in the base year; only they are in the city's total."""
        return list(self._base)

    def _table(self, kinds: list[str], pupils: Callable[[str, int, int], Numbers]) -> pd.DataFrame:
        cells = [
            (kind, grade, year)
            for kind in kinds
            for year in range(self.base_year + 1, self.base_year + self.years + 1)
            for grade in GRADES[kind]
            if self._is_reachable(kind, grade, year)
        ]
        blocks = [pupils(*cell) for cell in cells]
        each = np.repeat(np.arange(len(cells)), [len(block) for block in blocks])
        of_kind = {kind: pupils.index.tolist() for kind, pupils in self._base.items()}
        codes = [
            code
            for (kind, _, _), block in zip(cells, blocks, strict=True)
            for code in of_kind.get(kind, [""])[: len(block)]
        ]
        labels = pd.DataFrame(
            {
                "fiscal_year": [year for _, _, year in cells],
                "horizon": [year - self.base_year for _, _, year in cells],
                "school_type": [kind for kind, _, _ in cells],
                "grade": [grade for _, grade, _ in cells],
                "origin": [self._origin(*cell) for cell in cells],
            }
        )
        numbers = np.concatenate(blocks) if blocks else np.empty((0, len(SCENARIOS)))
        table = labels.iloc[each].reset_index(drop=True).assign(school_code=codes)
        table[list(SCENARIOS)] = numbers
        return table[["fiscal_year", "horizon", *SCHOOL, "grade", *SCENARIOS, "origin"]]

    @cached_property
    def _base(self) -> dict[str, pd.DataFrame]:
        """Base-year pupils by school type: one row a school, one column a surveyed grade."""
        rows = self.observed[self.observed["fiscal_year"] == self.base_year]
        tables = {
            str(kind): of_kind.pivot(index="school_code", columns="grade", values="pupils").fillna(0.0)
            for kind, of_kind in rows.groupby("school_type")
        }
        return {kind: tables[kind] for kind in GRADES if kind in tables}

    def _is_surveyed(self, kind: str, grade: int) -> bool:
        return grade in self._surveyed_grades.get(kind, ())

    @cached_property
    def _surveyed_grades(self) -> dict[str, frozenset[int]]:
        return {
            kind: frozenset(int(grade) for grade in pupils.columns) for kind, pupils in self._base.items()
        }

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

    def _of_city(self, kind: str, grade: int, year: int) -> Numbers:
        """The city's pupils in the three scenarios."""
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            seen = float(self._base[kind][start].sum()) * self.progression.path(start, grade)
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
        table = self.grade_one.table[list(SCENARIOS)]
        return {int(year): row for year, row in zip(table.index, table.to_numpy("float64"), strict=True)}

    def _of_schools(self, kind: str, grade: int, year: int) -> Numbers:
        """Pupils of every school (rows) in the three scenarios, adding up to the city's."""
        first, start = GRADES[kind][0], grade - (year - self.base_year)
        if start >= first:
            weights = self._base[kind][start].to_numpy() * self._growth(kind, start, grade)
        else:
            weights = self._entry_shares[kind] * self._growth(kind, first, grade)
        total = float(weights.sum())
        shares = weights / total if total else weights
        return np.outer(shares, self._of_city(kind, grade, year))

    @cached_property
    def _entry_shares(self) -> dict[str, Numbers]:
        return {
            kind: self.shares[stage_of(GRADES[kind][0])]["share"].loc[kind].reindex(pupils.index).to_numpy()
            for kind, pupils in self._base.items()
        }

    def _growth(self, kind: str, start: int, grade: int) -> Numbers:
        """What the schools add to the city's ratios between two grades, stage by stage."""
        lower_years, upper_years = max(min(grade, 6) - start, 0), max(grade - max(start, 7), 0)
        lower, upper = (self._yearly_factors[kind, stage] for stage in (ELEMENTARY, JUNIOR_HIGH))
        growth: Numbers = lower**lower_years * upper**upper_years
        return growth

    @cached_property
    def _yearly_factors(self) -> dict[tuple[str, str], Numbers]:
        """The schools' own factors by school type and stage; 1 for a school without history."""
        return {
            (kind, stage): self.factors["factor"]
            .reindex(pd.MultiIndex.from_product([[kind], pupils.index, [stage]]))
            .fillna(1.0)
            .to_numpy(dtype="float64")
            for kind, pupils in self._base.items()
            for stage in (ELEMENTARY, JUNIOR_HIGH)
        }


def project(
    counts: pd.DataFrame,
    births: pd.Series,
    *,
    base_year: int,
    years: int,
    window: int,
    cohorts: Cohorts | None = None,
) -> Projection:
    """Project pupils for the ``years`` years after ``base_year``.

    Args:
        counts: ``pupil_counts`` of all surveys; those after ``base_year`` are not used.
        births: births by school-entry year; may be empty.
        base_year: a year with a survey.
        years: how many years to project.
        window: number of past years that ratios, shares and trends are taken from (3 or 5 are usual); the step
            from the survey before the last is always used, however far back it is.
        cohorts: ``Cohorts.of(counts)`` from who projects from several base years.
    """
    observed = counts[counts["fiscal_year"] <= base_year]
    earlier = observed.loc[observed["fiscal_year"] < base_year, "fiscal_year"]
    since = min(base_year - window, int(earlier.max()) if len(earlier) else base_year)
    steps = (cohorts or Cohorts.of(observed)).between(since, base_year)
    progression = city_progression(steps)
    ratio, crossed, due = junior_high_ratio(steps, progression)
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
        factors=school_factors(steps, progression),
        shares=shares,
        grade_one=grade_one(entered, births, years=years, window=window) if len(entered) else None,
    )
