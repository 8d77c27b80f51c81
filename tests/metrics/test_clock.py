import pandas as pd
import pytest

from edu_dx.metrics.clock import Window, clock_of, minute_of_day, minutes_of, minutes_saved


@pytest.mark.parametrize(("clock", "minutes"), [("00:00", 0), ("08:30", 510), ("17:15", 1035)])
def test_clock_times_and_minutes_are_two_ways_to_write_one_thing(clock, minutes):
    assert minutes_of(clock) == minutes
    assert clock_of(minutes) == clock


def test_seconds_count_as_parts_of_a_minute():
    times = pd.Series(pd.to_datetime(["2025-04-01 09:00:30"]))

    assert minute_of_day(times).tolist() == [540.5]


def test_nine_to_half_past_four_is_75_minutes_shorter():
    present, proposed = Window.of("08:30", "17:15"), Window.of("09:00", "16:30")

    assert present.length == 8 * 60 + 45
    assert proposed.length == 7 * 60 + 30
    assert (proposed.start - present.start, present.end - proposed.end) == (30, 45)
    assert minutes_saved(present, proposed) == 75
    assert str(proposed) == "09:00-16:30"
