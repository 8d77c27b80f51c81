"""Cohort progression ratios: how many of last year's grade are found one grade higher.

    r_g = Σ N_g(t + 1) / Σ N_{g−1}(t)      over the last years

Moves in and out, transfers to other schools and repeated years are all in the ratio. Where surveys are years
apart, the cohort is followed over the whole gap: N_{g+h}(t + h) / N_g(t) is used as it is for steps of the same
length, and its h-th root stands for one year where a single year is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from edu_dx.metrics.pupil_counts import CONTINUOUS, ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of, total_pupils
from edu_dx.metrics.shrinkage import shrink

STAGES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10)}


def cohort_steps(counts: pd.DataFrame) -> pd.DataFrame:
    """Every cohort of a school seen in two surveys that follow each other.

    Returns:
        school_type, school_code, from_year, years (length of the step), from_grade, to_grade, from_pupils,
        to_pupils. Cohorts that change school (小6 to 中1) are not among them.
    """
    surveys = (
        counts[["school_type", "fiscal_year"]].drop_duplicates().sort_values(["school_type", "fiscal_year"])
    )
    surveys["next_year"] = surveys.groupby("school_type")["fiscal_year"].shift(-1)
    before = counts.merge(surveys.dropna(subset="next_year"), on=["school_type", "fiscal_year"])
    before["years"] = before["next_year"].astype("int64") - before["fiscal_year"]
    before["to_grade"] = before["grade"] + before["years"]
    after = counts.rename(columns={"fiscal_year": "next_year", "grade": "to_grade", "pupils": "to_pupils"})
    steps = before.merge(after, on=["next_year", *SCHOOL, "to_grade"])
    names = {"fiscal_year": "from_year", "grade": "from_grade", "pupils": "from_pupils"}
    return steps.rename(columns=names).drop(columns="next_year")


@dataclass(frozen=True)
class Cohorts:
    """The cohort steps that the ratios of any base year are taken from, followed once for all of them.

    Args:
        schools: ``cohort_steps`` of every school, with the school's place in ``names`` as ``unit``.
        names: school_type and school_code of the schools, in order.
        stages: those of the city's 小学校 and 中学校 grades, all schools of a stage together.
        moving: those of the city's pupils outside 義務教育学校, whatever school they are in.
    """

    schools: pd.DataFrame
    names: pd.MultiIndex
    stages: pd.DataFrame
    moving: pd.DataFrame

    @classmethod
    def of(cls, counts: pd.DataFrame) -> Cohorts:
        """The steps of all surveys.

        Args:
            counts: as ``pupil_counts`` gives them.
        """
        stages = counts.assign(school_type=counts["grade"].map(stage_of), school_code="")
        moving = counts[counts["school_type"] != CONTINUOUS].assign(school_type="", school_code="")
        names = pd.MultiIndex.from_frame(counts[SCHOOL].drop_duplicates().sort_values(SCHOOL))
        steps = cohort_steps(counts)
        return cls(
            schools=steps.assign(unit=names.get_indexer(pd.MultiIndex.from_frame(steps[SCHOOL]))),
            names=names,
            stages=cohort_steps(total_pupils(stages, [*SCHOOL, "grade"])),
            moving=cohort_steps(total_pupils(moving, [*SCHOOL, "grade"])),
        )

    def between(self, since: int, until: int) -> Cohorts:
        """The steps that begin in ``since`` or later and end in ``until`` or before."""

        def inside(steps: pd.DataFrame) -> pd.DataFrame:
            within = (steps["from_year"] >= since) & (steps["from_year"] + steps["years"] <= until)
            return steps[within]

        return Cohorts(inside(self.schools), self.names, inside(self.stages), inside(self.moving))


@dataclass(frozen=True)
class Progression:
    """The city's progression within 小学校 and within 中学校.

    Args:
        table: from_grade, to_grade, years, from_pupils, to_pupils, raw (to ÷ from), ratio (after shrinking the
            grade toward its stage's common ratio). One row a kind of step; the evidence to be checked.
        yearly: the one-year ratio into each grade 2-6, 8 and 9.
        continuous: ratio from grade 6 to 7 inside 義務教育学校.
    """

    table: pd.DataFrame
    yearly: dict[int, float]
    continuous: float = 1.0

    def path(self, from_grade: int, to_grade: int) -> float:
        """Factor from ``from_grade`` to ``to_grade``; the longest observed steps are used first."""
        if from_grade == to_grade:
            return 1.0
        if from_grade <= 6 < to_grade:
            return self.path(from_grade, 6) * self.continuous * self.path(7, to_grade)
        observed = [to for to in range(from_grade + 1, to_grade + 1) if (from_grade, to) in self._observed]
        if not observed:
            return self.yearly[from_grade + 1] * self.path(from_grade + 1, to_grade)
        return self._observed[from_grade, observed[-1]] * self.path(observed[-1], to_grade)

    @cached_property
    def _observed(self) -> dict[tuple[int, int], float]:
        steps = zip(self.table["from_grade"], self.table["to_grade"], self.table["ratio"], strict=True)
        return {(int(start), int(to)): float(ratio) for start, to, ratio in steps}

    def expected(self, steps: pd.DataFrame) -> pd.Series:
        """Pupils that cohort steps would lead to at the city's ratios."""
        kinds, kind = np.unique(steps[["from_grade", "to_grade"]].to_numpy(), axis=0, return_inverse=True)
        ratio = np.array([self.path(int(start), int(to)) for start, to in kinds], dtype="float64")
        expected: pd.Series = steps["from_pupils"] * ratio[kind]
        return expected


def city_progression(cohorts: Cohorts) -> Progression:
    """The city's ratios, all schools of a stage together."""
    steps = cohorts.stages
    tables, yearly = [], {}
    for stage, grades in STAGES.items():
        of_stage = steps[(steps["school_type"] == stage) & (steps["from_pupils"] > 0)]
        common = _common_yearly_ratio(of_stage)
        table = _stage_table(of_stage, common)
        tables.append(table)
        start, end, weight = (table[name].to_numpy() for name in ("from_grade", "to_grade", "from_pupils"))
        root = table["ratio"].to_numpy() ** (1 / table["years"].to_numpy())
        for grade in grades[1:]:
            across = (start < grade) & (end >= grade)
            ratio = (root[across] * weight[across]).sum() / weight[across].sum() if across.any() else common
            yearly[grade] = float(ratio)
    progression = Progression(pd.concat(tables, ignore_index=True), yearly)
    inside = cohorts.schools[cohorts.schools["school_type"] == CONTINUOUS]
    inside = inside[(inside["from_grade"] <= 6) & (inside["to_grade"] >= 7)]
    ratio, _, _ = crossing_ratio(inside, progression)
    return Progression(progression.table, yearly, continuous=1.0 if ratio is None else ratio)


def _common_yearly_ratio(steps: pd.DataFrame) -> float:
    if steps.empty:
        return 1.0
    length = float((steps["years"] * steps["from_pupils"]).sum() / steps["from_pupils"].sum())
    return float((steps["to_pupils"].sum() / steps["from_pupils"].sum()) ** (1 / length))


def _stage_table(steps: pd.DataFrame, common: float) -> pd.DataFrame:
    kinds = ["from_grade", "to_grade", "years"]
    table = steps.groupby(kinds, as_index=False)[["from_pupils", "to_pupils"]].sum()
    table["raw"] = table["to_pupils"] / table["from_pupils"]
    name = steps["from_grade"] * 10 + steps["to_grade"]
    factor = shrink(name, steps["to_pupils"], steps["from_pupils"] * common ** steps["years"]).factor
    own = (table["from_grade"] * 10 + table["to_grade"]).map(factor)
    return table.assign(ratio=common ** table["years"] * own)


def crossing_ratio(steps: pd.DataFrame, progression: Progression) -> tuple[float | None, float, float]:
    """Ratio from grade 6 to grade 7 from cohort steps that cross it, with numerator and denominator.

    The numerator is the pupils found after the crossing, the denominator those expected if all had crossed
    (over a gap, the grades before and after are bridged with the stage's own ratios). None without such a step.
    """
    if steps.empty:
        return None, 0.0, 0.0
    bridges = [
        progression.path(start, 6) * progression.path(7, to)
        for start, to in zip(steps["from_grade"], steps["to_grade"], strict=True)
    ]
    crossed, due = float(steps["to_pupils"].sum()), float((steps["from_pupils"] * bridges).sum())
    return (crossed / due if due else None), crossed, due


def junior_high_ratio(cohorts: Cohorts, progression: Progression) -> tuple[float | None, float, float]:
    """Share of the city's 小学校 leavers found in its 中学校 the next spring, with numerator and denominator.

    Private and prefectural junior high schools, moves and 義務教育学校 explain the rest. Pupils of
    義務教育学校 are on neither side: they do not change school.
    """
    steps = cohorts.moving
    return crossing_ratio(steps[(steps["from_grade"] <= 6) & (steps["to_grade"] >= 7)], progression)


def school_factors(cohorts: Cohorts, progression: Progression) -> pd.DataFrame:
    """How each school's cohorts develop beside the city's, per year, shrunk by school size.

    The school's ratio into grade g is the city's ratio times this factor. All grades of a stage are pooled: what
    makes a school differ (new housing, school choice) reaches all its grades.

    Returns:
        Index school_type, school_code, stage; columns factor (per year), raw (per year), weight, from_pupils,
        to_pupils, expected (persons at the city's ratios).
    """
    steps = cohorts.schools
    steps = steps[(steps["from_grade"] > 6) == (steps["to_grade"] > 6)]
    parts = []
    for stage, grades in STAGES.items():
        of_stage = steps[steps["from_grade"].between(grades[0], grades[-1])]
        if of_stage.empty:
            continue
        cells = of_stage.assign(expected=progression.expected(of_stage))
        shrunk = shrink(cells["unit"], cells["to_pupils"], cells["expected"])
        by_unit = cells.groupby("unit")
        sums = by_unit[["from_pupils", "to_pupils", "expected"]].sum().loc[shrunk.raw.index]
        root = 1 / by_unit["years"].mean().loc[shrunk.raw.index]
        parts.append(
            sums.assign(
                factor=shrunk.factor**root, raw=shrunk.raw**root, weight=shrunk.weight, stage=stage
            ).reset_index()
        )
    if not parts:
        names = ["factor", "raw", "weight", "from_pupils", "to_pupils", "expected"]
        return pd.DataFrame(columns=[*SCHOOL, "stage", *names]).set_index([*SCHOOL, "stage"])
    table = pd.concat(parts, ignore_index=True)
    table[SCHOOL] = cohorts.names[table["unit"]].to_frame(index=False)
    return table.drop(columns="unit").set_index([*SCHOOL, "stage"])
