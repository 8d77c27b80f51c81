"""Cells to days, months and moments."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.dates import read_date, read_moment, read_month, read_time
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import ERA_OFFSETS

MAY_FIRST = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "令和６年５月１日",
        "R6.5.1",
        "r6.05.01",
        "令6.5.1",
        "2024-05-01",
        "2024/5/1",
        "2024年5月1日（水）",
        "20240501",
        45413,
        MAY_FIRST,
        dt.datetime(2024, 5, 1),
    ],
)
def test_one_day_in_many_writings(cell: object) -> None:
    assert read_date(cell) == MAY_FIRST


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("H24.3.15", dt.date(2012, 3, 15)),
        ("令和元年５月１日", dt.date(2019, 5, 1)),
        ("平成元年1月8日", dt.date(1989, 1, 8)),
        ("S63.12.31", dt.date(1988, 12, 31)),
    ],
)
def test_eras(cell: str, day: dt.date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize("cell", ["", "5月1日", "令和6年13月1日", "R6.2.30", "6.5.1", "昨日", 12])
def test_what_names_no_day_is_refused(cell: object) -> None:
    with pytest.raises(UnreadableError):
        read_date(cell)


@given(st.dates(min_value=dt.date(2019, 5, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_of_reiwa_reads_back(day: dt.date) -> None:
    year = day.year - ERA_OFFSETS["令和"]
    assert read_date(f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日") == day
    assert read_date(f"R{year}.{day.month}.{day.day}") == day


@pytest.mark.parametrize(
    ("cell", "minutes"), [("9:05", 545), ("09時05分", 545), ("午後1時30分", 810), ("25:10", 1510), (0.5, 720)]
)
def test_times_also_past_midnight(cell: object, minutes: int) -> None:
    assert read_time(cell) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["25:70:00", "48:00", "9", "朝"])
def test_impossible_times_are_refused(cell: str) -> None:
    with pytest.raises(UnreadableError):
        read_time(cell)


def test_a_moment_takes_its_day_from_elsewhere_only_when_it_has_none() -> None:
    assert read_moment("R7.4.1 09:05:30") == dt.datetime(2025, 4, 1, 9, 5, 30)
    assert read_moment("2025/04/01 9:05") == dt.datetime(2025, 4, 1, 9, 5)
    assert read_moment("2025/4/1 25:10") == dt.datetime(2025, 4, 2, 1, 10)
    assert read_moment("9:05", day=dt.date(2025, 4, 1)) == dt.datetime(2025, 4, 1, 9, 5)
    with pytest.raises(UnreadableError, match="日付がありません"):
        read_moment("9:05")


def test_a_day_without_a_time_is_no_moment() -> None:
    with pytest.raises(UnreadableError):
        read_moment("2025-04-01")


def test_a_bare_month_lies_in_the_fiscal_year() -> None:
    assert read_month("4月", fiscal_year=2024) == dt.date(2024, 4, 1)
    assert read_month("３月分", fiscal_year=2024) == dt.date(2025, 3, 1)
    assert read_month("令和７年４月") == read_month("2025-04") == read_month("202504") == dt.date(2025, 4, 1)
    with pytest.raises(UnreadableError):
        read_month("4月")
