"""Shrinking noisy ratios of small units toward the ratio of the whole (empirical Bayes).

The model: a unit (a school, a grade) has a true factor m with variance τ² around 1; its observed factor
Σ observed / Σ expected has the extra variance σ² / Σ expected. The best linear estimate is then

    m̂ = 1 + n / (n + k) · (observed factor − 1),      n = Σ expected pupils,   k = σ² / τ².

σ² is Pearson's dispersion of the cells around their unit's own factor; τ² is DerSimonian and Laird's moment
estimate. Both come from the data, so nobody has to choose k: where units do not differ by more than their own
noise, τ² is 0 and every unit gets the ratio of the whole.

Authority: DerSimonian & Laird (1986), Controlled Clinical Trials 7; Efron & Morris (1975), JASA 70.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from edu_dx.metrics.arrays import Numbers, places_of, sums_at


@dataclass(frozen=True)
class Shrunk:
    """Factors of the units and how they were reached; the arrays have one place a unit.

    Args:
        unit: the units that have cells, in order.
        factor: m̂.
        raw: Σ observed / Σ expected.
        weight: n / (n + k), between 0 (ratio of the whole) and 1 (the unit's own ratio).
        k: pupils at which the weight is one half; infinite where the units cannot be told apart.
    """

    unit: npt.NDArray[np.int64]
    factor: Numbers
    raw: Numbers
    weight: Numbers
    k: float


def shrink(unit: npt.NDArray[np.int64], observed: Numbers, expected: Numbers) -> Shrunk:
    """Shrunk factors of every unit from its cells (one cell a unit and year, or unit, grade and year).

    With a single cell for every unit, noise and difference cannot be told apart and all weights are 0.

    Args:
        unit: number of the unit that each cell belongs to.
        observed: persons found, by cell.
        expected: persons at the ratio of the whole, by cell; a cell that expects nobody says nothing.
    """
    told = expected > 0
    observed, expected = observed[told], expected[told]
    units, place = places_of(unit[told])
    size = sums_at(place, expected, len(units))
    raw = sums_at(place, observed, len(units)) / size
    k = _half_weight(observed, expected, place, raw, size)
    weight = size / (size + k)
    return Shrunk(unit=units, factor=1 + weight * (raw - 1), raw=raw, weight=weight, k=k)


def _half_weight(
    observed: Numbers, expected: Numbers, place: npt.NDArray[np.intp], raw: Numbers, size: Numbers
) -> float:
    """k from the cells, the place of each cell's unit among the units, and the units' own factors and sizes."""
    freedom = len(observed) - len(raw)
    if freedom == 0 or len(raw) == 1:
        return float("inf")
    noise = float(((observed - raw[place] * expected) ** 2 / expected).sum()) / freedom
    if noise == 0:
        return 0.0
    excess = float((size * (raw - 1) ** 2).sum()) / noise - (len(raw) - 1)
    if excess <= 0:
        return float("inf")
    # τ² = excess · noise / (Σn − Σn²/Σn), hence k = noise / τ²
    return float(size.sum() - (size**2).sum() / size.sum()) / excess
