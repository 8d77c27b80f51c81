import pandas as pd
import pytest

from edu_dx.metrics.grade_one import KNOWN_BIRTHS, PROJECTED_BIRTHS, TREND, grade_one
from edu_dx.metrics.yearly import Yearly


def yearly(values):
    return Yearly.of(pd.Series(values, dtype="float64"))


ENTERED = yearly({2022: 96, 2023: 97, 2024: 95})
BORN = yearly({2022: 100, 2023: 100, 2024: 100, 2025: 90, 2026: 80})


def test_the_ratio_is_pupils_over_births_of_the_fitted_years():
    result = grade_one(ENTERED, BORN, years=2, window=3)
    assert (result.entered, result.born, result.fitted_years) == (288, 300, (2022, 2023, 2024))


def test_known_births_times_the_ratio_in_every_scenario():
    table = grade_one(ENTERED, BORN, years=2, window=3).table
    for scenario in ("low", "middle", "high"):
        assert table[scenario].tolist() == pytest.approx([90 * 0.96, 80 * 0.96])
    assert table["basis"].tolist() == [KNOWN_BIRTHS] * 2


def test_beyond_the_known_births_there_are_three_scenarios():
    table = grade_one(ENTERED, BORN, years=4, window=3).table
    assert table["basis"].tolist() == [KNOWN_BIRTHS] * 2 + [PROJECTED_BIRTHS] * 2
    assert table.loc[2028, "low"] < table.loc[2028, "middle"] < table.loc[2028, "high"]
    assert table["births"].isna().tolist() == [False, False, True, True]


def test_without_births_the_trend_of_grade_one_and_it_says_so():
    result = grade_one(yearly({2022: 100, 2023: 90, 2024: 81}), yearly({}), years=1, window=3)
    assert result.table["basis"].tolist() == [TREND]
    assert result.table.loc[2025, "middle"] == pytest.approx(81 * 0.9**0.5)
    assert result.born == 0


def test_births_of_other_years_only_cannot_give_a_ratio():
    assert grade_one(ENTERED, yearly({2026: 80}), years=3, window=3).table["basis"].eq(TREND).all()


def test_a_cohort_missing_between_two_known_ones_counts_as_projected():
    table = grade_one(ENTERED, BORN.where(BORN.years != 2025), years=2, window=3).table
    assert table.loc[2025, "basis"] == PROJECTED_BIRTHS
    assert table.loc[2025, "middle"] == pytest.approx(90 * 0.96)
