"""Rows of year labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.values import UnreadableError
from edu_dx.intake.year_labels import years_of_labels
from edu_dx.tables.fiscal_year import ERA_OFFSETS


@pytest.mark.parametrize(
    ("labels", "years"),
    [
        (["平成27", "28", "29", "30", "令和元", "2", "3"], [2015, 2016, 2017, 2018, 2019, 2020, 2021]),
        (["平成29年度", "30", "31", "2"], [2017, 2018, 2019, None]),
        (["平成30年", "31", "元", "2"], [2018, 2019, 2019, 2020]),
        (["平成30年", "元", "2年"], [2018, 2019, 2020]),
        (["令和3", "2", "元", "平成30", "29"], [2021, 2020, 2019, 2018, 2017]),
        (["40('65)", "50（’75）", "2('90)", "12(2000)", "令和2('20)"], [1965, 1975, 1990, 2000, 2020]),
        (["昭和40", "50", "60", "平成７", "17"], [1965, 1975, 1985, 1995, 2005]),
        (["昭和60", "70"], [1985, None]),
        (["H30", "R元", "R2"], [2018, 2019, 2020]),
        (["2023", "2024年度", "2025(令和7)"], [2023, 2024, 2025]),
        (["学校名", "令和5", "6", "計", "7"], [None, 2023, 2024, None, 2025]),
        (["平成30", "2"], [2018, None]),
        (["27", "28"], [None, None]),
        (["元", "2"], [None, None]),
    ],
)
def test_numbers_take_the_era_before_them(labels: list[str], years: list[int | None]) -> None:
    assert years_of_labels(labels) == years


@pytest.mark.parametrize("label", ["令和6(2025)", "2024('25)", "2024(令和7)"])
def test_two_years_that_differ_are_refused(label: str) -> None:
    with pytest.raises(UnreadableError, match="食い違"):
        years_of_labels([label])


@given(st.integers(1930, 2040), st.integers(2, 15), st.sampled_from([1, 5]))
def test_years_written_once_with_their_era_read_back(first: int, count: int, step: int) -> None:
    years = [first + step * number for number in range(count)]
    eras = [next(name for name, offset in ERA_OFFSETS.items() if year > offset) for year in years]
    labels = []
    for number, (year, era) in enumerate(zip(years, eras, strict=True)):
        printed = str(year - ERA_OFFSETS[era]) if year - ERA_OFFSETS[era] > 1 else "元"
        labels.append(printed if number and eras[number - 1] == era else era + printed)
    assert years_of_labels(labels) == years
