import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.shrinkage import shrink


def shrunk(*cells):
    unit, observed, expected = (np.array(each) for each in zip(*cells, strict=True))
    return shrink(unit, observed.astype("float64"), expected.astype("float64"))


def of(result, unit):
    """Weight, factor and raw factor of one unit."""
    [place] = np.flatnonzero(result.unit == unit)
    return result.weight[place], result.factor[place], result.raw[place]


A, B, C = 0, 1, 2


def test_by_hand():
    # a: 220/200 = 1.1, b: 180/200 = 0.9. Noise: each cell is 5 from its unit's line: 4 · 25/100 ÷ 2 = 0.5.
    # Q = (200·0.01 + 200·0.01) / 0.5 = 8, excess 7; k = (400 − 80000/400) / 7 = 200/7.
    result = shrunk((A, 105, 100), (A, 115, 100), (B, 85, 100), (B, 95, 100))
    assert result.k == pytest.approx(200 / 7)
    weight, factor, _ = of(result, A)
    assert weight == pytest.approx(200 / (200 + 200 / 7))
    assert factor == pytest.approx(1 + 0.1 * weight)


def test_small_units_are_drawn_closer_to_the_whole():
    result = shrunk(
        (A, 1050, 1000),
        (A, 1060, 1000),
        (B, 10.5, 10),
        (B, 11, 10),
        (C, 900, 1000),
        (C, 905, 1000),
    )
    assert of(result, B)[0] < of(result, A)[0]


def test_units_that_differ_only_by_noise_get_the_ratio_of_the_whole():
    result = shrunk((A, 90, 100), (A, 110, 100), (B, 111, 100), (B, 89, 100))
    assert result.factor.tolist() == [1, 1]
    assert result.k == float("inf")


def test_a_single_cell_each_cannot_tell_noise_from_difference():
    assert shrunk((A, 120, 100), (B, 80, 100)).factor.tolist() == [1, 1]


def test_without_noise_every_unit_keeps_its_own_ratio():
    result = shrunk((A, 110, 100), (A, 110, 100), (B, 90, 100), (B, 90, 100))
    assert result.factor.tolist() == pytest.approx([1.1, 0.9])


@given(st.lists(st.tuples(st.sampled_from((A, B, C)), st.integers(0, 300), st.integers(1, 300)), min_size=1))
def test_a_factor_lies_between_the_whole_and_the_units_own(cells):
    result = shrunk(*cells)
    for factor, raw in zip(result.factor, result.raw, strict=True):
        low, high = sorted((1.0, raw))
        assert low - 1e-9 <= factor <= high + 1e-9


def test_a_cell_that_expects_nobody_says_nothing():
    result = shrunk((A, 105, 100), (A, 115, 100), (B, 85, 100), (B, 95, 100), (C, 3, 0))
    assert result.unit.tolist() == [A, B]
