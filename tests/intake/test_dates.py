"""Cells to days, months and moments."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.dates import read_date, read_moment, read_month, read_time
from edu_dx.intake.text import Cell
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import ERA_LETTERS, ERA_OFFSETS

MAY_FIRST = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "令和６年５月１日",
        "R6.5.1",
        "r6.05.01",
        "令6.5.1",
        "令和 6 年 5 月 1 日",
        "㋿6年5月1日",
        "R060501",
        "R6・5・1",
        "R6/5/1",
        "令和6(2024)年5月1日",
        "2024年（令和6年）5月1日",
        "2024(R6)年5月1日",
        "2024-05-01T00:00:00",
        "2024年5月1日 水曜日",
        "45413",
        '="2024/5/1"',
        "2024-05-01",
        "2024/5/1",
        "2024年5月1日（水）",
        "20240501",
        45413,
        MAY_FIRST,
        dt.datetime(2024, 5, 1),
    ],
)
def test_one_day_in_many_writings(cell: Cell) -> None:
    assert read_date(cell) == MAY_FIRST


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("H24.3.15", dt.date(2012, 3, 15)),
        ("令和元年５月１日", dt.date(2019, 5, 1)),
        ("平成元年1月8日", dt.date(1989, 1, 8)),
        ("S63.12.31", dt.date(1988, 12, 31)),
        ("H元.2.3", dt.date(1989, 2, 3)),
        ("㍻24年3月15日", dt.date(2012, 3, 15)),
        ("㍼39年10月10日", dt.date(1964, 10, 10)),
        ("平成31年5月1日", dt.date(2019, 5, 1)),
        ("令和元年4月1日", dt.date(2019, 4, 1)),
        ("S64.12.31", dt.date(1989, 12, 31)),
        ("大正12年9月1日", dt.date(1923, 9, 1)),
        ("明治5年8月3日", dt.date(1872, 8, 3)),
    ],
)
def test_eras(cell: str, day: dt.date) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "令和0年5月1日",
        "R00.5.1",
        "H0.5.1",
        "",
        "5月1日",
        "令和6年13月1日",
        "R6.2.30",
        "6.5.1",
        "昨日",
        12,
        "24/5/1",
        "5/1/2024",
        "#N/A",
        dt.date(1900, 1, 12),
        float("nan"),
        "2024",
        True,
    ],
)
def test_what_names_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableError):
        read_date(cell)


@pytest.mark.parametrize("cell", ["平成40年5月1日", "H32.4.1", "昭和65年1月1日", "大正16.1.1"])
def test_a_year_that_its_era_did_not_reach_is_refused_with_its_western_year(cell: str) -> None:
    with pytest.raises(UnreadableError, match="年までです"):
        read_date(cell)


def test_two_years_that_disagree_are_refused() -> None:
    with pytest.raises(UnreadableError, match="食い違"):
        read_date("令和6年（2025年）5月1日")


ERAS = sorted(ERA_OFFSETS.items(), key=lambda era: -era[1])
LIGATURES = {"令和": "㋿", "平成": "㍻", "昭和": "㍼", "大正": "㍽", "明治": "㍾"}
LETTERS = {name: letter for letter, name in ERA_LETTERS.items()}
WIDE = str.maketrans("0123456789/.-", "０１２３４５６７８９／．－")


@given(st.dates(min_value=dt.date(1868, 1, 25), max_value=dt.date(2099, 12, 31)), st.booleans())
def test_every_day_since_meiji_reads_back_in_every_writing(day: dt.date, wide: bool) -> None:
    name, offset = next((name, offset) for name, offset in ERAS if day.year > offset)
    number = day.year - offset
    years = [str(number), f"{number:02}", *(["元"] if number == 1 else [])]
    month, date = day.month, day.day
    for year in years:
        for era in (name, name[0], LETTERS[name], LETTERS[name].lower(), LIGATURES[name]):
            for text in (
                f"{era}{year}年{month}月{date}日",
                f"{era}{year}.{month}.{date}",
                f"{era}{year}/{month:02}/{date:02}",
                f"{era}{year}-{month}-{date}",
                f"{era} {year} 年 {month} 月 {date} 日",
            ):
                assert read_date(text.translate(WIDE) if wide else text) == day
    if day.year >= 1900:
        assert read_date(day.isoformat()) == read_date(f"{day:%Y%m%d}") == read_date(f"{day:%Y/%m/%d}") == day
        assert read_date(f"{name}{number}({day.year})年{month}月{date}日") == day
    if day.year >= 1960:
        assert read_date(float((day - dt.date(1899, 12, 30)).days)) == day


@given(st.dates(min_value=dt.date(2019, 5, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_of_reiwa_reads_back(day: dt.date) -> None:
    year = day.year - ERA_OFFSETS["令和"]
    assert read_date(f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日") == day
    assert read_date(f"R{year}.{day.month}.{day.day}") == day


@pytest.mark.parametrize(
    ("cell", "minutes"), [("9:05", 545), ("09時05分", 545), ("午後1時30分", 810), ("25:10", 1510), (0.5, 720)]
)
def test_times_also_past_midnight(cell: Cell, minutes: int) -> None:
    assert read_time(cell) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["25:70:00", "48:00", "9", "朝"])
def test_impossible_times_are_refused(cell: str) -> None:
    with pytest.raises(UnreadableError):
        read_time(cell)


def test_a_moment_takes_its_day_from_elsewhere_only_when_it_has_none() -> None:
    assert read_moment("R7.4.1 09:05:30") == dt.datetime(2025, 4, 1, 9, 5, 30)
    assert read_moment("2025/04/01 9:05") == dt.datetime(2025, 4, 1, 9, 5)
    assert read_moment("2025/4/1 25:10") == dt.datetime(2025, 4, 2, 1, 10)
    assert read_moment("2025-04-01T00:05:00Z") == dt.datetime(2025, 4, 1, 9, 5)
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
