"""Cells → lengths of time and times of day, in minutes."""

from __future__ import annotations

import datetime as dt
import re

from edu_dx.intake.dates import read_time
from edu_dx.intake.text import Cell, as_text, is_number, plain
from edu_dx.intake.values import UnreadableError, read_number, refuse_error

MINUTES_OF_UNIT = {"日": 1440.0, "時間": 60.0, "分": 1.0, "秒": 1 / 60}
"""Minutes of one unit that a column of bare numbers may count; a 日 is a day of 24 hours, as Excel counts."""

_LONGEST_DAYS = 366
"""More days than a year has are a date and no length of time."""

_CLOCK = re.compile(r"(?P<hours>[0-9]{1,5}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9])(?:\.0+)?)?")
_WORDS = re.compile(
    r"(?:(?P<hours>[0-9]{1,5}(?:\.[0-9]+)?)\s*(?:時間|h)\s*)?"
    r"(?:(?P<minutes>[0-9]{1,6}(?:\.[0-9]+)?)\s*(?:分間?|m|min)|(?P<half>半))?",
    re.IGNORECASE,
)
_MINUS = re.compile(r"[-−–▲△▼]\s*")


def read_duration(cell: Cell, *, unit: str | None = None) -> float:
    """One cell as a length of time in minutes: ``123:45``, ``45時間30分``, ``7.5時間``, a time cell.

    Args:
        cell: the cell; a minus sign is kept (a shortfall).
        unit: what a bare number counts, a key of :data:`MINUTES_OF_UNIT`; None where the column does not say, and
            then a bare number is refused, because it may be hours, minutes or days.

    Raises:
        UnreadableError: the cell is no length of time.
    """
    refuse_error(cell)
    if isinstance(cell, dt.timedelta):
        return _minutes(cell)
    if isinstance(cell, dt.time):
        return _minutes(dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second))
    if isinstance(cell, dt.date):
        return _minutes_of_date(cell)
    text = plain(cell)
    sign, magnitude = (-1.0, text[mark.end() :]) if (mark := _MINUS.match(text)) else (1.0, text)
    if clock := _CLOCK.fullmatch(magnitude):
        hours, minutes, seconds = (float(part or 0) for part in clock.groups())
        return sign * (hours * 60 + minutes + seconds / 60)
    words = _WORDS.fullmatch(magnitude)
    if words and (words["hours"] or words["minutes"]):
        half = 30 if words["half"] else 0
        return sign * (float(words["hours"] or 0) * 60 + float(words["minutes"] or 0) + half)
    return _minutes_of_number(cell, unit)


def read_time_of_day(cell: Cell) -> float:
    """One cell as minutes since midnight: ``8:05``, ``17時半``, ``午後1時30分``, ``25:10`` (ten past one at night).

    Raises:
        UnreadableError: the cell names no time of day.
    """
    return _minutes(read_time(cell))


def _minutes(length: dt.timedelta) -> float:
    """Whole seconds: a sheet's fractions of a day fall a few milliseconds beside the time that was typed."""
    return round(length.total_seconds()) / 60


def _minutes_of_date(cell: dt.date) -> float:
    """A length over 24 hours in a cell formatted as a time comes as a day near the beginning of 1900."""
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
    zero = dt.datetime(1899, 12, 31) if moment < dt.datetime(1900, 3, 1) else dt.datetime(1899, 12, 30)
    length = moment - zero
    if not dt.timedelta() <= length < dt.timedelta(days=_LONGEST_DAYS):
        raise UnreadableError(f"「{as_text(cell)}」は日付で、時間の長さではありません")
    return _minutes(length)


def _minutes_of_number(cell: Cell, unit: str | None) -> float:
    try:
        number = read_number(cell)
    except UnreadableError as error:
        raise UnreadableError(f"「{as_text(cell)}」は時間の長さとして読めません") from error
    if number.value is None or number.remark:
        raise UnreadableError(f"「{as_text(cell)}」は時間の長さとして読めません")
    if unit not in MINUTES_OF_UNIT:
        raise UnreadableError(f"「{as_text(cell)}」が何時間か何分か分かりません")
    if unit == "日" and abs(number.value) >= _LONGEST_DAYS:
        raise UnreadableError(
            f"「{as_text(cell)}」は時間の長さとしては大きすぎます（日付の通し番号のようです）"
        )
    minutes = number.value * MINUTES_OF_UNIT[unit]
    return round(minutes * 60) / 60 if unit == "日" and is_number(cell) else minutes
