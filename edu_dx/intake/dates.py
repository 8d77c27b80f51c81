"""Cells → dates, months and times of day: western and Japanese years, Excel serials, times past 24:00."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

from edu_dx.intake.kanji_dates import dates_in_digits
from edu_dx.intake.text import Cell, as_text, is_number, plain
from edu_dx.intake.values import UnreadableError, refuse_error
from edu_dx.tables.fiscal_year import ERA_LETTERS, ERA_OFFSETS

_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_FIRST_REAL_DAY = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; an earlier day is a number in the format of a date."""

_SERIAL_DAYS = range(20_000, 80_000)

YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|令|平|昭|[大明](?=\s*(?:\d|元\s*[年./-]))|[RHSTMrhstm](?=\.?\s*(?:\d|元)))\.?\s*(?P<era_year>[1-9]\d|0?[1-9]|元)|(?P<year>(?:19|20)\d{2}))"
_SEPARATOR = r"\s*[年./・-]\s*"
DATE = rf"{YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})(?:\s*月|\s*[./・-])\s*(?P<day>\d{{1,2}})\s*日?"
MONTH = rf"{YEAR}{_SEPARATOR}(?P<month>\d{{1,2}})\s*月?"
_WEEKDAY = r"(?:\s*\([日月火水木金土](?:曜日?)?\)|\s*[日月火水木金土]曜日?)?"
_SAME_YEAR = re.compile(
    rf"(?P<first>{re.sub(r'[?]P<[a-z_]+>', '?:', YEAR)})\s*年?\s*\(\s*(?P<other>[^()]+?)\s*年?\s*\)\s*"
)
_ERA_COMPACT = re.compile(r"([RHSTM])(\d{2})(\d{2})(\d{2})", re.IGNORECASE)
_SERIAL_TEXT = re.compile(r"[2-7]\d{4}")
_DATE = re.compile(DATE + _WEEKDAY)
_COMPACT_DATE = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
_MONTH = re.compile(MONTH + "分?")
_BARE_MONTH = re.compile(r"(\d{1,2})\s*月分?")
_COMPACT_MONTH = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})")
_TIME = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,3})\s*"
    r"(?:(?::|時)\s*(?P<minute>\d{1,2})\s*分?(?::?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?|時(?P<half_past>半)?)"
    r"\s*(?P<half_after>AM|PM)?",
    re.IGNORECASE,
)


_COMPACT_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?P<minute>\d{2})(?P<second>\d{2})(?P<half>)?(?P<half_past>)?(?P<half_after>)?"
)
"""``083015``, or ``83015`` where a sheet has dropped the leading zero; four digits may be minutes as well."""


