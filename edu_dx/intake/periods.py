"""When a sheet's numbers hold: a reference date or a fiscal year found in titles, headers or the file's name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from edu_dx.intake.dates import DATE, MONTH, YEAR, day_of, refuse_outlived_era, western_year
from edu_dx.intake.kanji_dates import dates_in_digits
from edu_dx.intake.text import Cell, plain
from edu_dx.intake.values import UnreadableError, refuse_error
from edu_dx.tables.fiscal_year import fiscal_year_of

_DATE = re.compile(DATE)
_MONTH = re.compile(MONTH)
_FISCAL_YEAR = re.compile(YEAR + r"\s*年度")
_CALENDAR_YEAR = re.compile(YEAR + r"\s*年(?!度|\s*\d{1,2}\s*月)")
_NAME_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>[0-2]\d|3[01])(?!\d)"
)
_BARE_NAME_YEAR = re.compile(r"(?<![\dA-Za-z])(?P<year>(?:19|20)\d{2})(?!\d)")
_ERA_IN_NAME = re.compile(r"(?<![A-Za-z0-9])(?P<era>[RHS])(?P<era_year>[1-9]\d|0?[1-9])(?![0-9A-Za-z.])")
_WHOLE_YEAR = re.compile(
    r"(?P<first>[^年度()]+)\s*年?度?\s*(?:\(\s*(?P<other>[^年度()]+?)\s*年?度?\s*\))?\s*年?度?"
)
_SECOND_YEAR = re.compile(rf"(?<=[0-9元年])\s*\(\s*{YEAR}\s*年?\s*\)\s*(?=[年.]|[0-9]+月)")
"""The same year in the other count, between a year and what follows it: ``令和6（2024）年5月1日``."""

_AS_OF = re.compile(r"\s*(?:現在|時点)")
_CHANGED = re.compile(
    r"更新|作成|公表|印刷|訂正|修正|出力|発行|抽出|取得日|ダウンロード|提出|回答日|保存|開示"
)


_FISCAL_YEAR_LAST = 3


@dataclass(frozen=True)
class Period:
    """A fiscal year and, where known, the day the numbers hold for.

    Args:
        fiscal_year: April to March.
        day: reference date, None where only a year is stated.
        source: the text it was read from, as the receipt shows it.
        states_fiscal_year: whether the text names the fiscal year (年度) as such.
    """

    fiscal_year: int
    day: dt.date | None
    source: str
    states_fiscal_year: bool = False


def period_in(texts: Iterable[str], *, day_first: bool = False) -> Period | None:
    """The period that titles state: ``…現在`` before a fiscal year before any other date before a date of change.

    With ``day_first`` any date counts for more than a fiscal year.
    """
    found: list[tuple[int, int, Period]] = []
    for order, raw in enumerate(texts):
        text = _SECOND_YEAR.sub("", _written(raw))
        for rank, period in _periods_of(text, raw) or _periods_of(text.replace("\n", ""), raw):
            found.append((_FISCAL_YEAR_LAST if day_first and period.day is None else rank, order, period))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _written(text: str) -> str:
    """A text with its dates in narrow digits."""
    return dates_in_digits(unicodedata.normalize("NFKC", text))


def _periods_of(text: str, raw: str) -> list[tuple[int, Period]]:
    source = " ".join(raw.split())[:60]
    found = []
    for match in _DATE.finditer(text):
        try:
            day = day_of(match)
        except UnreadableError:
            continue
        as_of = bool(_AS_OF.match(text, match.end()))
        rank = 0 if as_of else 4 if _CHANGED.search(text) else 2
        found.append((rank, Period(fiscal_year_of(day), day, source)))
    for match in _FISCAL_YEAR.finditer(text):
        found.append((1, Period(western_year(match), None, source, states_fiscal_year=True)))
    if not found:
        for match in _MONTH.finditer(text):
            month = int(match["month"])
            if 1 <= month <= 12:
                day = dt.date(western_year(match), month, 1)
                found.append((2, Period(fiscal_year_of(day), day, source)))
    return found


def one_month_in(texts: Iterable[str]) -> dt.date | None:
    """The first day of the one month that texts name without a day (``対象年月：2025年6月``), None if not just one."""
    months = set()
    for text in map(_written, texts):
        days = [match.span() for match in _DATE.finditer(text)]
        for match in _MONTH.finditer(text):
            is_of_day = any(start <= match.start() < end for start, end in days)
            if not is_of_day and not _CHANGED.search(text) and 1 <= int(match["month"]) <= 12:
                months.add(dt.date(western_year(match), int(match["month"]), 1))
    return months.pop() if len(months) == 1 else None


def tells_a_change(text: str) -> bool:
    """Whether a title is about the file (作成日, 出力日時) and so says nothing of when its numbers hold."""
    return bool(_CHANGED.search(text))


def one_period_in(texts: Iterable[str]) -> Period | None:
    """The period that the texts state, None if they state different fiscal years."""
    periods = [period for text in texts if (period := period_in([text]))]
    return periods[0] if len({period.fiscal_year for period in periods}) == 1 else None


def period_in_sheet_name(name: str) -> Period | None:
    """The fiscal year that a sheet's name is: ``R6``, ``令和6年``, ``2024``."""
    match = re.fullmatch(YEAR + r"\s*年?度?", _written(name).strip())
    return Period(western_year(match), None, f"シート名「{name}」") if match else None


