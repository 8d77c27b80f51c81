"""Times of the day as minutes since midnight."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


def minutes_of(clock: str) -> int:
    """``"08:30"`` → 510."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """510 → ``"08:30"``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minute_of_day(times: pd.Series) -> pd.Series:
    """Minutes since midnight, with seconds as a fraction, of a datetime column."""
    seconds: pd.Series = (times - times.dt.normalize()).dt.total_seconds()
    return seconds / 60


class Window(NamedTuple):
    """Reception hours from ``start`` until just before ``end``, in minutes since midnight."""

    start: int
    end: int

    @classmethod
    def of(cls, start: str, end: str) -> Window:
        """The window between two clock times such as ``"08:30"`` and ``"17:15"``."""
        return cls(minutes_of(start), minutes_of(end))

    @property
    def length(self) -> int:
        """Minutes a day."""
        return self.end - self.start

    def __str__(self) -> str:
        return f"{clock_of(self.start)}-{clock_of(self.end)}"


def minutes_saved(present: Window, proposed: Window) -> int:
    """Minutes a day by which ``proposed`` is shorter than ``present``."""
    return present.length - proposed.length
