import pandas as pd

from edu_dx.metrics.yearly import Yearly


def test_only_known_numbers_are_taken_from_a_series() -> None:
    known = Yearly.of(pd.Series({2022: 96.0, 2023: None, 2024: 95.0}))

    assert (known.years.tolist(), known.numbers.tolist()) == ([2022, 2024], [96, 95])


def test_later_years_are_left_out() -> None:
    known = Yearly.of(pd.Series({2022: 96.0, 2023: 97.0, 2024: 95.0}))

    assert known.until(2023).numbers.tolist() == [96, 97]
