"""How many counters must be open: Erlang-C (M/M/c), and a queue replayed ticket by ticket to prove it.

Load A = arrivals a minute × mean service minutes (in Erlang). With c counters the chance to wait is
``C(c, A)`` and the chance to wait longer than T minutes ``C(c, A) · exp(−(c − A) · T / service)``
(Erlang 1917). Both hold for arrivals by chance at a steady rate; the replay holds for any arrivals.
"""

from __future__ import annotations

import heapq
import math

import numpy as np
import numpy.typing as npt


def erlang_c(load: float, counters: int) -> float:
    """The chance that an arriving person has to wait; 1 where the counters cannot carry the load.

    Args:
        load: offered load in Erlang (arrival rate × mean service time).
        counters: open counters.
    """
    if counters <= load:
        return 1.0
    blocked = 1.0
    for open_counters in range(1, counters + 1):
        blocked = load * blocked / (open_counters + load * blocked)
    return counters * blocked / (counters - load * (1 - blocked))


def wait_longer_than(limit: float, load: float, counters: int, service: float) -> float:
    """The chance to wait longer than ``limit`` minutes, given the mean ``service`` in minutes."""
    if counters <= load:
        return 1.0
    return erlang_c(load, counters) * math.exp(-(counters - load) * limit / service)


def counters_needed(load: float, service: float, *, limit: float, accepted: float) -> int:
    """The smallest number of counters with P(wait > ``limit``) ≤ ``accepted``.

    Args:
        load: offered load in Erlang.
        service: mean service time, minutes; greater than 0.
        limit: waiting time that should not be exceeded, minutes.
        accepted: share of people who may wait longer, greater than 0.
    """
    counters = 0 if load == 0 else math.floor(load) + 1
    while counters > load and wait_longer_than(limit, load, counters, service) > accepted:
        counters += 1
    return counters


def replay_queue(
    arrivals: npt.NDArray[np.float64], services: npt.NDArray[np.float64], counters: int
) -> npt.NDArray[np.float64]:
    """Waiting minutes of each person when ``counters`` serve first come, first served.

    Args:
        arrivals: arrival times in minutes, ascending.
        services: minutes each person is served, same length.
        counters: open counters, all day.
    """
    free_at = [-math.inf] * counters
    waits = []
    for arrival, service in zip(arrivals.tolist(), services.tolist(), strict=True):
        begins = arrival if arrival > free_at[0] else free_at[0]
        heapq.heapreplace(free_at, begins + service)
        waits.append(begins - arrival)
    return np.array(waits, dtype=float)
