import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.trend import scenarios, yearly_change


def series(*values, first=2020):
    return pd.Series(values, index=range(first, first + len(values)), dtype="float64")


def test_a_falling_series_by_hand():
    # −10 % a year over two steps: 低位 keeps it, 高位 holds the level, 中位 believes 2 / (2 + 2) of it, fading by 0.9.
    table = scenarios(series(1000, 900, 810), 2)
    assert table["low"].tolist() == pytest.approx([729, 656.1])
    assert table["high"].tolist() == pytest.approx([810, 810], rel=0.02)
    assert table["middle"].tolist() == pytest.approx([810 * 0.9**0.5, 810 * 0.9 ** (0.5 * 1.9)])
    assert table.index.tolist() == [2023, 2024]


def test_a_gap_in_the_years_gives_the_yearly_change():
    gap = pd.Series([1000.0, 810.0], index=[2020, 2022])
    assert 1 + yearly_change(gap) == pytest.approx(0.9, abs=0.006)


def test_one_value_has_no_trend():
    table = scenarios(series(500), 3)
    assert table["middle"].tolist() == [500, 500, 500]
    assert (table["low"] < 500).all() and (table["high"] > 500).all()


@given(st.lists(st.floats(10, 5000), min_size=1, max_size=8), st.integers(1, 20))
def test_the_scenarios_stand_in_order(values, years):
    table = scenarios(series(*values), years)
    assert (table["low"] <= table["middle"] * (1 + 1e-9)).all()
    assert (table["middle"] <= table["high"] * (1 + 1e-9)).all()
