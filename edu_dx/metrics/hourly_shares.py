"""Affected share from published hourly shares, where no tickets are to be had."""

from __future__ import annotations

from collections.abc import Mapping


def share_outside(shares_by_hour: Mapping[int, float], start_hour: int, end_hour: int) -> float:
    """The share that comes before ``start_hour`` or from ``end_hour`` on.

    Args:
        shares_by_hour: share of the visitors in each clock hour, in any one unit (%, fraction).
        start_hour: first hour of the reception.
        end_hour: hour at which the reception ends.
    """
    return sum(share for hour, share in shares_by_hour.items() if hour < start_hour or hour >= end_hour)
