"""Confidence intervals for shares, for counts and for shares counted day by day."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special


class Interval(NamedTuple):
    """Lower and upper end, in the unit of the estimate."""

    low: float
    high: float


def wilson_interval(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """Wilson's score interval for the share ``successes / trials`` (Wilson 1927); trials > 0."""
    z = float(special.ndtri((1 + confidence) / 2))
    share = successes / trials
    shrink = 1 + z**2 / trials
    middle = (share + z**2 / (2 * trials)) / shrink
    half = z / shrink * math.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return Interval(0.0 if successes == 0 else middle - half, 1.0 if successes == trials else middle + half)


def poisson_interval(events: float, confidence: float = 0.95, dispersion: float = 1.0) -> Interval:
    """Exact interval for the expected number behind ``events`` (Garwood 1936).

    Args:
        events: events counted; a count of zero has an upper end above zero.
        confidence: coverage.
        dispersion: variance ÷ mean of the counts; above 1 the interval widens as if only
            ``events / dispersion`` independent events had been seen (quasi-Poisson).
    """
    tail = (1 - confidence) / 2
    seen = events / dispersion
    low = float(special.gammaincinv(seen, tail)) if seen > 0 else 0.0
    high = float(special.gammaincinv(seen + 1, 1 - tail))
    return Interval(low * dispersion, high * dispersion)


def daily_ratio_interval(
    numerators: npt.ArrayLike, denominators: npt.ArrayLike, confidence: float = 0.95
) -> Interval:
    """Interval for ``sum(numerators) / sum(denominators)`` when the day, not the ticket, is the sample.

    People of one day are alike (weather, season, weekday), so that an interval which takes every ticket
    as independent is too narrow. Linearised ratio estimator with a t quantile (Cochran 1977, ch. 6).

    Args:
        numerators: one count a day.
        denominators: the day's total, same length; at least two days.
        confidence: coverage.
    """
    top, bottom = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    days = len(top)
    share = top.sum() / bottom.sum()
    residuals = top - share * bottom
    standard_error = math.sqrt(days / (days - 1) * float((residuals**2).sum())) / float(bottom.sum())
    half = float(special.stdtrit(days - 1, (1 + confidence) / 2)) * standard_error
    return Interval(max(0.0, float(share) - half), min(1.0, float(share) + half))
