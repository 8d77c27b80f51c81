"""Projections arranged for reading: milestones, observed years beside projected ones, grades by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import rows_of
from edu_dx.metrics.hindcast import CITY_STAGE, CITY_TOTAL
from edu_dx.metrics.pupil_counts import SCHOOL, stage_of

RANGE = ["middle", "low", "high", "range_low", "range_high"]


def milestones(base_year: int, years: int) -> list[int]:
    """The base year, the next year and those 3, 5, 10 and 15 years on; every year of a short projection."""
    if years <= 4:
        return list(range(base_year, base_year + years + 1))
    return [base_year + ahead for ahead in (0, 1, 3, 5, 10, 15) if ahead <= years]


def fan(observed: pd.Series, projected: pd.DataFrame) -> pd.DataFrame:
    """Observed and projected years of one series.

    Args:
        observed: pupils by fiscal year.
        projected: one row a future year, as ``prediction_range.ranged`` gives it.

    Returns:
        fiscal_year, observed, middle, low, high, range_low, range_high (persons). The last observed year starts the
        projected lines, so that they join.
    """
    number = observed.to_numpy(dtype="float64")
    start = np.full(len(number), np.nan)
    start[-1] = number[-1]
    past = pd.DataFrame({"fiscal_year": observed.index, "observed": number, **dict.fromkeys(RANGE, start)})
    return pd.concat([past, projected[["fiscal_year", *RANGE]]], ignore_index=True)


def stages_by_year(counts: pd.DataFrame, levels: dict[str, pd.DataFrame], years: list[int]) -> pd.DataFrame:
    """The city's pupils in chosen years.

    Args:
        counts: ``pupil_counts``.
        levels: ``ranged`` tables of the levels CITY_STAGE and CITY_TOTAL.
        years: the first is the base year.

    Returns:
        fiscal_year, elementary, junior_high, middle (total), low, high, range_low, range_high (persons), base,
        change (projected less base) and rate; ranges, change and rate are missing in the base year.
    """
    base = counts[counts["fiscal_year"] == years[0]]
    by_stage = base.groupby(base["grade"].map(stage_of))["pupils"].sum()
    now = pd.DataFrame(
        {
            "fiscal_year": [years[0]],
            "elementary": by_stage.get("小学校"),
            "junior_high": by_stage.get("中学校"),
            "middle": base["pupils"].sum(),
        }
    )
    stages = levels[CITY_STAGE].pivot(index="fiscal_year", columns="school_type", values="middle")
    future = levels[CITY_TOTAL][levels[CITY_TOTAL]["fiscal_year"].isin(years)].copy()
    for column, stage in (("elementary", "小学校"), ("junior_high", "中学校")):
        future[column] = future["fiscal_year"].map(stages[stage]) if stage in stages else float("nan")
    table = pd.concat([now, future[["fiscal_year", "elementary", "junior_high", *RANGE]]], ignore_index=True)
    change = (table["middle"] - base["pupils"].sum()).where(table["fiscal_year"] != years[0])
    table = table.assign(base=float(base["pupils"].sum()), change=change)
    return table.assign(rate=table["change"] / table["base"])


def grades_by_year(counts: pd.DataFrame, projected: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """One row a grade, one column ``y2025`` a year.

    Args:
        counts: ``pupil_counts`` rows of the city or of one school.
        projected: rows with fiscal_year, grade and middle.
        years: the first is the base year.

    A grade that is not surveyed in the base year, or not known in a year, is missing there.
    """
    pupils = _pupils_at(counts, projected, years[0])
    grades = sorted({grade for grade, _ in pupils})
    by_year = {f"y{year}": [pupils.get((grade, year), np.nan) for grade in grades] for year in years}
    return pd.DataFrame({"grade": grades, **by_year})


def years_by_grade(counts: pd.DataFrame, projected: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """One row a year, one column ``g1`` a grade: the same numbers as ``grades_by_year``, for a single school."""
    pupils = _pupils_at(counts, projected, years[0])
    grades = sorted({grade for grade, _ in pupils})
    by_grade = {f"g{grade}": [pupils.get((grade, year), np.nan) for year in years] for grade in grades}
    return pd.DataFrame({**by_grade, "fiscal_year": years})


def _pupils_at(counts: pd.DataFrame, projected: pd.DataFrame, base_year: int) -> dict[tuple[int, int], float]:
    """Grade and year → the pupils that were surveyed in the base year, or that are projected."""
    base = counts[counts["fiscal_year"] == base_year]
    pupils: dict[tuple[int, int], float] = {}
    for table, column in ((base, "pupils"), (projected, "middle")):
        for grade, year, number in rows_of(table, ["grade", "fiscal_year", column]):
            pupils[grade, year] = pupils.get((grade, year), 0.0) + number
    return pupils


def one_school(table: pd.DataFrame, school: str | None) -> pd.DataFrame:
    """Rows of the school; all rows where none is given."""
    return table if school is None else table[table["school_code"] == school]


def named(table: pd.DataFrame, enrolment: pd.DataFrame) -> pd.DataFrame:
    """Rows with the school_name that the newest survey in ``enrolment`` gives to their school."""
    surveys = enrolment.iloc[np.argsort(enrolment["fiscal_year"].to_numpy(dtype="int64"), kind="stable")]
    names = dict(zip(rows_of(surveys, SCHOOL), surveys["school_name"].tolist(), strict=True))
    return table.assign(school_name=[names[school] for school in rows_of(table, SCHOOL)])


def errors_by_horizon(errors: pd.DataFrame, levels: list[str], horizons: list[int]) -> pd.DataFrame:
    """Rows of ``hindcast.error_table`` (by level and horizon) in the order of ``levels``."""
    chosen = errors[errors["level"].isin(levels) & errors["horizon"].isin(horizons)]
    place = [levels.index(level) for level in chosen["level"]]
    return chosen.iloc[np.lexsort([chosen["horizon"].to_numpy(), np.array(place)])]
