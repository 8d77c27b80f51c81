"""When people come: tickets by slot of the day, weekday and month, with the number of days behind them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from edu_dx.metrics.clock import Window, clock_of, minute_of_day
from edu_dx.metrics.intervals import poisson_interval

WEEKDAYS = ("月", "火", "水", "木", "金", "土", "日")


def weekday_of(tickets: pd.DataFrame) -> pd.Series:
    """The weekday of each ticket as an ordered category 月 … 日, named ``weekday``."""
    numbers = tickets["issued_at"].dt.day_of_week.to_numpy(dtype="int64")
    labels = pd.Categorical.from_codes(numbers, dtype=pd.CategoricalDtype(list(WEEKDAYS), ordered=True))
    return pd.Series(labels, index=tickets.index, name="weekday")


def month_of(tickets: pd.DataFrame) -> pd.Series:
    """The first day of each ticket's month, named ``month``."""
    months: pd.Series = tickets["issued_at"].dt.to_period("M").dt.to_timestamp()
    return months.rename("month")


def open_days(tickets: pd.DataFrame) -> int:
    """The number of days on which at least one ticket was issued."""
    return int(tickets["issued_at"].dt.normalize().nunique())


def thin_days(tickets: pd.DataFrame, share_of_median: float = 0.1) -> pd.DataFrame:
    """Days with so few tickets that they are hardly open days: ``day, tickets``.

    Args:
        tickets: ``counter_tickets``.
        share_of_median: a day is thin below this share of the median day.
    """
    per_day = tickets.groupby(tickets["issued_at"].dt.normalize().rename("day")).size()
    return per_day[per_day < share_of_median * per_day.median()].rename("tickets").reset_index()


def months_covered(tickets: pd.DataFrame) -> int:
    """The number of different calendar months in which tickets were issued."""
    return int(tickets["issued_at"].dt.to_period("M").nunique())


def slot_counts(tickets: pd.DataFrame, window: Window, slot: int) -> pd.DataFrame:
    """Tickets of each open day (rows) in each slot of ``window`` (columns: the slot's first minute).

    A slot without a ticket is 0; tickets outside the window are left out.
    """
    starts = range(window.start, window.end, slot)
    minutes = minute_of_day(tickets["issued_at"]).to_numpy()
    day_of_ticket, days = pd.factorize(tickets["issued_at"].dt.normalize(), sort=True)
    inside = (minutes >= window.start) & (minutes < window.end)
    slot_of_ticket = ((minutes[inside] - window.start) // slot).astype("int64")
    cells = day_of_ticket[inside] * len(starts) + slot_of_ticket
    counts = np.bincount(cells, minlength=len(days) * len(starts)).reshape(len(days), len(starts))
    # A copy would be laid out column by column, and sums over it would differ in their last digit.
    return pd.DataFrame(counts, index=days, columns=list(starts), copy=False)


def dispersion(counts: pd.DataFrame) -> float:
    """Variance ÷ mean of the counts of :func:`slot_counts`, pooled over the slots; at least 1.

    Pearson's chi-square over its degrees of freedom: 1 when days differ by chance alone, more when
    some days are busy throughout.
    """
    used = counts.loc[:, counts.sum() > 0]
    freedom = (len(used) - 1) * used.shape[1]
    if freedom == 0:
        return 1.0
    means = used.mean()
    return max(1.0, float(((used - means) ** 2 / means).to_numpy().sum()) / freedom)


def arrivals_by_slot(tickets: pd.DataFrame, window: Window, slot: int = 15) -> pd.DataFrame:
    """Mean tickets a day in each slot, with a 95 % interval that widens with the spread between days.

    Returns:
        ``slot`` (clock), ``tickets`` (all days), ``days``, ``mean`` a day, ``low, high``.
    """
    counts = slot_counts(tickets, window, slot)
    days, spread = len(counts), dispersion(counts)
    totals = counts.sum()
    ends = np.array([poisson_interval(float(total), dispersion=spread) for total in totals]) / days
    return pd.DataFrame(
        {
            "slot": [clock_of(int(start)) for start in counts.columns],
            "tickets": totals.to_numpy(),
            "days": days,
            "mean": totals.to_numpy() / days,
            "low": ends[:, 0],
            "high": ends[:, 1],
        }
    )


def arrivals_by_weekday(tickets: pd.DataFrame, window: Window, slot: int = 15) -> pd.DataFrame:
    """:func:`arrivals_by_slot` for each weekday that occurs, with ``weekday`` as the first column."""
    weekdays = weekday_of(tickets)
    parts = [
        arrivals_by_slot(tickets[weekdays == weekday], window, slot).assign(weekday=weekday)
        for weekday in WEEKDAYS
        if (weekdays == weekday).any()
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[["weekday", *table.columns.drop("weekday")]]


def tickets_per_day(tickets: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Tickets a day in each group of days (weekday, month), with a 95 % interval.

    Args:
        tickets: ``counter_tickets``.
        group: one label a ticket that is the same for all tickets of a day; names the first column.

    Returns:
        ``<group>, tickets, days, mean, low, high`` in the order of the labels, which stay of their type.
    """
    day = tickets["issued_at"].dt.normalize().rename("day")
    per_day = tickets.groupby([group, day], observed=True).size()
    rows = []
    for label, counts in per_day.groupby(level=0, observed=True):
        spread = dispersion(counts.to_frame())
        low, high = poisson_interval(float(counts.sum()), dispersion=spread)
        days = len(counts)
        rows.append((label, int(counts.sum()), days, counts.sum() / days, low / days, high / days))
    table = pd.DataFrame(rows, columns=[str(group.name), "tickets", "days", "mean", "low", "high"])
    return table.astype({str(group.name): group.dtype})
