"""Counters needed in each slot of the day, before and after the reception hours change."""

from __future__ import annotations

import numpy as np
import pandas as pd

from edu_dx.metrics.arrivals import slot_counts
from edu_dx.metrics.clock import Window, clock_of, minute_of_day
from edu_dx.metrics.queueing import counters_needed, replay_queue


def staffing_by_slot(
    tickets: pd.DataFrame,
    window: Window,
    *,
    slot: int,
    service: float,
    limit: float,
    accepted: float,
) -> pd.DataFrame:
    """The counters each slot needs on an average day and on a busy one.

    Args:
        tickets: ``counter_tickets`` of one office.
        window: reception hours.
        slot: length of a slot, minutes.
        service: mean service time, minutes.
        limit: waiting time that should not be exceeded, minutes.
        accepted: share of people who may wait longer.

    Returns:
        ``slot`` (clock), ``mean`` and ``busy`` (tickets in the slot: mean and 90th percentile of the days),
        ``load`` and ``busy_load`` (Erlang), ``counters`` and ``busy_counters``.
    """
    counts = slot_counts(tickets, window, slot)
    starts = [int(start) for start in counts.columns]
    lengths = np.array([min(slot, window.end - start) for start in starts])
    table = pd.DataFrame(
        {
            "slot": [clock_of(start) for start in starts],
            "mean": counts.mean().to_numpy(),
            "busy": counts.quantile(0.9).to_numpy(),
        }
    )
    for tickets_column, load_column, counters_column in (
        ("mean", "load", "counters"),
        ("busy", "busy_load", "busy_counters"),
    ):
        table[load_column] = table[tickets_column] / lengths * service
        table[counters_column] = [
            counters_needed(load, service, limit=limit, accepted=accepted) for load in table[load_column]
        ]
    return table


def crowd_into(tickets: pd.DataFrame, window: Window, within: int = 30) -> pd.DataFrame:
    """The same tickets if nobody stays away and all who came outside ``window`` crowd at its edges.

    Who came before the start comes in the first ``within`` minutes, who came after the end in the last
    ones, in the same order: an opening rush is moved by the opening time, it does not vanish. This is
    the hard case, not a forecast.
    """
    minutes = minute_of_day(tickets["issued_at"])
    early, late = minutes < window.start, minutes >= window.end
    moved = minutes.copy()
    moved[early] = window.start + _spread(minutes[early]) * within
    moved[late] = window.end - within + _spread(minutes[late]) * within
    issued_at = tickets["issued_at"].dt.normalize() + pd.to_timedelta(moved * 60, unit="s").dt.floor("s")
    return tickets.assign(issued_at=issued_at)


def _spread(minutes: pd.Series) -> pd.Series:
    """The times on a scale from 0 (earliest) to just below 1 (latest)."""
    earliest = minutes.min()
    spread: pd.Series = (minutes - earliest) / (minutes.max() - earliest + 1)
    return spread


def replayed_waits(tickets: pd.DataFrame, services: pd.Series, counters: int) -> pd.Series:
    """Waiting minutes of each ticket if every day were replayed with ``counters`` open throughout.

    Args:
        tickets: ``counter_tickets`` of one office.
        services: service minutes, same index; a missing one takes the mean of the known ones.
        counters: open counters.
    """
    served = services.fillna(services.mean()).to_numpy(dtype=float)
    arrived = minute_of_day(tickets["issued_at"]).to_numpy()
    day, _ = pd.factorize(tickets["issued_at"].dt.normalize())
    # Who comes in the same second is served in the order of the tickets: the same on every processor.
    order = np.lexsort((arrived, day))
    waits = np.empty(len(tickets))
    for of_day in np.split(order, np.flatnonzero(np.diff(day[order])) + 1):
        waits[of_day] = replay_queue(arrived[of_day], served[of_day], counters)
    return pd.Series(waits, index=tickets.index)


def counters_in_use(tickets: pd.DataFrame) -> int:
    """The number of different counters that called a ticket, each office by itself; 0 where none is recorded."""
    recorded = tickets.loc[tickets["counter_id"].notna(), ["office", "counter_id"]]
    return len(recorded.drop_duplicates())
