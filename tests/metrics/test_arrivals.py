import numpy as np
import pandas as pd
import pytest

from edu_dx.metrics.arrivals import (
    arrivals_by_slot,
    arrivals_by_weekday,
    dispersion,
    month_of,
    months_covered,
    open_days,
    slot_counts,
    thin_days,
    tickets_per_day,
    weekday_of,
)
from edu_dx.metrics.clock import Window

MORNING = Window.of("09:00", "10:00")


@pytest.fixture
def two_days(tickets):
    return tickets({"2025-04-01": ["09:00", "09:14", "09:20"], "2025-04-07": ["09:14:59", "12:00"]})


def test_slots_without_a_ticket_count_as_zero(two_days):
    counts = slot_counts(two_days, MORNING, slot=15)

    assert counts.columns.tolist() == [540, 555, 570, 585]
    assert counts.to_numpy().tolist() == [[2, 1, 0, 0], [1, 0, 0, 0]]


def test_a_day_without_a_ticket_in_the_window_is_a_row_of_zeros(tickets):
    days = tickets({"2025-04-01": ["17:00"], "2025-03-31": ["09:59:59"]})

    counts = slot_counts(days, MORNING, slot=25)

    assert counts.index.strftime("%m-%d").tolist() == ["03-31", "04-01"]
    assert counts.to_numpy().tolist() == [[0, 0, 1], [0, 0, 0]]


def test_mean_a_day_is_tickets_by_days(two_days):
    arrivals = arrivals_by_slot(two_days, MORNING, slot=15)

    assert arrivals[["slot", "tickets", "days", "mean"]].values.tolist() == [
        ["09:00", 3, 2, 1.5],
        ["09:15", 1, 2, 0.5],
        ["09:30", 0, 2, 0.0],
        ["09:45", 0, 2, 0.0],
    ]
    assert (arrivals["low"] <= arrivals["mean"]).all() and (arrivals["mean"] < arrivals["high"]).all()


def test_a_weekday_is_averaged_over_its_own_days(two_days):
    arrivals = arrivals_by_weekday(two_days, MORNING, slot=60)

    assert arrivals[["weekday", "slot", "tickets", "days"]].values.tolist() == [
        ["月", "09:00", 1, 1],
        ["火", "09:00", 3, 1],
    ]


def test_open_days_and_months_are_counted_from_the_tickets(two_days):
    assert open_days(two_days) == 2
    assert months_covered(two_days) == 1
    assert month_of(two_days).unique().tolist() == [pd.Timestamp("2025-04-01")]


def test_tickets_per_day_of_each_weekday(two_days):
    per_day = tickets_per_day(two_days, weekday_of(two_days))

    assert per_day[["weekday", "tickets", "days", "mean"]].values.tolist() == [
        ["月", 2, 1, 2.0],
        ["火", 3, 1, 3.0],
    ]


def test_days_that_differ_by_chance_alone_have_a_dispersion_of_one():
    counts = pd.DataFrame(np.random.default_rng(2).poisson(5, (250, 30)))

    assert dispersion(counts) == pytest.approx(1, abs=0.05)


def test_busy_days_show_as_dispersion():
    random = np.random.default_rng(3)
    busy = random.gamma(4, 1 / 4, (250, 1))
    counts = pd.DataFrame(random.poisson(5 * busy, (250, 30)))

    assert dispersion(counts) == pytest.approx(1 + 5 / 4, rel=0.15)


def test_interval_holds_the_true_mean_when_days_differ():
    random = np.random.default_rng(4)
    held = []
    for _ in range(60):
        busy = random.gamma(10, 1 / 10, (50, 1))
        times = random.poisson(4 * busy, (50, 4))
        days = pd.date_range("2025-04-01", periods=50)
        issued = [
            day + pd.Timedelta(minutes=540 + 15 * slot)
            for day, row in zip(days, times, strict=True)
            for slot, n in enumerate(row)
            for _ in range(n)
        ]
        arrivals = arrivals_by_slot(pd.DataFrame({"issued_at": issued}), MORNING)
        held += ((arrivals["low"] <= 4) & (arrivals["high"] >= 4)).tolist()

    assert np.mean(held) >= 0.92


def test_a_day_with_a_single_stray_ticket_is_thin(tickets):
    busy = {f"2025-04-{day:02d}": ["09:00"] * 40 for day in (1, 2, 3)}
    stray = tickets({**busy, "2025-04-06": ["10:00"]})

    assert thin_days(stray).values.tolist() == [[pd.Timestamp("2025-04-06"), 1]]


def test_weekdays_keep_their_calendar_order_when_tables_are_joined(tickets):
    week = tickets({f"2025-04-0{day}": ["09:00"] for day in (7, 8, 9)})
    table = tickets_per_day(week, weekday_of(week))

    joined = table[["weekday", "days"]].merge(table[["weekday", "mean"]], on="weekday").sort_values("weekday")

    assert joined["weekday"].tolist() == ["月", "火", "水"]