def period_in_file_name(stem: str) -> Period | None:
    """The period that a file's name states: ``20120501``, ``mext_20210305…``, ``R6.5.1``, ``令和6年度``, ``2024年度``."""
    stated = period_in([stem])
    if stated:
        return stated
    text = _written(stem)
    for dated in _NAME_DATE.finditer(text):
        try:
            day = day_of(dated)
        except UnreadableError:
            continue
        return Period(fiscal_year_of(day), day, f"ファイル名「{stem}」")
    if match := _BARE_NAME_YEAR.search(text):
        return Period(int(match["year"]), None, f"ファイル名「{stem}」")
    eras = {western_year(match) for match in _ERA_IN_NAME.finditer(text)}
    return Period(eras.pop(), None, f"ファイル名「{stem}」") if len(eras) == 1 else None


def calendar_year_in(label: str) -> int | None:
    """The year that a header such as ``平成27年`` or ``令和元年中`` names, None if it names none or a fiscal year."""
    match = _CALENDAR_YEAR.search(_written(label))
    return western_year(match) if match else None


def fiscal_year_in(label: str) -> int | None:
    """The fiscal year that a header or cell such as ``令和6年度`` names."""
    match = _FISCAL_YEAR.search(_written(label))
    return western_year(match) if match else None


def span_in(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a period such as ``（平成31年1月1日から令和元年12月31日まで）`` or ``…同年12月31日まで``."""
    plain = _written(text)
    start = re.search(DATE + r"\s*(?:から|~|-|〜)\s*", plain)
    same_year = re.compile(r"\s*(?:(?P<next>翌年)|同年)?\s*(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
    if not start:
        leading = re.search(
            YEAR + r"年\s*\(\s*(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?:から|~|〜)\s*", plain
        )
        start = leading
    if not start:
        return None
    first = day_of(start)
    end = _DATE.match(plain, start.end())
    if end:
        return first, day_of(end)
    relative = same_year.match(plain, start.end())
    if not relative:
        return None
    year = first.year + (1 if relative["next"] else 0)
    return first, dt.date(year, int(relative["month"]), int(relative["day"]))


def read_fiscal_year(cell: Cell) -> int:
    """A cell of a year column (年度) as a fiscal year: ``2024``, ``令和6年度``, ``R6``, ``2024（令和6）年度``.

    Raises:
        UnreadableError: the cell names no year, two that differ, or one that its era did not reach.
    """
    refuse_error(cell)
    text = dates_in_digits(plain(cell))
    match = _WHOLE_YEAR.fullmatch(text)
    if not match:
        raise UnreadableError(f"「{text}」は年度として読めません")
    year = _year_of(match["first"], text)
    if match["other"] and _year_of(match["other"], text) != year:
        raise UnreadableError(f"「{text}」は、和暦と西暦の年が食い違っています")
    return year


def _year_of(printed: str, text: str) -> int:
    match = re.fullmatch(YEAR, printed)
    if not match:
        raise UnreadableError(f"「{text}」は年度として読めません")
    refuse_outlived_era(match, text)
    return western_year(match)
