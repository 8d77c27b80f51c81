"""Cells → dates, months and times of day: western and Japanese years, Excel serials, times past 24:00."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata

from edu_dx.intake.text import Cell, as_text, is_number
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import ERA_LETTERS, ERA_OFFSETS

_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_SERIAL_DAYS = range(20_000, 80_000)

YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|令|平|昭|[RHSTMrhstm](?=\.?\s*\d))\.?\s*(?P<era_year>\d{1,2}|元)|(?P<year>(?:19|20)\d{2}))"
_SEPARATOR = r"\s*[年./-]\s*"
DATE = rf"{YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})(?:\s*月|\s*[./-])\s*(?P<day>\d{{1,2}})\s*日?"
MONTH = rf"{YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})\s*月?"
_WEEKDAY = r"(?:\s*\([日月火水木金土](?:曜日?)?\))?"
_DATE = re.compile(DATE + _WEEKDAY)
_COMPACT_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
_MONTH = re.compile(MONTH + "分?")
_COMPACT_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})")
_TIME = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,3})(?::|時)(?P<minute>\d{1,2})分?(?::?(?P<second>\d{1,2})(?:\.\d+)?秒?)?"
    r"\s*(?P<half_after>AM|PM)?",
    re.IGNORECASE,
)


def western_year(match: re.Match[str]) -> int:
    """The western year of a match of :data:`YEAR`."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    era = groups["era"].upper()
    name = ERA_LETTERS.get(era, next((name for name in ERA_OFFSETS if name.startswith(era)), era))
    return ERA_OFFSETS[name] + (1 if groups["era_year"] == "元" else int(groups["era_year"]))


def day_of(match: re.Match[str]) -> dt.date:
    """The day of a match of :data:`DATE`; UnreadableError if the calendar has no such day."""
    try:
        return dt.date(western_year(match), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise UnreadableError(f"「{match[0]}」は暦にない日付です") from error


def read_date(cell: Cell) -> dt.date:
    """One cell as a day: ``R6.5.1``, ``令和元年５月１日``, ``2024/5/1``, ``20240501``, a serial or a date cell.

    Raises:
        UnreadableError: the cell names no day.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if is_number(cell) and int(cell) in _SERIAL_DAYS:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(cell))).date()
    text = _plain(cell)
    text = _MIDNIGHT.sub("", text)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if not match:
        raise UnreadableError(f"「{as_text(cell)}」は日付として読めません")
    return day_of(match)


def read_month(cell: Cell, *, fiscal_year: int | None = None) -> dt.date:
    """One cell as the first day of a month; a bare ``4月`` needs the fiscal year it lies in.

    Raises:
        UnreadableError: the cell names no month.
    """
    text = _plain(cell)
    match = _MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text)
    if match:
        return _first_of_month(western_year(match), int(match["month"]), text)
    bare_month = re.fullmatch(r"(\d{1,2})\s*月分?", text)
    if bare_month:
        if fiscal_year is None:
            raise UnreadableError(f"「{text}」が何年の月か分かりません")
        month = int(bare_month[1])
        return _first_of_month(fiscal_year + (month < 4), month, text)
    try:
        return read_date(cell).replace(day=1)
    except UnreadableError as error:
        raise UnreadableError(f"「{as_text(cell)}」は年月として読めません") from error


def _first_of_month(year: int, month: int, text: str) -> dt.date:
    if not 1 <= month <= 12:
        raise UnreadableError(f"「{text}」は暦にない月です")
    return dt.date(year, month, 1)


def read_time(cell: Cell) -> dt.timedelta:
    """One cell as time since midnight; ``25:10`` is ten past one on the next day.

    Raises:
        UnreadableError: the cell names no time of day.
    """
    if isinstance(cell, dt.datetime):
        return cell - dt.datetime.combine(cell.date(), dt.time())
    if isinstance(cell, dt.time):
        return dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, dt.timedelta):
        return cell
    if is_number(cell) and 0 <= float(cell) < 2:
        return dt.timedelta(seconds=round(float(cell) * 86_400))
    match = _TIME.fullmatch(_plain(cell))
    if not match or int(match["minute"]) > 59 or int(match["second"] or 0) > 59 or int(match["hour"]) > 47:
        raise UnreadableError(f"「{as_text(cell)}」は時刻として読めません")
    hour = int(match["hour"])
    half = (match["half"] or match["half_after"] or "").upper()
    if half in ("午後", "PM") and hour < 12:
        hour += 12
    if half in ("午前", "AM") and hour == 12:
        hour = 0
    return dt.timedelta(hours=hour, minutes=int(match["minute"]), seconds=int(match["second"] or 0))


def read_moment(cell: Cell, *, day: dt.date | None = None) -> dt.datetime:
    """One cell as day and time; a cell with the time alone takes ``day``.

    Raises:
        UnreadableError: the cell names no moment, or a time without any day.
    """
    if isinstance(cell, dt.datetime) and cell.date() > dt.date(1900, 1, 1):
        return cell
    if is_number(cell) and int(cell) in _SERIAL_DAYS:
        moment = _EXCEL_EPOCH + dt.timedelta(days=float(cell))
        return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    text = _plain(cell)
    if ":" in text:
        with contextlib.suppress(ValueError):
            return dt.datetime.fromisoformat(text.replace("/", "-")).replace(tzinfo=None)
    match = _DATE.match(text) or _COMPACT_DATE.match(text)
    if match and (rest := text[match.end() :].lstrip(" T")):
        return dt.datetime.combine(day_of(match), dt.time()) + read_time(rest)
    time = read_time(cell)
    if day is None:
        raise UnreadableError(f"「{as_text(cell)}」に日付がありません")
    return dt.datetime.combine(day, dt.time()) + time


def _plain(cell: Cell) -> str:
    text = as_text(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()
