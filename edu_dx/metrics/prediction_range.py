"""Prediction ranges from the errors that the same method has made in the past.

An error is measured in units of √(projected pupils), the scale on which counts vary, so that large and small schools
can share their errors. The 80 % range is the projection ± the ⌈0.8 · (n + 1)⌉-th smallest of the n past absolute
errors (split conformal prediction: with exchangeable errors it covers at least 80 % of cases). Errors of the
same level and kind of cohort are used, of the same horizon if there are at least ten; else those of all
horizons, each scaled by √years; with fewer than ten in all the stated assumption of ``assumed_error`` is used.
A range never gets narrower with a longer horizon and always holds the 低位 and 高位 scenarios.

Authority: Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from edu_dx.metrics.arrays import Numbers, Whole, groups_of, sums_at
from edu_dx.metrics.assumed_error import standard_errors
from edu_dx.metrics.enrolment_forecast import ENTERING, GRADES, Cells, Projection
from edu_dx.metrics.hindcast import (
    CITY_GRADE,
    CITY_STAGE,
    CITY_TOTAL,
    ORIGINS_OF_ROWS,
    SCHOOL_GRADE,
    SCHOOL_TOTAL,
    SUM,
)
from edu_dx.metrics.pupil_counts import SCHOOL, stage_of
from edu_dx.metrics.trend import SCENARIOS

COVERAGE = 0.8
ENOUGH = 10
OWN_HORIZON, ALL_HORIZONS, ASSUMED = "同じ年数先の誤差", "全年数の誤差を換算", "仮定（転出入の分散）"
_QUANTILES = (np.arange(199) + 0.5) / 199


@dataclass(frozen=True)
class Spread:
    """How far off a projection may be, in units of √pupils.

    Args:
        errors: the past signed errors (actual − projected), or 199 quantiles of the assumed normal error.
        half_width: what is added and taken away for the 80 % range.
        n: number of past errors; 0 if assumed.
        basis: where the errors come from.
    """

    errors: Numbers
    half_width: float
    n: int
    basis: str

    @cached_property
    def deviations(self) -> Numbers:
        """199 quantiles of the errors."""
        deviations: Numbers = np.quantile(self.errors, _QUANTILES) if self.n else self.errors
        return deviations

    def outcomes(self, pupils: float) -> Numbers:
        """Equally likely numbers of pupils around a projection of ``pupils``."""
        possible: Numbers = np.maximum(pupils + self.deviations * max(pupils, 1.0) ** 0.5, 0.0)
        return possible


def past_spreads(errors: pd.DataFrame, *, level: str, origin: str, horizons: int) -> list[Spread] | None:
    """Spreads for horizons 1, 2, … ``horizons`` of one level and kind of cohort, never narrower than the one before.

    From the rows of ``hindcast``; None with too few of them.
    """
    chosen = ((errors["level"] == level) & (errors["origin"] == origin)).to_numpy()
    if chosen.sum() < ENOUGH:
        return None
    columns = (errors[name].to_numpy(dtype="float64") for name in ("actual", "method", "horizon"))
    actual, method, ahead = (column[chosen] for column in columns)
    scaled = (actual - method) / np.maximum(method, 1.0) ** 0.5
    own = [_spread_at(scaled, ahead, horizon) for horizon in range(1, horizons + 1)]
    return list(accumulate(own, _wider))


def _wider(before: Spread, here: Spread) -> Spread:
    return here if here.half_width > before.half_width else before


def _spread_at(scaled: Numbers, horizons: Numbers, horizon: int) -> Spread:
    own = scaled[horizons == horizon]
    if len(own) >= ENOUGH:
        return _measured(own, OWN_HORIZON)
    return _measured(scaled * (horizon / horizons) ** 0.5, ALL_HORIZONS)


def _measured(errors: Numbers, basis: str) -> Spread:
    rank = min(ceil(COVERAGE * (len(errors) + 1)), len(errors))
    return Spread(errors, float(np.sort(np.abs(errors))[rank - 1]), len(errors), basis)


def assumed_spread(pupils: float, standard_error: float) -> Spread:
    """Spread of a normal error with the given standard error (persons)."""
    scale = standard_error / max(pupils, 1.0) ** 0.5
    return Spread(ndtri(_QUANTILES) * scale, float(ndtri(0.5 + COVERAGE / 2) * scale), 0, ASSUMED)


_OF_SCHOOLS, _BY_GRADE = (SCHOOL_GRADE, SCHOOL_TOTAL), (SCHOOL_GRADE, CITY_GRADE)


def ranged(
    projection: Projection, errors: pd.DataFrame, level: str, school: str | None = None
) -> pd.DataFrame:
    """The projection at one level with its 80 % ranges.

    Args:
        projection: a projection.
        errors: rows of ``hindcast``; may be empty.
        level: one of ``hindcast.LEVELS``.
        school: of the levels by school only the rows of this one; its ranges rest on the errors of all.

    Returns:
        fiscal_year, horizon, the columns that identify a row of the level, low, middle, high (scenarios, persons),
        origin, range_low, range_high (persons), range_n (past errors used), range_basis and ``spread``.
    """
    rows = _rows(projection, level, school)
    spreads = _spreads(rows, errors, level)
    half = np.array([spread.half_width for spread in spreads]) * np.maximum(rows.middle, 1.0) ** 0.5
    scenarios = dict(zip(SCENARIOS, rows.pupils.T, strict=True))
    return pd.DataFrame(
        {
            "fiscal_year": projection.base_year + rows.horizon,
            "horizon": rows.horizon,
            **_identified(projection, rows, level),
            **scenarios,
            "origin": np.array(ORIGINS_OF_ROWS, dtype="object")[rows.origin],
            "range_low": np.minimum(np.maximum(rows.middle - half, 0.0), scenarios["low"]),
            "range_high": np.maximum(rows.middle + half, scenarios["high"]),
            "range_n": [spread.n for spread in spreads],
            "range_basis": [spread.basis for spread in spreads],
            "spread": np.array([*spreads, None], dtype="object")[:-1],
        }
    )


@dataclass(frozen=True)
class _Rows(Cells):
    """Projected pupils of one level: cells, and sums of them with unit 0 or grade 0 for what they are summed over.

    Args:
        origin: place in ``ORIGINS_OF_ROWS``.
        standard_error: persons.
    """

    standard_error: Numbers


def _rows(projection: Projection, level: str, school: str | None) -> _Rows:
    cells = _cells(projection, level, school)
    unit, grade = _unit_and_grade(cells, level)
    (horizon, units, grades), place = groups_of(cells.horizon, unit, grade)
    rows = len(horizon)
    error, entering = standard_errors(projection, cells), cells.stood(ENTERING)
    together = sums_at(place, np.where(entering, error, 0.0), rows)
    apart = sums_at(place, np.where(entering, 0.0, error) ** 2, rows)
    origin = np.full(rows, 0 if level in _BY_GRADE else ORIGINS_OF_ROWS.index(SUM))
    np.maximum.at(origin, place, cells.origin)
    return _Rows(
        horizon=horizon,
        unit=units,
        grade=grades,
        origin=origin,
        pupils=np.column_stack([sums_at(place, pupils, rows) for pupils in cells.pupils.T]),
        standard_error=(apart + together**2) ** 0.5,
    )


def _cells(projection: Projection, level: str, school: str | None) -> Cells:
    """What a level adds up."""
    if level in _OF_SCHOOLS:
        cells = projection.school_cells
        if school is None:
            return cells
        is_asked_for = projection.panel.schools.get_level_values("school_code") == school
        return cells.where(is_asked_for[cells.unit])
    cells = projection.city_cells
    if level == CITY_TOTAL:
        surveyed = [list(GRADES).index(kind) for kind in projection.surveyed_types]
        return cells.where(np.isin(cells.unit, surveyed))
    return cells


def _unit_and_grade(cells: Cells, level: str) -> tuple[Whole, Whole]:
    none = np.zeros_like(cells.grade)
    if level == CITY_STAGE:
        return np.where(cells.grade <= 6, *(list(GRADES).index(stage_of(grade)) for grade in (1, 7))), none
    return cells.unit if level in _OF_SCHOOLS else none, cells.grade if level in _BY_GRADE else none


def _identified(projection: Projection, rows: _Rows, level: str) -> dict[str, Any]:
    """The columns that identify a row of the level beside its year."""
    columns: dict[str, Any] = {}
    if level in _OF_SCHOOLS:
        schools = projection.panel.schools[rows.unit]
        columns = {name: schools.get_level_values(name).to_numpy(dtype="object") for name in SCHOOL}
    if level == CITY_STAGE:
        columns = {"school_type": np.array(list(GRADES), dtype="object")[rows.unit]}
    return {**columns, "grade": rows.grade} if level in _BY_GRADE else columns


def _spreads(rows: _Rows, errors: pd.DataFrame, level: str) -> list[Spread]:
    past = {
        place: past_spreads(
            errors, level=level, origin=origin, horizons=int(rows.horizon[rows.origin == place].max())
        )
        for place, origin in enumerate(ORIGINS_OF_ROWS)
        if (rows.origin == place).any()
    }
    each = zip(rows.origin.tolist(), rows.horizon.tolist(), rows.middle, rows.standard_error, strict=True)
    return [
        found[horizon - 1] if (found := past[origin]) else assumed_spread(pupils, error)
        for origin, horizon, pupils, error in each
    ]
