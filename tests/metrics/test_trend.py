import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.trend import scenarios, yearly_change


def series(*values, first=2020):
    return np.arange(first, first + len(values)), np.array(values, dtype="float64")


def test_a_falling_series_by_hand():
    # −10 % a year over two steps: 低位 keeps it, 高位 holds the level, 中位 believes 2 / (2 + 2) of it, fading by 0.9.
    low, middle, high = scenarios(*series(1000, 900, 810), 2).T
    assert low.tolist() == pytest.approx([729, 656.1])
    assert high.tolist() == pytest.approx([810, 810], rel=0.02)
    assert middle.tolist() == pytest.approx([810 * 0.9**0.5, 810 * 0.9 ** (0.5 * 1.9)])


def test_a_gap_in_the_years_gives_the_yearly_change():
    change = yearly_change(np.array([2020, 2022]), np.array([1000.0, 810.0]))
    assert 1 + change == pytest.approx(0.9, abs=0.006)


def test_one_value_has_no_trend():
    low, middle, high = scenarios(*series(500), 3).T
    assert middle.tolist() == [500, 500, 500]
    assert (low < 500).all() and (high > 500).all()


@given(st.lists(st.floats(10, 5000), min_size=1, max_size=8), st.integers(1, 20))
def test_the_scenarios_stand_in_order(values, ahead):
    low, middle, high = scenarios(*series(*values), ahead).T
    assert (low <= middle * (1 + 1e-9)).all()
    assert (middle <= high * (1 + 1e-9)).all()
