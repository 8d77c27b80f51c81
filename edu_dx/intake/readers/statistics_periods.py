"""Periods as published statistics print them: academic years, fiscal years, years, months, quarters."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from edu_dx.intake.dates import YEAR, read_date, western_year
from edu_dx.intake.text import Cell, as_text
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import fiscal_year_of

_TWO_YEARS = re.compile(r"(?P<first>(?:19|20)\d{2})\s*[/\-–~]?\s*(?:20)?(?P<second>\d{2})(?:\s*年度?)?")
_YEAR = re.compile(rf"{YEAR}\s*年?度?(?:平均|計|間|末|中)?")
_MONTH = re.compile(rf"{YEAR}\s*[-_/.年]\s*(?P<month>\d{{1,2}})\s*月?(?:分|末|中)?")
_MONTH_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])")
_QUARTER = re.compile(
    rf"{YEAR}\s*年?\s*[-_/]?\s*(?:第?(?P<quarter>[1-4])\s*四半期|q(?P<q>[1-4])|(?P<from>\d{{1,2}})\s*[-~]\s*\d{{1,2}}月期?)",
    re.IGNORECASE,
)
_FIRST_MONTHS = {"1": 1, "2": 4, "3": 7, "4": 10}


def fiscal_year_of_period(cell: Cell) -> int:
    """The fiscal year (April to March) that a printed period lies in or, of a whole year, is named by.

    An academic year (``202324``, ``2023/24``) has the year in which it begins; a calendar year keeps its number.

    Raises:
        UnreadableError: the cell names no period.
    """
    if isinstance(cell, dt.date):
        return fiscal_year_of(cell)
    text = unicodedata.normalize("NFKC", as_text(cell)).strip()
    if (match := _MONTH_DIGITS.fullmatch(text)) and not _follows(text):
        return _year_of_month(int(match["year"]), int(match["month"]))
    if (match := _TWO_YEARS.fullmatch(text)) and _follows(text):
        return int(match["first"])
    if match := _YEAR.fullmatch(text):
        return western_year(match)
    if match := _MONTH.fullmatch(text):
        return _year_of_month(western_year(match), int(match["month"]))
    if match := _QUARTER.fullmatch(text):
        first = _FIRST_MONTHS.get(match["quarter"] or match["q"] or "") or int(match["from"])
        return _year_of_month(western_year(match), first)
    return fiscal_year_of(read_date(cell))


def _follows(text: str) -> bool:
    """Whether a text names two years that follow each other."""
    match = _TWO_YEARS.fullmatch(text)
    return match is not None and (int(match["first"]) + 1) % 100 == int(match["second"])


def _year_of_month(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise UnreadableError(f"「{year}年{month}月」は期間として読めません")
    return fiscal_year_of(dt.date(year, month, 1))
