import math

import numpy as np
import pytest
from scipy import stats

from edu_dx.metrics.queueing import counters_needed, erlang_c, replay_queue, wait_longer_than


def test_two_erlang_on_three_counters_wait_with_probability_four_ninths():
    assert erlang_c(2, 3) == pytest.approx(4 / 9)
    assert round(erlang_c(2, 3), 3) == 0.444


@pytest.mark.parametrize("load", [0.1, 0.5, 0.9])
def test_with_one_counter_the_chance_to_wait_is_the_load(load):
    assert erlang_c(load, 1) == pytest.approx(load)


def test_counters_that_cannot_carry_the_load_make_everybody_wait():
    assert erlang_c(3, 3) == 1
    assert wait_longer_than(60, load=3, counters=2, service=5) == 1


def test_long_waits_fall_off_exponentially():
    assert wait_longer_than(6, load=2, counters=3, service=6) == pytest.approx(4 / 9 * math.exp(-1))


def test_counters_needed_is_the_smallest_number_that_holds_the_promise():
    needed = counters_needed(2, 6, limit=6, accepted=0.2)

    assert needed == 3
    assert wait_longer_than(6, 2, needed, 6) <= 0.2 < wait_longer_than(6, 2, needed - 1, 6)


def test_nobody_coming_needs_no_counter():
    assert counters_needed(0, 6, limit=5, accepted=0.1) == 0


def test_queue_of_four_people_by_hand():
    arrivals, services = np.array([0.0, 1, 2, 3]), np.array([5.0, 5, 1, 1])

    assert replay_queue(arrivals, services, counters=1).tolist() == [0, 4, 8, 8]
    assert replay_queue(arrivals, services, counters=2).tolist() == [0, 0, 3, 3]


def test_replayed_queue_agrees_with_erlang_within_its_own_interval():
    random = np.random.default_rng(20)
    people, load, counters = 200_000, 2.0, 3
    arrivals = random.exponential(1 / load, people).cumsum()
    waits = replay_queue(arrivals, random.exponential(1, people), counters)

    # Waits of neighbours are alike, so the interval comes from the means of 40 long batches.
    batches = (waits > 1e-9).reshape(40, -1).mean(axis=1)
    half = stats.t.ppf(0.975, 39) * batches.std(ddof=1) / math.sqrt(40)
    assert half < 0.01
    assert abs(batches.mean() - erlang_c(load, counters)) <= half

    long_waits = (waits > 1).reshape(40, -1).mean(axis=1)
    half = stats.t.ppf(0.975, 39) * long_waits.std(ddof=1) / math.sqrt(40)
    assert abs(long_waits.mean() - wait_longer_than(1, load, counters, service=1)) <= half
