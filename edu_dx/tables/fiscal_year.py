"""Fiscal years (年度) and Japanese eras."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ERA_OFFSETS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}


def fiscal_year_of(day: dt.date) -> int:
    """The fiscal year, April to March, that ``day`` lies in."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_years_of(days: pd.Series) -> pd.Series:
    """The fiscal year of each of a column of days or moments, as integers; none may be missing."""
    years: pd.Series = days.dt.year - (days.dt.month < 4)
    return years


def era_year(year: int) -> str:
    """A western year as the era year a board writes: 2025 → 令和7, 2019 → 令和元."""
    era = "令和" if year >= 2019 else "平成" if year >= 1989 else "昭和"
    number = year - ERA_OFFSETS[era]
    return f"{era}{'元' if number == 1 else number}"
