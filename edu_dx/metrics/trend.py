"""Three scenarios of a yearly series beyond its last known year.

低位・高位 frame what the recent past suggests: one holds the recent yearly change in full, the other holds the last
level. 中位 lies between: of a change measured over n yearly steps only n / (n + 2) is believed, and what is believed
fades by a tenth a year. A damped trend is the standard protection against carrying a short trend too far.

Authority: Gardner & McKenzie (1985), Management Science 31 (damped trend); the weights are this project's setting.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

PRIOR_STEPS = 2
DAMPING = 0.9
LEAST_YEARLY_CHANGE = 0.005


def yearly_change(series: pd.Series) -> float:
    """Mean yearly change of the logarithm between the first and last value; 0 with fewer than two values."""
    if len(series) < 2:
        return 0.0
    return float(np.log(series.iloc[-1] / series.iloc[0]) / (series.index[-1] - series.index[0]))


def scenarios(series: pd.Series, years: int) -> pd.DataFrame:
    """The series continued for ``years`` years.

    Args:
        series: positive values by year, ascending, at least one.
        years: how many years after the last to give.

    Returns:
        Index year; columns low ≤ middle ≤ high. Without a visible trend low and high still part by
        0.5 % a year each.
    """
    change = yearly_change(series)
    believed = change * (len(series) - 1) / (len(series) - 1 + PRIOR_STEPS)
    ahead = np.arange(1, years + 1)
    faded = np.cumsum(DAMPING ** np.arange(years))
    bounds = (
        min(change, 0.0, believed - LEAST_YEARLY_CHANGE),
        max(change, 0.0, believed + LEAST_YEARLY_CHANGE),
    )
    last = float(series.iloc[-1])
    return pd.DataFrame(
        {
            "low": last * np.exp(bounds[0] * ahead),
            "middle": last * np.exp(believed * faded),
            "high": last * np.exp(bounds[1] * ahead),
        },
        index=pd.Index(series.index[-1] + ahead, name="year"),
    )
