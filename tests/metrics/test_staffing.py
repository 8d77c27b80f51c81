import pandas as pd
import pytest

from edu_dx.metrics.clock import Window, minute_of_day
from edu_dx.metrics.queueing import counters_needed
from edu_dx.metrics.staffing import crowd_into, replayed_waits, staffing_by_slot

PROPOSED = Window.of("09:00", "16:30")


def test_load_is_arrivals_a_minute_times_service_minutes(tickets):
    day = tickets({"2025-04-01": ["09:00"] * 10 + ["09:40"] * 2})

    slots = staffing_by_slot(day, Window.of("09:00", "10:00"), slot=30, service=6, limit=10, accepted=0.1)

    assert slots["slot"].tolist() == ["09:00", "09:30"]
    assert slots["load"].tolist() == pytest.approx([2.0, 0.4])
    assert slots["counters"].tolist() == [
        counters_needed(2.0, 6, limit=10, accepted=0.1),
        counters_needed(0.4, 6, limit=10, accepted=0.1),
    ]


def test_a_short_last_slot_is_measured_by_its_own_length(tickets):
    day = tickets({"2025-04-01": ["09:30"] * 5})

    slots = staffing_by_slot(day, Window.of("09:00", "09:45"), slot=30, service=6, limit=10, accepted=0.1)

    assert slots["load"].tolist() == pytest.approx([0.0, 5 / 15 * 6])


def test_busy_days_need_more_than_the_average(tickets):
    days = tickets({"2025-04-01": ["09:00"] * 2, "2025-04-02": ["09:00"] * 20})

    slots = staffing_by_slot(days, Window.of("09:00", "09:30"), slot=30, service=6, limit=10, accepted=0.1)

    assert slots["mean"].tolist() == [11.0]
    assert slots["busy_counters"].iloc[0] > slots["counters"].iloc[0]


def test_crowding_loses_nobody_and_keeps_the_order(tickets):
    day = tickets({"2025-04-01": ["08:30", "08:59", "12:00", "16:30", "17:14"]})

    moved = crowd_into(day, PROPOSED, within=30)
    minutes = minute_of_day(moved["issued_at"])

    assert len(moved) == len(day)
    assert minutes.is_monotonic_increasing
    assert minutes.iloc[0] == 540 and minutes.iloc[1] < 570
    assert moved["issued_at"].iloc[2] == day["issued_at"].iloc[2]
    assert minutes.iloc[3] == 960 and minutes.iloc[4] < 990


def test_tickets_inside_the_window_stay_where_they_are(tickets):
    day = tickets({"2025-04-01": ["09:00", "16:29"]})

    assert crowd_into(day, PROPOSED)["issued_at"].tolist() == day["issued_at"].tolist()


def test_every_day_starts_with_an_empty_queue(tickets):
    days = tickets({"2025-04-01": ["09:00", "09:00"], "2025-04-02": ["09:00"]})
    services = pd.Series([10.0, None, 10.0])

    assert replayed_waits(days, services, counters=1).tolist() == [0, 10, 0]


def test_waits_stand_in_the_order_of_the_tickets(tickets):
    days = tickets({"2025-04-02": ["09:05", "09:00"], "2025-04-01": ["09:01", "09:00"]}).iloc[[3, 0, 2, 1]]
    services = pd.Series(10.0, index=days.index)

    assert replayed_waits(days, services, counters=1).to_dict() == {3: 0, 0: 5, 2: 9, 1: 0}


def test_tickets_of_the_same_second_are_served_in_their_order(tickets):
    day = tickets({"2025-04-01": ["09:00"] * 40})
    services = pd.Series(range(1, 41), index=day.index, dtype=float)

    waits = replayed_waits(day, services, counters=1)

    assert waits.tolist() == pytest.approx([n * (n + 1) / 2 for n in range(40)])
