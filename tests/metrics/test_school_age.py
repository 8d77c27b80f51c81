import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.school_age import birth_window, births_by_entry_year, grade_in
from tests.metrics.surveys import births

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("fiscal_year", "birth", "grade"),
    [
        (2025, dt.date(2018, 4, 2), 1),
        (2025, dt.date(2019, 4, 1), 1),  # born on 1 April: a year older than the child of the next day
        (2025, dt.date(2019, 4, 2), 0),
        (2025, dt.date(2018, 4, 1), 2),
        (2025, dt.date(2010, 12, 31), 9),
    ],
)
def test_grade_of_a_child(fiscal_year, birth, grade):
    assert grade_in(fiscal_year, birth) == grade


@given(st.integers(1960, 2060))
def test_the_window_holds_grade_one_and_nobody_else(entry_year):
    first, last = birth_window(entry_year)
    assert grade_in(entry_year, first) == grade_in(entry_year, last) == 1
    assert grade_in(entry_year, first - DAY) == 2
    assert grade_in(entry_year, last + DAY) == 0


def test_calendar_years_are_split_by_days():
    # Entry 2022: 274 of 365 days of 2015, 92 of 366 days of 2016 (leap year).
    by_year = births_by_entry_year(
        births({("2015-01-01", "2015-12-31"): 949, ("2016-01-01", "2016-12-31"): 998})
    )
    assert by_year.index.tolist() == [2022]
    assert by_year[2022] == pytest.approx(949 * 274 / 365 + 998 * 92 / 366)


def test_a_cohort_that_is_not_covered_day_for_day_is_left_out():
    assert births_by_entry_year(births({("2015-01-01", "2015-12-31"): 949})).empty
    gap = {("2015-01-01", "2015-12-31"): 949, ("2016-02-01", "2016-12-31"): 900}
    assert births_by_entry_year(births(gap)).empty


def test_periods_that_fit_the_school_year_need_no_split():
    cohort = births({("2018-04-02", "2019-04-01"): 800})
    assert births_by_entry_year(cohort).to_dict() == {2025: 800}


def test_no_births_no_cohorts():
    assert births_by_entry_year(births({})).empty