def western_year(match: re.Match[str]) -> int:
    """The western year of a match of :data:`YEAR`."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return ERA_OFFSETS[_era_of(match)] + (1 if groups["era_year"] == "元" else int(groups["era_year"]))


def _era_of(match: re.Match[str]) -> str:
    era = match["era"].upper()
    return ERA_LETTERS.get(era, next((name for name in ERA_OFFSETS if name.startswith(era)), era))


def day_of(match: re.Match[str]) -> dt.date:
    """The day of a match of :data:`DATE`; UnreadableError if the calendar has no such day."""
    try:
        return dt.date(western_year(match), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise UnreadableError(f"「{match[0]}」は暦にない日付です") from error


def refuse_outlived_era(match: re.Match[str], printed: str) -> None:
    """Refuse a year that its era did not reach: 平成40年 may be a year to come or a slip of 昭和40年.

    The last year of an era counts to its end (平成31年5月1日, 昭和64年12月): forms printed in advance say so, and
    no other day can be meant.

    Raises:
        UnreadableError: the era ended before that year.
    """
    if not match.groupdict().get("era"):
        return
    era, year = _era_of(match), western_year(match)
    later = [offset + 1 for offset in ERA_OFFSETS.values() if offset > ERA_OFFSETS[era]]
    if later and year > min(later):
        last = min(later) - ERA_OFFSETS[era]
        raise UnreadableError(
            f"「{printed}」は読めません（{era}は{last}年までです。西暦{year}年のことか確かめてください）"
        )


def read_date(cell: Cell) -> dt.date:
    """One cell as a day: ``R6.5.1``, ``令和元年５月１日``, ``2024/5/1``, ``20240501``, a serial or a date cell.

    Raises:
        UnreadableError: the cell names no day.
    """
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        if day < _FIRST_REAL_DAY:
            raise UnreadableError(
                f"「{as_text(cell)}」は日付として読めません（数に日付の書式が付いています）"
            )
        return day
    if is_number(cell) and _SERIAL_DAYS.start <= cell < _SERIAL_DAYS.stop:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(cell))).date()
    refuse_error(cell)
    text = _MIDNIGHT.sub("", _without_second_year(dates_in_digits(plain(cell))))
    if _SERIAL_TEXT.fullmatch(text):
        return read_date(int(text))
    if compact := _ERA_COMPACT.fullmatch(text):
        text = "{}{}.{}.{}".format(*compact.groups())
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if not match:
        raise UnreadableError(f"「{as_text(cell)}」は日付として読めません")
    refuse_outlived_era(match, as_text(cell))
    return day_of(match)


def _without_second_year(text: str) -> str:
    """``令和6(2024)年5月1日`` with its first year alone; UnreadableError if the two years differ."""
    twice = _SAME_YEAR.match(text)
    if not twice:
        return text
    first, other = (re.fullmatch(YEAR, twice[name]) for name in ("first", "other"))
    if first is None or other is None:
        return text
    if western_year(first) != western_year(other):
        raise UnreadableError(f"「{text}」は、和暦と西暦の年が食い違っています")
    rest = text[twice.end() :]
    return twice["first"] + ("年" if rest[:1].isdigit() else "") + rest


def read_month(cell: Cell, *, fiscal_year: int | None = None) -> dt.date:
    """One cell as the first day of a month; a bare ``4月`` needs the fiscal year it lies in.

    Raises:
        UnreadableError: the cell names no month.
    """
    refuse_error(cell)
    text = _without_second_year(dates_in_digits(plain(cell)))
    match = _MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text)
    if match:
        refuse_outlived_era(match, text)
        return _first_of_month(western_year(match), int(match["month"]), text)
    bare_month = _BARE_MONTH.fullmatch(text)
    if bare_month:
        if fiscal_year is None:
            raise UnreadableError(f"「{text}」が何年の月か分かりません")
        month = int(bare_month[1])
        return _first_of_month(fiscal_year + (month < 4), month, text)
    try:
        return read_date(cell).replace(day=1)
    except UnreadableError as error:
        raise UnreadableError(f"「{as_text(cell)}」は年月として読めません") from error


def is_month(text: str) -> bool:
    """Whether a text names a month and no day: ``令和6年4月``, ``2024/04``, ``4月``."""
    written = dates_in_digits(plain(text))
    return bool(_MONTH.fullmatch(written) or _BARE_MONTH.fullmatch(written))


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
        return _since_midnight(cell)
    if isinstance(cell, dt.time):
        return dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, dt.timedelta):
        return _checked(dt.timedelta(seconds=round(cell.total_seconds())), cell)
    if isinstance(cell, float) and 0 < cell < 2 and not cell.is_integer():
        return dt.timedelta(seconds=round(cell * 86_400))
    refuse_error(cell)
    text = plain(cell)
    if text == "正午":
        return dt.timedelta(hours=12)
    match = _TIME.fullmatch(text) or _COMPACT_TIME.fullmatch(text)
    if not match or int(match["minute"] or 0) > 59 or int(match["second"] or 0) > 59:
        raise UnreadableError(f"「{as_text(cell)}」は時刻として読めません")
    hour = int(match["hour"])
    half = (match["half"] or match["half_after"] or "").upper()
    if half in ("午後", "PM") and hour < 12:
        hour += 12
    if half in ("午前", "AM") and hour == 12:
        hour = 0
    minute = 30 if match["half_past"] else int(match["minute"] or 0)
    return _checked(dt.timedelta(hours=hour, minutes=minute, seconds=int(match["second"] or 0)), cell)


def _since_midnight(moment: dt.datetime) -> dt.timedelta:
    """A time past 24:00 in a cell formatted as a time comes as a day at the beginning of 1900."""
    beginning = dt.datetime.combine(moment.date(), dt.time())
    if moment.date() < _FIRST_REAL_DAY:
        beginning = dt.datetime(1899, 12, 31)
    return _checked(dt.timedelta(seconds=round((moment - beginning).total_seconds())), moment)


def _checked(time: dt.timedelta, cell: Cell) -> dt.timedelta:
    if not dt.timedelta() <= time < dt.timedelta(hours=48):
        raise UnreadableError(f"「{as_text(cell)}」は時刻として読めません")
    return time


def read_moment(cell: Cell, *, day: dt.date | None = None) -> dt.datetime:
    """One cell as day and time in Japan; a cell with the time alone takes ``day``.

    ``2025-04-01T00:05:00Z`` is five past nine.

    Raises:
        UnreadableError: the cell names no moment, or a time without any day.
    """
    if isinstance(cell, dt.datetime) and cell.date() >= _FIRST_REAL_DAY:
        return cell
    if is_number(cell) and _SERIAL_DAYS.start <= cell < _SERIAL_DAYS.stop:
        moment = _EXCEL_EPOCH + dt.timedelta(days=float(cell))
        return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    text = plain(cell)
    if ":" in text:
        with contextlib.suppress(ValueError):
            return _in_japan(dt.datetime.fromisoformat(text.replace("/", "-")))
    match = _DATE.match(text) or _COMPACT_DATE.match(text)
    if match and (rest := text[match.end() :].lstrip(" T")):
        return dt.datetime.combine(day_of(match), dt.time()) + read_time(rest)
    time = read_time(cell)
    if day is None:
        raise UnreadableError(f"「{as_text(cell)}」に日付がありません")
    return dt.datetime.combine(day, dt.time()) + time


def _in_japan(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(dt.timezone(dt.timedelta(hours=9))).replace(tzinfo=None)
