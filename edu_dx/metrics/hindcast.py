"""Hindcast: what the same method would have said in past years, and how far off it would have been.

Rolling origin: every survey that has an earlier one is taken as the base year in turn, only what was known then
is used (births of the calendar years before it), and every later survey is compared.

    error = projected − actual      MAE = mean |error|      MAPE = mean (|error| ÷ actual), actual > 0

Two naive rules must be beaten, or the method is not worth its trouble: last year's number of the same grade, and
the plain cohort shift (the lower grade moves up unchanged).

Authority: Tashman (2000), International Journal of Forecasting 16 (rolling-origin evaluation).
"""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.enrolment_forecast import Projection, project
from edu_dx.metrics.progression import Cohorts
from edu_dx.metrics.pupil_counts import JUNIOR_HIGH, SCHOOL, stage_of, total_pupils

SCHOOL_GRADE, SCHOOL_TOTAL = "学校・学年別", "学校別の合計"
CITY_GRADE, CITY_STAGE, CITY_TOTAL = "全市・学年別", "全市・小中別の合計", "全市の合計"
LEVELS = (SCHOOL_GRADE, SCHOOL_TOTAL, CITY_GRADE, CITY_STAGE, CITY_TOTAL)
SUM = "合計"
# Children who enter five years on were born by 1 April of the year before: the youngest complete cohort in May.
LAST_KNOWN_COHORT = 5


def hindcast(
    counts: pd.DataFrame, births: pd.Series, *, window: int, last_base: int | None = None
) -> pd.DataFrame:
    """Projections of the past beside what came.

    Args:
        counts: ``pupil_counts`` of all surveys.
        births: births by school-entry year; cohorts that were not complete before the base year are not used.
        window: as in ``project``.
        last_base: the last base year to try; all of them by default.

    Returns:
        base_year, horizon, fiscal_year, level (one of ``LEVELS``), origin (of the cohort; 合計 for sums),
        school_type, school_code, grade (missing for sums), actual and the projected pupils of the three rules:
        ``method``, ``same_grade``, ``shift``.
    """
    years = sorted(counts["fiscal_year"].unique())
    cohorts = Cohorts.of(counts)
    projections = [
        project(
            counts,
            births[births.index <= base + LAST_KNOWN_COHORT],
            base_year=base,
            years=years[-1] - base,
            window=window,
            cohorts=cohorts,
        )
        for base in years[1:-1]
        if last_base is None or base <= last_base
    ]
    return _compared(projections, counts) if projections else pd.DataFrame(columns=_COLUMNS)


_COLUMNS = [
    "base_year", "horizon", "fiscal_year", "level", "origin", *SCHOOL, "grade",
    "actual", "method", "same_grade", "shift",
]  # fmt: skip
_NUMBERS = ["actual", "method", "same_grade", "shift"]


def _compared(projections: list[Projection], counts: pd.DataFrame) -> pd.DataFrame:
    """All levels, base year by base year."""
    actual = counts.rename(columns={"pupils": "actual"})
    schools = _together(projections, [each.schools for each in projections])
    schools = schools.merge(actual, on=["fiscal_year", *SCHOOL, "grade"])
    schools = _with_naive(schools, counts, SCHOOL)

    city_counts = total_pupils(counts, ["school_type", "grade"])
    city = _together(projections, [each.city for each in projections])
    city = city.merge(
        city_counts.rename(columns={"pupils": "actual"}), on=["fiscal_year", "school_type", "grade"]
    )
    city = _with_naive(city, city_counts, ["school_type"])
    time = ["base_year", "fiscal_year", "horizon"]
    city = city.groupby([*time, "grade"], as_index=False).agg(
        {**dict.fromkeys(_NUMBERS, "sum"), "origin": "max"}
    )
    city["school_type"] = city["grade"].map(stage_of)
    parts = [
        schools.assign(level=SCHOOL_GRADE),
        schools.groupby([*time, *SCHOOL], as_index=False)[_NUMBERS].sum().assign(level=SCHOOL_TOTAL),
        city.assign(level=CITY_GRADE),
        city.groupby([*time, "school_type"], as_index=False)[_NUMBERS].sum().assign(level=CITY_STAGE),
        city.groupby(time, as_index=False)[_NUMBERS].sum().assign(level=CITY_TOTAL),
    ]
    table = pd.concat(parts, ignore_index=True).sort_values("base_year", kind="stable", ignore_index=True)
    table["origin"] = table["origin"].fillna(SUM)
    return table.reindex(columns=_COLUMNS)


def _together(projections: list[Projection], tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The middle projections of all base years, one below the other."""
    marked = [table.assign(base_year=each.base_year) for each, table in zip(projections, tables, strict=True)]
    return pd.concat(marked, ignore_index=True).rename(columns={"middle": "method"})


def _with_naive(projected: pd.DataFrame, counts: pd.DataFrame, unit: list[str]) -> pd.DataFrame:
    """Add the two naive rules; where the shift has no lower grade it is the entering grade's last number.

    In a city total 中1 is last year's 小6 unchanged: that is the lower grade. A single junior high school has
    no lower grade of its own.
    """
    last = counts.set_index(["fiscal_year", *unit, "grade"])["pupils"]
    first = projected["school_type"].map({JUNIOR_HIGH: 7}).fillna(1).astype("int64")
    source = projected["grade"] - projected["horizon"]
    own = source.clip(lower=first)
    same = _looked_up(last, projected, ["base_year", *unit], projected["grade"])
    shift = _looked_up(last, projected, ["base_year", *unit], own)
    if unit == ["school_type"]:
        by_grade = last.groupby(["fiscal_year", "grade"]).sum()
        lower = _looked_up(by_grade, projected, ["base_year"], source.clip(lower=1))
        crosses = (source < first) & (first == 7)
        shift = shift.mask(crosses, lower)
    return projected.assign(same_grade=same, shift=shift)


def _looked_up(last: pd.Series, rows: pd.DataFrame, unit: list[str], grade: pd.Series) -> pd.Series:
    keys = pd.MultiIndex.from_frame(rows[unit].assign(grade=grade))
    return pd.Series(last.reindex(keys).fillna(0.0).to_numpy(), index=rows.index)


def error_table(results: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """MAPE and MAE of the method and of both naive rules.

    Args:
        results: rows of ``hindcast``.
        by: columns to group by, e.g. ``["level", "horizon"]``.

    Returns:
        The groups; n (comparisons); for each of method, same_grade and shift: ``…_mae`` (persons) and ``…_mape``
        (share) with ``…_error_sum`` and ``n_mape``: MAPE is the mean of n_mape shares.
    """
    rows = results[by].copy()
    rows["n"] = 1
    positive = results["actual"] > 0
    rows["n_mape"] = positive.astype("int64")
    for rule in ("method", "same_grade", "shift"):
        error = (results[rule] - results["actual"]).abs()
        rows[f"{rule}_mae"] = error
        rows[f"{rule}_mape"] = (error / results["actual"]).where(positive)
    counted = rows.groupby(by, as_index=False, sort=False)[["n", "n_mape"]].sum()
    means = rows.groupby(by, as_index=False, sort=False)[
        [f"{rule}_{measure}" for rule in ("method", "same_grade", "shift") for measure in ("mae", "mape")]
    ].mean()
    return counted.merge(means, on=by)
