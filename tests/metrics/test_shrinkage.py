import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.shrinkage import shrink


def shrunk(*cells):
    table = pd.DataFrame(cells, columns=["unit", "observed", "expected"])
    return shrink(table["unit"], table["observed"], table["expected"])


def test_by_hand():
    # a: 220/200 = 1.1, b: 180/200 = 0.9. Noise: each cell is 5 from its unit's line: 4 · 25/100 ÷ 2 = 0.5.
    # Q = (200·0.01 + 200·0.01) / 0.5 = 8, excess 7; k = (400 − 80000/400) / 7 = 200/7.
    result = shrunk(("a", 105, 100), ("a", 115, 100), ("b", 85, 100), ("b", 95, 100))
    assert result.k == pytest.approx(200 / 7)
    assert result.weight["a"] == pytest.approx(200 / (200 + 200 / 7))
    assert result.factor["a"] == pytest.approx(1 + 0.1 * result.weight["a"])


def test_small_units_are_drawn_closer_to_the_whole():
    result = shrunk(
        ("big", 1050, 1000),
        ("big", 1060, 1000),
        ("small", 10.5, 10),
        ("small", 11, 10),
        ("x", 900, 1000),
        ("x", 905, 1000),
    )
    assert result.weight["small"] < result.weight["big"]


def test_units_that_differ_only_by_noise_get_the_ratio_of_the_whole():
    result = shrunk(("a", 90, 100), ("a", 110, 100), ("b", 111, 100), ("b", 89, 100))
    assert result.factor.tolist() == [1, 1]
    assert result.k == float("inf")


def test_a_single_cell_each_cannot_tell_noise_from_difference():
    assert shrunk(("a", 120, 100), ("b", 80, 100)).factor.tolist() == [1, 1]


def test_without_noise_every_unit_keeps_its_own_ratio():
    result = shrunk(("a", 110, 100), ("a", 110, 100), ("b", 90, 100), ("b", 90, 100))
    assert result.factor.to_dict() == pytest.approx({"a": 1.1, "b": 0.9})


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 300), st.integers(1, 300)), min_size=1))
def test_a_factor_lies_between_the_whole_and_the_units_own(cells):
    result = shrunk(*cells)
    for unit, factor in result.factor.items():
        low, high = sorted((1.0, result.raw[unit]))
        assert low - 1e-9 <= factor <= high + 1e-9
