import pandas as pd
import pytest

from edu_dx.metrics.arrivals import weekday_of
from edu_dx.metrics.clock import Window, minutes_of
from edu_dx.metrics.counter_hours import (
    affected_by,
    affected_per_day,
    full_time_equivalent,
    is_affected,
    largest_within,
    morning_and_evening,
    option_effect,
    option_grid,
    staff_hours_released,
)

PRESENT = Window.of("08:30", "17:15")
PROPOSED = Window.of("09:00", "16:30")


def test_the_start_belongs_to_the_window_and_the_end_does_not(tickets):
    day = tickets({"2025-04-01": ["08:59:59", "09:00:00", "16:29:59", "16:30:00"]})

    assert is_affected(day, PROPOSED).tolist() == [True, False, False, True]


@pytest.fixture
def two_days(tickets):
    # Ten tickets, of which 08:40, 08:50 | 16:40 | 17:00 lie outside 09:00-16:30.
    return tickets(
        {
            "2025-04-01": ["08:40", "10:00", "11:00", "13:00", "16:40"],
            "2025-04-02": ["08:50", "09:30", "12:00", "15:00", "17:00"],
        }
    )


def options(frame, step=30, latest_start="10:00", earliest_end="15:00"):
    return option_grid(
        frame,
        PRESENT,
        latest_start=minutes_of(latest_start),
        earliest_end=minutes_of(earliest_end),
        step=step,
    )


def test_every_option_carries_its_numerator_and_denominator(two_days):
    grid = options(two_days).set_index(["start", "end"])

    assert grid.loc[("09:00", "16:30"), ["affected", "tickets", "saved_minutes"]].tolist() == [4, 10, 75]
    assert grid.loc[("09:00", "16:30"), "share"] == 0.4
    assert grid.loc[("08:30", "17:15"), ["affected", "saved_minutes"]].tolist() == [0, 0]
    assert (grid["share"] == grid["affected"] / grid["tickets"]).all()


def test_a_window_off_the_grid_is_measured_in_the_same_way(two_days):
    effect = option_effect(two_days, PRESENT, Window.of("08:45", "16:50"))

    assert (effect["saved_minutes"], effect["affected"], effect["tickets"]) == (40, 2, 10)


def test_options_are_round_clock_times_and_the_present_hours(two_days):
    grid = options(two_days, step=30)

    assert grid["start"].unique().tolist() == ["08:30", "09:00", "09:30", "10:00"]
    assert grid["end"].unique().tolist() == ["17:15", "17:00", "16:30", "16:00", "15:30", "15:00"]


def test_quarter_hours_make_the_grid_finer(two_days):
    assert "16:45" in options(two_days, step=15)["end"].tolist()


def test_a_shorter_window_never_affects_fewer(two_days):
    grid = options(two_days, step=15)
    table = grid.pivot(index="start", columns="end", values="affected")

    assert table.sort_index().diff().dropna().ge(0).all(axis=None)
    assert table.sort_index(axis=1).diff(axis=1).iloc[:, 1:].le(0).all(axis=None)


def test_largest_option_saves_most_within_the_tolerance(two_days):
    best = largest_within(options(two_days), tolerance=0.2)

    # 08:30-15:30 is the longest cut that leaves no more than 16:40 and 17:00 outside.
    assert (best["start"], best["end"], best["saved_minutes"], best["affected"]) == ("08:30", "15:30", 105, 2)


def test_no_tolerance_keeps_the_present_hours_even_when_some_come_outside_them(tickets):
    early = tickets({"2025-04-01": ["08:20", "10:00"], "2025-04-02": ["10:00"]})

    assert largest_within(options(early), tolerance=0)["saved_minutes"] == 0


def test_services_hit_most_come_first_with_their_n(tickets):
    moving = tickets({"2025-04-01": ["08:40", "08:50", "12:00"]}, service="転入")
    certificate = tickets({"2025-04-01": ["17:00", "12:00", "13:00", "14:00"]}, service="証明書")
    both = pd.concat([certificate, moving], ignore_index=True)

    hit = affected_by(both, PROPOSED, both["service"])

    assert hit[["service", "affected", "tickets"]].values.tolist() == [["転入", 2, 3], ["証明書", 1, 4]]
    assert hit["share"].tolist() == [2 / 3, 1 / 4]
    assert (hit["low"] < hit["share"]).all() and (hit["share"] < hit["high"]).all()


def test_groups_add_up_to_all_tickets(two_days):
    hit = affected_by(two_days, PROPOSED, weekday_of(two_days))

    assert sorted(hit["weekday"]) == ["水", "火"]
    assert (hit["affected"].sum(), hit["tickets"].sum()) == (4, 10)


def test_morning_and_evening_add_up_to_the_affected(two_days):
    parts = morning_and_evening(two_days, PROPOSED)

    assert parts[["part", "affected", "tickets"]].values.tolist() == [["朝", 2, 10], ["夕方", 2, 10]]


def test_one_day_can_be_recounted_by_hand(two_days):
    days = affected_per_day(two_days, PROPOSED)

    assert days["affected"].tolist() == [2, 2]
    assert days["tickets"].tolist() == [5, 5]


def test_75_minutes_on_243_days_are_304_hours_a_person():
    hours = staff_hours_released(75, persons=1, open_days=243)

    assert hours == 303.75
    assert round(full_time_equivalent(hours, 1860), 3) == 0.163
