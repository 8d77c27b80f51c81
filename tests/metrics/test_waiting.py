import pandas as pd
import pytest

from edu_dx.metrics.waiting import distribution, histogram, service_minutes, waiting_minutes


@pytest.fixture
def served(tickets):
    frame = tickets({"2025-04-01": ["09:00", "09:00", "09:00", "09:00"]})
    frame["called_at"] = pd.to_datetime(
        ["2025-04-01 09:05", "2025-04-01 09:20", None, "2025-04-01 08:50"]
    ).astype("datetime64[us]")
    frame["finished_at"] = pd.to_datetime(
        ["2025-04-01 09:15", "2025-04-01 09:26", "2025-04-01 09:30", "2025-04-01 09:10"]
    ).astype("datetime64[us]")
    return frame


def test_a_wait_that_is_unknown_or_impossible_is_missing(served):
    assert waiting_minutes(served).fillna(-1).tolist() == [5, 20, -1, -1]


def test_service_lasts_from_call_to_finish(served):
    assert service_minutes(served).fillna(-1).tolist() == [10, 6, -1, 20]


def test_distribution_says_how_many_were_measured(served):
    table = distribution(waiting_minutes(served), served["service"], limit=10).iloc[0]

    assert (table["measured"], table["unmeasured"]) == (2, 2)
    assert table["median"] == 12.5
    assert (table["over_limit"], table["share_over_limit"]) == (1, 0.5)


def test_histogram_puts_long_waits_into_an_open_class(served):
    table = histogram(waiting_minutes(served), width=5, longest=15)

    assert table["from_minute"].tolist() == [0, 5, 10, 15]
    assert table["tickets"].tolist() == [0, 1, 0, 1]
    assert table["measured"].unique().tolist() == [2]
