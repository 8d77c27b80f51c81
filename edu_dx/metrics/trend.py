"""Three scenarios of a yearly series beyond its last known year.

低位・高位 frame what the recent past suggests: one holds the recent yearly change in full, the other holds the last
level. 中位 lies between: of a change measured over n yearly steps only n / (n + 2) is believed, and what is believed
fades by a tenth a year. A damped trend is the standard protection against carrying a short trend too far.

Authority: Gardner & McKenzie (1985), Management Science 31 (damped trend); the weights are this project's setting.
"""

from __future__ import annotations

import numpy as np

from edu_dx.metrics.arrays import Numbers, Whole

SCENARIOS = {"low": "低位", "middle": "中位", "high": "高位"}
PRIOR_STEPS = 2
DAMPING = 0.9
LEAST_YEARLY_CHANGE = 0.005


def yearly_change(years: Whole, values: Numbers) -> float:
    """Mean yearly change of the logarithm between the first and last value; 0 with fewer than two values."""
    if len(values) < 2:
        return 0.0
    return float(np.log(values[-1] / values[0]) / (years[-1] - years[0]))


def scenarios(years: Whole, values: Numbers, ahead: int) -> Numbers:
    """The series continued beyond its last year.

    Args:
        years: ascending, at least one.
        values: positive, one a year of ``years``.
        ahead: how many years after the last to give.

    Returns:
        [year, scenario] by ``SCENARIOS``, low ≤ middle ≤ high. Without a visible trend low and high still part by
        0.5 % a year each.
    """
    change = yearly_change(years, values)
    believed = change * (len(values) - 1) / (len(values) - 1 + PRIOR_STEPS)
    steps = np.arange(1, ahead + 1)
    faded = np.cumsum(DAMPING ** np.arange(ahead))
    bounds = (
        min(change, 0.0, believed - LEAST_YEARLY_CHANGE),
        max(change, 0.0, believed + LEAST_YEARLY_CHANGE),
    )
    growth = np.column_stack([bounds[0] * steps, believed * faded, bounds[1] * steps])
    continued: Numbers = float(values[-1]) * np.exp(growth)
    return continued
