"""School age: who enters grade 1 in which April.

Source: 学校教育法17条 with 年齢計算ニ関スル法律: an age is reached the day before the birthday, so a child born on
1 April belongs to the older school year.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd


def grade_in(fiscal_year: int, birth: dt.date) -> int:
    """Grade 1-9 that a child born on ``birth`` is in; below 1 before school, above 9 after it.

    ``grade = fiscal year − fiscal year of (birth − 1 day) − 6``
    """
    day_before = birth - dt.timedelta(days=1)
    return fiscal_year - (day_before.year if day_before.month >= 4 else day_before.year - 1) - 6


def birth_window(entry_year: int) -> tuple[dt.date, dt.date]:
    """First and last birthday of the children who enter grade 1 in April of ``entry_year``."""
    return dt.date(entry_year - 7, 4, 2), dt.date(entry_year - 6, 4, 1)


def births_by_entry_year(births: pd.DataFrame) -> pd.Series:
    """Births of each school-entry cohort, indexed by entry fiscal year.

    A period that lies in two cohorts (a calendar year does) is split by days. Cohorts that the periods do not
    cover day for day are left out.

    Args:
        births: ``period_start``, ``period_end`` (both days included), ``births`` (persons) of one municipality.
    """
    if births.empty:
        return pd.Series(dtype="float64")
    start, end = (
        pd.to_datetime(births[name]).to_numpy(dtype="datetime64[D]")
        for name in ("period_start", "period_end")
    )
    days = _days(start, end)
    number = births["births"].astype("float64").to_numpy()
    cohorts = {}
    for entry_year in range(pd.Timestamp(start.min()).year + 6, pd.Timestamp(end.max()).year + 8):
        first, last = (np.datetime64(day, "D") for day in birth_window(entry_year))
        shared = np.maximum(_days(np.maximum(start, first), np.minimum(end, last)), 0)
        if shared.sum() == _days(first, last):
            cohorts[entry_year] = float(np.nansum(number * shared / days))
    return pd.Series(cohorts, dtype="float64")


def _days(first: Any, last: Any) -> Any:
    """Days from ``first`` to ``last``, both included; of dates or of arrays of dates."""
    return (last - first).astype("int64") + 1
