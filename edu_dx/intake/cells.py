"""How a cell of a table's column is read, by the column's type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

from edu_dx.intake.booleans import read_boolean
from edu_dx.intake.codes import read_code
from edu_dx.intake.dates import read_date, read_moment, read_month
from edu_dx.intake.durations import MINUTES_OF_UNIT, read_duration, read_time_of_day
from edu_dx.intake.municipality_keys import read_municipality_code
from edu_dx.intake.periods import read_fiscal_year
from edu_dx.intake.text import Cell, as_text, bare, squeeze, unpadded
from edu_dx.intake.values import (
    Missing,
    Number,
    UnreadableError,
    missing_in,
    read_decimal,
    read_whole,
    refuse_error,
)
from edu_dx.tables import CodeSystem, Column, ColumnType

Value = str | bool | int | float | dt.date | dt.datetime
Reading = Value | Number | Missing
"""What a cell says: a number with its remark or the reason for its absence, another value, or why there is none."""

_GRADE = re.compile(r"(?P<stage>小学校|中学校|小学|中学|小|中|p|j)?第?(?P<grade>[1-9])(?:学?年)?(?:生|次)?")
_BARE_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9])月?分?")
_UNIT_IN_BRACKETS = re.compile(r"[(（\[［](日|時間|分|秒|h|hour|hours|min|minutes)[)）\]］]")
_UNIT_NAMES = {"h": "時間", "hour": "時間", "hours": "時間", "min": "分", "minutes": "分"}
_GRADES_OF_FIRST_STAGE = 6
_GRADES_OF_SECOND_STAGE = 3


def reader_of(column: Column, header: str = "") -> Callable[[Cell], Reading]:
    """How one filled cell of ``column`` is read; the reader raises UnreadableError where it cannot be.

    Numbers (``INTEGER``, ``DECIMAL``, ``DURATION``) come as :class:`Number`, a ``MONTH`` that names no year as the
    number of the month.

    Args:
        column: what the cells hold.
        header: the column's header as printed; a bare number in a column of ``DURATION`` is read only where it
            names the unit (``休憩（分）``).
    """
    read = _by_type(column, header)
    if not (column.choices or column.choice_aliases):
        return read
    return partial(_read_choice, choices=_choices_of(column), column=column, otherwise=read)


def _by_type(column: Column, header: str) -> Callable[[Cell], Reading]:
    if column.code_system is CodeSystem.MUNICIPALITY:
        return read_municipality_code
    if column.name == "grade":
        return _or_missing(read_grade)
    match column.type:
        case ColumnType.TEXT:
            return _read_text
        case ColumnType.CODE:
            return _or_missing(read_code)
        case ColumnType.INTEGER:
            return read_whole
        case ColumnType.DECIMAL:
            return partial(read_decimal, unit=column.unit)
        case ColumnType.DURATION:
            return _or_no_number(partial(read_duration, unit=unit_of(header) or None))
        case ColumnType.BOOLEAN:
            return _or_missing(read_boolean)
        case ColumnType.FISCAL_YEAR:
            return read_fiscal_year
        case ColumnType.DATE:
            return _or_missing(read_date)
        case ColumnType.MONTH:
            return _or_missing(read_month_or_its_number)
        case ColumnType.DATETIME:
            return _or_missing(read_moment)
        case ColumnType.TIME:
            return _or_missing(read_time_of_day)


def _read_text(cell: Cell) -> str:
    refuse_error(cell)
    return unpadded(cell)


def _or_missing(read: Callable[[Cell], Value]) -> Callable[[Cell], Reading]:
    """``read``; a symbol that says why there is no value gives that reason."""

    def read_or_missing(cell: Cell) -> Reading:
        try:
            return read(cell)
        except UnreadableError:
            if (missing := missing_in(cell)) is not None:
                return missing
            raise

    return read_or_missing


def _or_no_number(read: Callable[[Cell], float]) -> Callable[[Cell], Number]:
    """``read`` as a number; a symbol that says why there is no value gives that reason."""

    def read_or_no_number(cell: Cell) -> Number:
        missing = missing_in(cell)
        return Number(read(cell)) if missing is None else Number(None, missing=missing)

    return read_or_no_number


def unit_of(header: str) -> str:
    """The unit of time that a printed header names in brackets, a key of MINUTES_OF_UNIT; "" if it names none."""
    match = _UNIT_IN_BRACKETS.search(header)
    unit = _UNIT_NAMES.get(match[1], match[1]) if match else ""
    return unit if unit in MINUTES_OF_UNIT else ""


def read_grade(cell: Cell) -> int:
    """``1``, ``1年``, ``小1``, ``第3学年`` as 1-9; grades of 中学校 that say so count from 7.

    Raises:
        UnreadableError: it is no single grade.
    """
    match = _GRADE.fullmatch(squeeze(as_text(cell)))
    if not match:
        raise UnreadableError(f"「{as_text(cell)}」は学年として読めません")
    grade = int(match["grade"])
    in_second_stage = (match["stage"] or "").startswith(("中", "j")) and grade <= _GRADES_OF_SECOND_STAGE
    return grade + _GRADES_OF_FIRST_STAGE if in_second_stage else grade


def read_month_or_its_number(cell: Cell) -> dt.date | int:
    """The first day of a month; the month's number alone for ``4月`` or ``4``.

    Raises:
        UnreadableError: the cell names no month.
    """
    match = _BARE_MONTH.fullmatch(squeeze(as_text(cell)))
    return int(match["month"]) if match else read_month(cell)


def _choices_of(column: Column) -> dict[str, str]:
    """Every squeezed text that stands for a choice."""
    said = {squeeze(printed): choice for printed, choice in column.choice_aliases}
    return said | {squeeze(choice): choice for choice in column.choices}


def _read_choice(
    cell: Cell, *, choices: dict[str, str], column: Column, otherwise: Callable[[Cell], Reading]
) -> Reading:
    """A choice or what stands for one; where there is no closed list, any other value of the column's type."""
    text = squeeze(as_text(cell))
    found = choices.get(text) or choices.get(bare(text))
    if found is not None:
        return otherwise(found)
    if not column.choices:
        return otherwise(cell)
    if (missing := missing_in(cell)) is not None:
        return missing
    allowed = "・".join(column.choices)
    raise UnreadableError(f"「{as_text(cell)}」は決められた値ではありません（書けるのは {allowed}）")
