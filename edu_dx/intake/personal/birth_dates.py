"""Telling birth dates from the other dates that files are full of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

_AGES = range(3, 101)
_FEWEST = 8
_WEEKEND = 5


def are_birth_dates(dates: Sequence[dt.date], *, today: dt.date) -> bool:
    """Whether dates are spread as births are.

    Ages lie in 3-100, hardly any date comes twice, no day of the year stands out (offices open on 1 April), and
    some are Saturdays or Sundays (offices do not register then).
    """
    if len(dates) < _FEWEST:
        return False
    ages = [today.year - day.year for day in dates]
    days_of_year = Counter((day.month, day.day) for day in dates)
    return (
        all(age in _AGES for age in ages)
        and len({day.year for day in dates}) >= 2
        and len(set(dates)) >= 0.7 * len(dates)
        and days_of_year.most_common(1)[0][1] <= max(2, 0.1 * len(dates))
        and sum(day.weekday() >= _WEEKEND for day in dates) >= 0.1 * len(dates)
        and len({day.month for day in dates}) >= min(6, len(dates) // 2)
    )
