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
from itertools import accumulate
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from edu_dx.metrics.assumed_error import standard_errors
from edu_dx.metrics.enrolment_forecast import ENTERING, Projection
from edu_dx.metrics.hindcast import CITY_GRADE, CITY_STAGE, CITY_TOTAL, SCHOOL_GRADE, SCHOOL_TOTAL, SUM
from edu_dx.metrics.pupil_counts import SCHOOL, stage_of
from edu_dx.metrics.trend import SCENARIOS

COVERAGE = 0.8
ENOUGH = 10
OWN_HORIZON, ALL_HORIZONS, ASSUMED = "同じ年数先の誤差", "全年数の誤差を換算", "仮定（転出入の分散）"
_QUANTILES = (np.arange(199) + 0.5) / 199

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Deviations of a projection in units of √pupils.

    Args:
        deviations: 199 quantiles of the past signed errors (actual − projected) or of the assumed normal error.
        half_width: what is added and taken away for the 80 % range.
        n: number of past errors; 0 if assumed.
        basis: where the deviations come from.
    """

    deviations: Numbers
    half_width: float
    n: int
    basis: str

    def outcomes(self, pupils: float) -> Numbers:
        """Equally likely numbers of pupils around a projection of ``pupils``."""
        possible: Numbers = np.maximum(pupils + self.deviations * max(pupils, 1.0) ** 0.5, 0.0)
        return possible


def past_spreads(errors: pd.DataFrame, *, level: str, origin: str, horizons: int) -> list[Spread] | None:
    """Spreads for horizons 1, 2, … ``horizons`` of one level and kind of cohort, never narrower than the one before.

    From the rows of ``hindcast``; None with too few of them.
    """
    rows = errors[(errors["level"] == level) & (errors["origin"] == origin)]
    if len(rows) < ENOUGH:
        return None
    actual, method, ahead = (rows[name].to_numpy(dtype="float64") for name in ("actual", "method", "horizon"))
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


def _measured(deviations: Numbers, basis: str) -> Spread:
    rank = min(ceil(COVERAGE * (len(deviations) + 1)), len(deviations))
    half_width = float(np.sort(np.abs(deviations))[rank - 1])
    quantiles: Numbers = np.quantile(deviations, _QUANTILES)
    return Spread(quantiles, half_width, len(deviations), basis)


def assumed_spread(pupils: float, standard_error: float) -> Spread:
    """Spread of a normal error with the given standard error (persons)."""
    scale = standard_error / max(pupils, 1.0) ** 0.5
    deviations: Numbers = ndtri(_QUANTILES) * scale
    return Spread(deviations, float(ndtri(0.5 + COVERAGE / 2) * scale), 0, ASSUMED)


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
    furthest = rows.groupby("origin")["horizon"].max()
    found = {
        origin: past_spreads(errors, level=level, origin=str(origin), horizons=int(horizons))
        for origin, horizons in furthest.items()
    }
    spreads = [
        past[horizon - 1] if (past := found[origin]) else assumed_spread(pupils, error)
        for origin, horizon, pupils, error in zip(
            rows["origin"], rows["horizon"], rows["middle"], rows["standard_error"], strict=True
        )
    ]
    half = np.array([spread.half_width for spread in spreads]) * rows["middle"].clip(lower=1.0) ** 0.5
    return rows.drop(columns="standard_error").assign(
        range_low=np.minimum((rows["middle"] - half).clip(lower=0.0), rows["low"]),
        range_high=np.maximum(rows["middle"] + half, rows["high"]),
        range_n=[spread.n for spread in spreads],
        range_basis=[spread.basis for spread in spreads],
        spread=pd.Series(spreads, index=rows.index, dtype="object"),
    )


_KEYS = {
    SCHOOL_GRADE: [*SCHOOL, "grade"],
    SCHOOL_TOTAL: SCHOOL,
    CITY_GRADE: ["grade"],
    CITY_STAGE: ["school_type"],
    CITY_TOTAL: [],
}


def _rows(projection: Projection, level: str, school: str | None) -> pd.DataFrame:
    of_schools = level in (SCHOOL_GRADE, SCHOOL_TOTAL)
    source = projection.schools if of_schools else projection.city
    cells = projection.school_cells if of_schools else projection.city_cells
    if of_schools and school is not None:
        is_its_own = (source["school_code"] == school).to_numpy()
        source, cells = source[is_its_own], cells.where(is_its_own)
    source = source.assign(standard_error=standard_errors(projection, cells))
    if level == CITY_TOTAL:
        source = source[source["school_type"].isin(projection.surveyed_types)].copy()
    if level == CITY_STAGE:
        source = source.assign(school_type=source["grade"].map(stage_of))
    entering = source["origin"] == ENTERING
    source["together"] = source["standard_error"].where(entering, 0.0)
    source["apart"] = source["standard_error"].where(~entering, 0.0) ** 2
    grouped = source.groupby(["fiscal_year", "horizon", *_KEYS[level]], as_index=False)
    sums = grouped[[*SCENARIOS, "together", "apart"]].sum()
    by_grade = level in (SCHOOL_GRADE, CITY_GRADE)
    sums["origin"] = grouped["origin"].max()["origin"] if by_grade else SUM
    sums["standard_error"] = (sums["apart"] + sums["together"] ** 2) ** 0.5
    return sums.drop(columns=["apart", "together"])
