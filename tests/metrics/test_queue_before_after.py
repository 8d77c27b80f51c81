import pandas as pd
import pytest

from edu_dx.metrics.clock import Window
from edu_dx.metrics.queue_before_after import queue_before_after
from edu_dx.metrics.staffing import counters_in_use

PRESENT, PROPOSED = Window.of("08:30", "17:15"), Window.of("09:00", "16:30")


@pytest.fixture
def one_counter(tickets):
    frame = tickets({"2025-04-01": ["08:40", "09:10", "12:00"], "2025-04-02": ["10:00", "13:00"]})
    frame["called_at"] = frame["issued_at"]
    frame["finished_at"] = frame["issued_at"] + pd.Timedelta(minutes=20)
    return frame.assign(counter_id=pd.array(["1"] * len(frame), dtype="string"))


def compared(frame):
    return queue_before_after(frame, PRESENT, PROPOSED, limit=5, accepted=0.1)


def test_the_same_people_wait_longer_when_they_come_together(one_counter):
    before, after = compared(one_counter).to_dict("records")

    # 08:40 comes at 09:00 and is served until 09:20, so that 09:10 waits 10 minutes.
    assert (before["hours"], before["over_limit"]) == ("今", 0)
    assert (after["hours"], after["over_limit"], after["share_over_limit"]) == ("案", 1, 0.2)
    assert before["tickets"] == after["tickets"] == 5
    assert before["service"] == after["service"] == 20


def test_an_office_without_service_times_is_left_out(tickets):
    assert compared(tickets({"2025-04-01": ["10:00"]})).empty


def test_equal_counter_numbers_of_two_offices_are_two_counters(one_counter):
    both = pd.concat([one_counter, one_counter.assign(office="税務課")])

    assert counters_in_use(both) == 2
