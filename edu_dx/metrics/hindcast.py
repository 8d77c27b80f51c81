"""Hindcast: what the same method would have said in past years, and how far off it would have been.

Rolling origin: every survey that has an earlier one is taken as the base year in turn, only what was known then
is used (births of the calendar years before it), and every later survey is compared.

    error = projected − actual      MAE = mean |error|      MAPE = mean (|error| ÷ actual), actual > 0

Two naive rules must be beaten, or the method is not worth its trouble: last year's number of the same grade, and
the plain cohort shift (the lower grade moves up unchanged).

Authority: Tashman (2000), International Journal of Forecasting 16 (rolling-origin evaluation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import Numbers, Places, Whole, groups_of, summed, sums_at
from edu_dx.metrics.cohort_steps import Cohorts
from edu_dx.metrics.enrolment_forecast import (
    GRADES,
    ORIGINS,
    Cells,
    Projection,
    project_from,
)
from edu_dx.metrics.pupil_counts import JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.survey_panel import SurveyPanel
from edu_dx.metrics.yearly import Yearly

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
    panel = SurveyPanel.of(counts)
    cohorts, known = Cohorts.of(panel), Yearly.of(births)
    years = [int(year) for year in panel.years]
    projections = [
        project_from(
            cohorts,
            known.until(base + LAST_KNOWN_COHORT),
            base_year=base,
            years=years[-1] - base,
            window=window,
        )
        for base in years[1:-1]
        if last_base is None or base <= last_base
    ]
    if not projections:
        return pd.DataFrame(columns=_COLUMNS)
    schools, city = _Surveyed.schools(panel), _Surveyed.city(panel)
    parts = [part for each in projections for part in _compared(each, schools, city)]
    return _table(parts, panel.schools)


_RULES = ["actual", "method", "same_grade", "shift"]
_COLUMNS = ["base_year", "horizon", "fiscal_year", "level", "origin", *SCHOOL, "grade", *_RULES]
# Where the cohorts of a row stood: in one place, or in several of them.
ORIGINS_OF_ROWS = (*ORIGINS, SUM)
_TYPES = tuple(GRADES)
_NONE = -1


@dataclass(frozen=True)
class _Rows:
    """Rows of one level and base year; the arrays have one place a row.

    Args:
        base_year: the base year of all of them.
        level: one of ``LEVELS``.
        horizon: years after the base year.
        school: place in the panel; of the city the place of the school type, ``_NONE`` for sums over them.
        type: place of the school type in ``_TYPES``, of the stage for the city; ``_NONE`` for a total.
        grade: 1-9; ``_NONE`` for sums.
        origin: place in ``ORIGINS_OF_ROWS``.
        pupils: [row, rule], persons by ``_RULES``.
    """

    base_year: int
    level: str
    horizon: Whole
    school: Whole
    type: Whole
    grade: Whole
    origin: Whole
    pupils: Numbers

    def summed(self, level: str, *by: str, origin: str = "") -> _Rows:
        """Sums over all but the horizon and ``by``; the origin is ``origin`` or the last of the summed ones."""
        (horizon, *found), group = groups_of(self.horizon, *(getattr(self, name) for name in by))
        pupils = np.zeros((len(horizon), len(_RULES)))
        np.add.at(pupils, group, self.pupils)
        last = np.full(len(horizon), ORIGINS_OF_ROWS.index(origin or ORIGINS_OF_ROWS[0]))
        if not origin:
            np.maximum.at(last, group, self.origin)
        none = np.full(len(horizon), _NONE)
        known = dict(zip(by, found, strict=True))
        return _Rows(
            base_year=self.base_year,
            level=level,
            horizon=horizon,
            school=known.get("school", none),
            type=known.get("type", none),
            grade=known.get("grade", none),
            origin=last,
            pupils=pupils,
        )

    def by_stage(self) -> _Rows:
        """The same, with the stage of the grade for its school type."""
        lower, upper = (_TYPES.index(stage_of(grade)) for grade in (1, 7))
        return replace(self, type=np.where(self.grade <= 6, lower, upper))


@dataclass(frozen=True)
class _Surveyed:
    """What all surveys show of the units that ``Cells`` count: the schools, or the school types of the city.

    Args:
        years: of the surveys.
        types: of each unit, the place of its school type in ``_TYPES``.
        pupils: [survey, unit, grade − 1], persons; NaN where not surveyed.
    """

    years: Whole
    types: Places
    pupils: Numbers

    @classmethod
    def schools(cls, panel: SurveyPanel) -> _Surveyed:
        return cls(panel.years, np.array([_TYPES.index(kind) for kind in panel.types]), panel.pupils)

    @classmethod
    def city(cls, panel: SurveyPanel) -> _Surveyed:
        by_type = [summed(panel.pupils[:, panel.types == kind], axis=1) for kind in _TYPES]
        return cls(panel.years, np.arange(len(_TYPES)), np.stack(by_type, axis=1))


def _compared(projection: Projection, schools: _Surveyed, city: _Surveyed) -> list[_Rows]:
    """All levels of one base year."""
    base_year = projection.base_year
    by_school = _beside(SCHOOL_GRADE, base_year, projection.school_cells, schools)
    by_type = _beside(CITY_GRADE, base_year, projection.city_cells, city)
    by_type = _with_leavers(by_type, summed(projection.panel.survey_of(base_year), axis=0))
    grades = by_type.summed(CITY_GRADE, "grade").by_stage()
    return [
        by_school,
        by_school.summed(SCHOOL_TOTAL, "type", "school", origin=SUM),
        grades,
        grades.summed(CITY_STAGE, "type", origin=SUM),
        grades.summed(CITY_TOTAL, origin=SUM),
    ]


def _beside(level: str, base_year: int, cells: Cells, surveyed: _Surveyed) -> _Rows:
    """The cells that a later survey shows.

    Where the plain shift has no lower grade it is the entering grade's last number: a single junior high school has
    no lower grade of its own.
    """
    years, pupils, unit = surveyed.years, surveyed.pupils, cells.unit
    survey = np.minimum(np.searchsorted(years, base_year + cells.horizon), len(years) - 1)
    actual = pupils[survey, unit, cells.grade - 1]
    told = (years[survey] == base_year + cells.horizon) & ~np.isnan(actual)
    last = np.nan_to_num(pupils[np.searchsorted(years, base_year)])
    types = surveyed.types[unit]
    first = np.where(types == _TYPES.index(JUNIOR_HIGH), 7, 1)
    own = np.maximum(cells.grade - cells.horizon, first)
    rules = (actual, cells.middle, last[unit, cells.grade - 1], last[unit, own - 1])
    return _Rows(
        base_year=base_year,
        level=level,
        horizon=cells.horizon[told],
        school=unit[told],
        type=types[told],
        grade=cells.grade[told],
        origin=cells.origin[told],
        pupils=np.column_stack(rules)[told],
    )


def _with_leavers(city: _Rows, last: Numbers) -> _Rows:
    """The plain shift of the city moves last year's 小6 up into 中1 unchanged.

    Args:
        city: rows by school type.
        last: the city's pupils in the base year, by grade − 1.
    """
    lower = np.maximum(city.grade - city.horizon, 1)
    crosses = (city.type == _TYPES.index(JUNIOR_HIGH)) & (city.grade - city.horizon < 7)
    pupils = city.pupils.copy()
    shift = _RULES.index("shift")
    pupils[:, shift] = np.where(crosses, np.nan_to_num(last)[lower - 1], pupils[:, shift])
    return replace(city, pupils=pupils)


def _table(parts: list[_Rows], schools: pd.MultiIndex) -> pd.DataFrame:
    size = [len(part.horizon) for part in parts]

    def joined(name: str) -> Whole:
        return np.concatenate([getattr(part, name) for part in parts])

    def words(known: Sequence[str], place: Whole) -> pd.api.extensions.ExtensionArray:
        # One that is missing comes last, where ``_NONE`` points to.
        return pd.array([*known, None], dtype="str").take(place)

    base_year = np.repeat([part.base_year for part in parts], size)
    level = np.repeat([LEVELS.index(part.level) for part in parts], size)
    grade = joined("grade")
    pupils = np.concatenate([part.pupils for part in parts])
    return pd.DataFrame(
        {
            "base_year": base_year,
            "horizon": joined("horizon"),
            "fiscal_year": base_year + joined("horizon"),
            "level": words(LEVELS, level),
            "origin": words(ORIGINS_OF_ROWS, joined("origin")),
            "school_type": words(_TYPES, joined("type")),
            "school_code": words(schools.get_level_values("school_code").tolist(), joined("school")),
            "grade": np.where(grade == _NONE, np.nan, grade),
            **{rule: pupils[:, place] for place, rule in enumerate(_RULES)},
        }
    )


def error_table(results: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """MAPE and MAE of the method and of both naive rules.

    Args:
        results: rows of ``hindcast``.
        by: columns to group by, e.g. ``["level", "horizon"]``; rows that miss one are a group, too.

    Returns:
        The groups; n (comparisons) and n_mape (those with pupils); for each of method, same_grade and shift
        ``…_mae`` (persons, mean of n) and ``…_mape`` (mean of n_mape shares; NaN where there is none).
    """
    place = results.groupby(by, sort=False, dropna=False).ngroup().to_numpy()
    n = np.bincount(place)
    first = np.empty_like(n)
    first[place[::-1]] = np.arange(len(place))[::-1]
    actual = results["actual"].to_numpy(dtype="float64")
    positive = actual > 0
    n_mape = np.bincount(place[positive], minlength=len(n))
    measures = {}
    for rule in ("method", "same_grade", "shift"):
        error = np.abs(results[rule].to_numpy(dtype="float64") - actual)
        shares = sums_at(place[positive], error[positive] / actual[positive], len(n))
        measures[f"{rule}_mae"] = sums_at(place, error, len(n)) / n
        measures[f"{rule}_mape"] = np.divide(shares, n_mape, out=np.full(len(n), np.nan), where=n_mape > 0)
    groups = {name: results[name].array[first] for name in by}
    return pd.DataFrame({**groups, "n": n, "n_mape": n_mape, **measures})
