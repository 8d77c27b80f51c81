"""Who is affected when a counter opens later or closes earlier.

A ticket is affected by a window [start, end) when it was issued before the start or at or after the end:
``affected = #{t : time(t) < start or time(t) >= end}``, the denominator being all tickets. Tickets are
not persons: a family takes one ticket, and a person sent to another counter takes two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.clock import Window, clock_of, minute_of_day, minutes_saved
from edu_dx.metrics.intervals import daily_ratio_interval, wilson_interval


def is_affected(tickets: pd.DataFrame, window: Window) -> pd.Series:
    """Whether each ticket of ``counter_tickets`` was issued outside ``window``; the frame's index."""
    minutes = minute_of_day(tickets["issued_at"])
    return (minutes < window.start) | (minutes >= window.end)


def option_grid(
    tickets: pd.DataFrame,
    present: Window,
    *,
    latest_start: int,
    earliest_end: int,
    step: int = 30,
) -> pd.DataFrame:
    """The affected share for every start × end option.

    Args:
        tickets: ``counter_tickets`` of at least two days.
        present: the reception hours now; always among the options.
        latest_start: the latest start to look at, minutes since midnight.
        earliest_end: the earliest end to look at, after ``latest_start``.
        step: distance of the options on the clock, minutes.

    Returns:
        One row an option: ``start, end`` (clock), ``saved_minutes`` a day, ``affected, tickets`` (counts),
        ``share``, and ``low, high``, its 95 % interval with the day as the sample.
    """
    options = options_within(present, latest_start, earliest_end, step)
    arrivals = _Arrivals.of(tickets)
    return pd.DataFrame([_effect(arrivals, present, option) for option in options])


def option_effect(tickets: pd.DataFrame, present: Window, option: Window) -> dict[str, str | int | float]:
    """One row of :func:`option_grid`, for any window."""
    return _effect(_Arrivals.of(tickets), present, option)


class _Arrivals(NamedTuple):
    """What every option is held against: each ticket's minute and number of its day, and the tickets a day."""

    minute: npt.NDArray[np.float64]
    day: npt.NDArray[np.intp]
    tickets: npt.NDArray[np.intp]

    @classmethod
    def of(cls, tickets: pd.DataFrame) -> _Arrivals:
        day, _ = pd.factorize(tickets["issued_at"].dt.normalize(), sort=True)
        return cls(minute_of_day(tickets["issued_at"]).to_numpy(), day, np.bincount(day))


def _effect(arrivals: _Arrivals, present: Window, option: Window) -> dict[str, str | int | float]:
    outside = (arrivals.minute < option.start) | (arrivals.minute >= option.end)
    per_day = np.bincount(arrivals.day[outside], minlength=len(arrivals.tickets))
    low, high = daily_ratio_interval(per_day, arrivals.tickets)
    affected, tickets = int(per_day.sum()), len(arrivals.day)
    return {
        "start": clock_of(option.start),
        "end": clock_of(option.end),
        "saved_minutes": minutes_saved(present, option),
        "affected": affected,
        "tickets": tickets,
        "share": affected / tickets,
        "low": low,
        "high": high,
    }


def options_within(present: Window, latest_start: int, earliest_end: int, step: int) -> Iterator[Window]:
    """Every window inside ``present`` whose ends are the present ones or multiples of ``step``."""
    starts = [m for m in range(present.start, latest_start + 1) if m % step == 0 or m == present.start]
    ends = [m for m in range(earliest_end, present.end + 1) if m % step == 0 or m == present.end]
    return (Window(start, end) for start in starts for end in reversed(ends))


def largest_within(options: pd.DataFrame, tolerance: float) -> pd.Series:
    """The option of :func:`option_grid` that saves most minutes with ``share <= tolerance``.

    Among options that save equally much, the one with fewest affected tickets. The present hours are an
    option too, so that there is one unless even they leave more than ``tolerance`` outside (then the
    present hours are returned).
    """
    allowed = options[options["share"] <= tolerance]
    if allowed.empty:
        allowed = options[options["saved_minutes"] == 0]
    return allowed.sort_values(["saved_minutes", "affected"], ascending=[False, True]).iloc[0]


def affected_by(tickets: pd.DataFrame, window: Window, group: pd.Series) -> pd.DataFrame:
    """Affected tickets in each group (service, weekday, month, office).

    Args:
        tickets: ``counter_tickets``.
        window: the proposed hours.
        group: one label a ticket, same index; its name becomes the first column.

    Returns:
        ``<group>, affected, tickets, share, low, high``, most affected tickets first; Wilson 95 % interval.
    """
    groups = is_affected(tickets, window).groupby(group, observed=True)
    counts = pd.DataFrame({"affected": groups.sum(), "tickets": groups.size()})
    counts["share"] = counts["affected"] / counts["tickets"]
    ends = [wilson_interval(*pair) for pair in zip(counts["affected"], counts["tickets"], strict=True)]
    counts[["low", "high"]] = np.array(ends, dtype=float).reshape(-1, 2)
    return counts.sort_values("affected", ascending=False, kind="stable").reset_index()


def morning_and_evening(tickets: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Affected tickets before the start and from the end on: ``part`` (朝, 夕方), ``affected, tickets, share``."""
    minutes = minute_of_day(tickets["issued_at"])
    parts = pd.DataFrame(
        {"part": ["朝", "夕方"], "affected": [(minutes < window.start).sum(), (minutes >= window.end).sum()]}
    )
    return parts.assign(tickets=len(tickets), share=parts["affected"] / len(tickets))


def affected_per_day(tickets: pd.DataFrame, window: Window) -> pd.DataFrame:
    """One row an open day: ``day, affected, tickets, share``; what a reader recounts by hand."""
    day = tickets["issued_at"].dt.normalize().rename("day")
    groups = is_affected(tickets, window).groupby(day)
    days = pd.DataFrame({"affected": groups.sum(), "tickets": groups.size()}).reset_index()
    return days.assign(share=days["affected"] / days["tickets"])


def staff_hours_released(saved_minutes: float, persons: float, open_days: int) -> float:
    """Hours a year in which nobody has to stand at the counter: minutes ÷ 60 × persons × open days.

    Counter time, not paid time: working hours fall only if overtime does.
    """
    return saved_minutes / 60 * persons * open_days


def full_time_equivalent(hours: float, hours_of_one_post: float) -> float:
    """``hours`` as posts, given the working hours of one post in a year."""
    return hours / hours_of_one_post
