"""How long people waited and how long they were served, from the times on the tickets."""

from __future__ import annotations

import pandas as pd


def waiting_minutes(tickets: pd.DataFrame) -> pd.Series:
    """Minutes from issue to call; missing where the call is not recorded or lies before the issue."""
    return _minutes_between(tickets["issued_at"], tickets["called_at"])


def service_minutes(tickets: pd.DataFrame) -> pd.Series:
    """Minutes from call to finish; missing where a time is not recorded or the finish lies before the call."""
    return _minutes_between(tickets["called_at"], tickets["finished_at"])


def _minutes_between(earlier: pd.Series, later: pd.Series) -> pd.Series:
    minutes = (later - earlier).dt.total_seconds() / 60
    return minutes.where(minutes >= 0)


def distribution(minutes: pd.Series, group: pd.Series, limit: float) -> pd.DataFrame:
    """How times are spread in each group.

    Args:
        minutes: from :func:`waiting_minutes` or :func:`service_minutes`.
        group: one label a ticket, same index; its name becomes the first column.
        limit: the time that should not be exceeded, minutes.

    Returns:
        ``<group>, measured`` (tickets with a time), ``unmeasured``, ``median, p90`` (minutes),
        ``over_limit`` (count), ``share_over_limit`` (of the measured).
    """
    groups = minutes.groupby(group, observed=True)
    measured = groups.count()
    over_limit = (minutes > limit).groupby(group, observed=True).sum()
    table = pd.DataFrame(
        {
            "measured": measured,
            "unmeasured": groups.size() - measured,
            "median": groups.median(),
            "p90": groups.quantile(0.9),
            "over_limit": over_limit,
            "share_over_limit": over_limit / measured,
        }
    )
    return table.reset_index()


def histogram(minutes: pd.Series, width: int, longest: int) -> pd.DataFrame:
    """Tickets by length of time: ``from_minute`` (the last class is open), ``tickets, measured, share``.

    Args:
        minutes: times; missing ones are left out of ``measured``.
        width: width of a class, minutes.
        longest: first minute of the open class, a multiple of ``width``.
    """
    known = minutes.dropna()
    classes = (known // width * width).clip(upper=longest).astype("int64")
    counts = classes.value_counts().reindex(range(0, longest + 1, width), fill_value=0)
    return pd.DataFrame(
        {
            "from_minute": counts.index,
            "tickets": counts.to_numpy(),
            "measured": len(known),
            "share": counts.to_numpy() / max(1, len(known)),
        }
    )
