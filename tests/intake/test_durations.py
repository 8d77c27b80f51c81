"""Cells to lengths of time and times of day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.durations import read_duration, read_time_of_day
from edu_dx.intake.text import Cell
from edu_dx.intake.values import UnreadableError


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("123:45", 7425),
        ("１２３：４５", 7425),
        ("7:45:00", 465),
        ("0:05", 5),
        ("-1:30", -90),
        ("▲1:30", -90),
        ("45時間30分", 2730),
        ("45時間", 2700),
        ("7.5時間", 450),
        ("2時間半", 150),
        ("90分", 90),
        ("45h30m", 2730),
        (dt.timedelta(days=5, hours=3, minutes=45), 7425),
        (dt.time(7, 45), 465),
        (dt.datetime(1900, 1, 1, 1, 14, 59, 997000), 24 * 60 + 75),
        (dt.datetime(1900, 3, 24, 8, 0), 84 * 24 * 60 + 480),
    ],
)
def test_a_length_of_time_says_its_own_unit(cell: Cell, minutes: float) -> None:
    assert read_duration(cell) == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("cell", "unit", "minutes"),
    [
        (45.5, "時間", 2730),
        ("45.5", "時間", 2730),
        ("1,920", "分", 1920),
        (5.15625, "日", 7425),
        (0.5, "日", 720),
        ("123:45", "分", 7425),
        (90, "秒", 1.5),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_column(cell: Cell, unit: str, minutes: float) -> None:
    assert read_duration(cell, unit=unit) == pytest.approx(minutes)


@pytest.mark.parametrize("unit", [None, "人"])
def test_a_bare_number_of_no_known_unit_is_refused(unit: str | None) -> None:
    with pytest.raises(UnreadableError, match="何時間か何分か分かりません"):
        read_duration(45.5, unit=unit)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "12:60",
        "1:2:3",
        "3日",
        "半",
        "早朝",
        "8時から17時",
        dt.date(2024, 5, 1),
        "#未計算",
        True,
        "5分休2",
    ],
)
def test_what_is_no_length_of_time_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableError):
        read_duration(cell, unit="分")


def test_a_date_serial_is_no_number_of_days() -> None:
    with pytest.raises(UnreadableError, match="大きすぎ"):
        read_duration(45413.0, unit="日")


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=59))
def test_hours_and_minutes_read_back_in_every_writing(hours: int, minutes: int) -> None:
    expected = hours * 60 + minutes
    assert read_duration(f"{hours}:{minutes:02}") == expected
    assert read_duration(f"{hours}時間{minutes}分") == expected
    assert read_duration(dt.timedelta(hours=hours, minutes=minutes)) == expected
    assert read_duration(f"−{hours}:{minutes:02}") == -expected


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("8:05", 485),
        ("０８：０５", 485),
        ("8時5分", 485),
        ("17時半", 1050),
        ("17時", 1020),
        ("午後1時30分", 810),
        ("午前12時10分", 10),
        ("1:30 PM", 810),
        ("正午", 720),
        ("25:10", 1510),
        (0.5, 720),
        (dt.time(8, 5), 485),
        (dt.timedelta(hours=25), 1500),
        (dt.datetime(1900, 1, 1, 1, 10), 1510),
        (dt.datetime(2025, 4, 1, 8, 5), 485),
    ],
)
def test_times_of_day_are_minutes_since_midnight(cell: Cell, minutes: float) -> None:
    assert read_time_of_day(cell) == minutes


@pytest.mark.parametrize(
    "cell", ["", "8", 8.5, 1.0, 0, "48:00", "8:60", "朝", dt.timedelta(hours=-1), "#N/A"]
)
def test_what_names_no_time_of_day_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableError):
        read_time_of_day(cell)
