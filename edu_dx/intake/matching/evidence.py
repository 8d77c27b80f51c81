"""What the values of a column say for or against its being a column of a table."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import pandas as pd

from edu_dx.intake.cells import reader_of
from edu_dx.intake.durations import read_time_of_day
from edu_dx.intake.schools_register import split_founder
from edu_dx.intake.text import Cell, as_text, is_number, squeeze
from edu_dx.intake.values import Number, UnreadableError, read_number
from edu_dx.tables import CodeSystem, Column, ColumnType
from edu_dx.tables.codes import SCHOOL_CODE, is_municipality_code, is_school_code

_MOST = 0.9
_HALF = 0.5
_FEW_DISTINCT = 2

_SCHOOL_ENDS = re.compile(r"(?:小学校|中学校|義務教育学校|学園|高等学校|幼稚園|特別支援学校|分校)$")
_PLAIN_NUMBER = re.compile(r"[-−▲△]?[\d,]+(?:\.\d+)?%?")


class Weight(IntEnum):
    """How much values say."""

    AGAINST = -1
    NOTHING = 0
    FITS = 1
    TELLING = 2
    DECISIVE = 3


@dataclass(frozen=True)
class Evidence:
    """What values say about one column, and why, in Japanese ("" where they say nothing)."""

    weight: Weight
    reason: str = ""


_NOTHING = Evidence(Weight.NOTHING)


class SchoolNames:
    """The schools of a register by name, for telling a column of school names.

    Args:
        register: frame of table ``schools``; None before there is one.
    """

    def __init__(self, register: pd.DataFrame | None) -> None:
        names = [] if register is None else register["school_name"].dropna().astype(str).unique().tolist()
        self._names = {own for name in names for own in _short_and_long(split_founder(name)[1])}

    def share_of(self, texts: Sequence[str]) -> float:
        """The share of ``texts`` that are names of schools of the register, with or without founder or type."""
        if not self._names or not texts:
            return 0.0
        return sum(split_founder(text)[1] in self._names for text in texts) / len(texts)


def _short_and_long(name: str) -> set[str]:
    short = re.sub(r"(?:学校|義務教育学校)$", "", name)
    return {name, short, re.sub(r"[小中]$", "", short)}


def weigh(column: Column, values: Sequence[Cell], schools: SchoolNames) -> Evidence:
    """What ``values`` (non-blank cells of one raw column) say about its being ``column``."""
    if not values:
        return _NOTHING
    if column.code_system is CodeSystem.SCHOOL:
        return _school_codes(values)
    if column.code_system is CodeSystem.MUNICIPALITY:
        return _municipality_codes(values)
    if column.choices:
        return _choices(column, values)
    if column.name == "school_name":
        return _school_names(values, schools)
    if column.type.is_number and column.type is not ColumnType.DURATION:
        return _numbers(column, values)
    if column.type in (ColumnType.TEXT, ColumnType.CODE):
        return _texts(column, values)
    return _typed(column, values)


def _share(values: Sequence[Cell], holds: Callable[[Cell], bool]) -> float:
    return sum(1 for cell in values if holds(cell)) / len(values)


def _can(read: Callable[[Cell], object]) -> Callable[[Cell], bool]:
    def holds(cell: Cell) -> bool:
        with contextlib.suppress(UnreadableError, ValueError, OverflowError):
            read(cell)
            return True
        return False

    return holds


def _code(cell: Cell) -> str:
    return squeeze(as_text(cell)).upper()


def _school_codes(values: Sequence[Cell]) -> Evidence:
    if _share(values, lambda cell: is_school_code(_code(cell))) >= _MOST:
        return Evidence(Weight.DECISIVE, "値が学校コード（13桁）で、検査数字も合っています")
    if _share(values, lambda cell: bool(SCHOOL_CODE.fullmatch(_code(cell)))) >= _HALF:
        return Evidence(Weight.FITS, "値が学校コードの形（英字1字と数字12桁）です")
    return Evidence(Weight.AGAINST, "値が学校コードの形（英字1字と数字12桁）ではありません")


def _municipality_codes(values: Sequence[Cell]) -> Evidence:
    if _share(values, lambda cell: is_municipality_code(_code(cell))) >= _MOST:
        return Evidence(Weight.DECISIVE, "値が団体コード（6桁）で、検査数字も合っています")
    if _share(values, lambda cell: bool(re.fullmatch(r"\d{4,6}", _code(cell)))) >= _MOST:
        return Evidence(Weight.FITS, "値が4〜6桁の数字です")
    return Evidence(Weight.AGAINST, "値が団体コードの形（6桁の数字）ではありません")


def _choices(column: Column, values: Sequence[Cell]) -> Evidence:
    read = reader_of(column)
    share = _share(values, _can(read))
    listed = "・".join(column.choices[:4]) + ("など" if len(column.choices) > 4 else "")
    if share >= _MOST:
        found = {str(read(cell)) for cell in values if _can(read)(cell)}
        in_words = not any(as_text(cell).isascii() for cell in values)
        weight = Weight.DECISIVE if len(found) >= _FEW_DISTINCT and in_words else Weight.FITS
        return Evidence(weight, f"値が「{listed}」のどれかです")
    return Evidence(
        Weight.AGAINST if share < _HALF else Weight.NOTHING, f"値に「{listed}」以外のものがあります"
    )


def _school_names(values: Sequence[Cell], schools: SchoolNames) -> Evidence:
    texts = [unicodedata.normalize("NFKC", as_text(cell)) for cell in values]
    if schools.share_of(texts) >= 0.8:
        return Evidence(Weight.DECISIVE, "値が学校名簿にある学校の名前です")
    if sum(bool(_SCHOOL_ENDS.search(text.strip())) for text in texts) >= 0.8 * len(texts):
        return Evidence(Weight.TELLING, "値が「小学校」「中学校」などで終わります")
    if all(_PLAIN_NUMBER.fullmatch(squeeze(text)) for text in texts):
        return Evidence(Weight.AGAINST, "値が名前ではなく数です")
    return _NOTHING


def _numbers(column: Column, values: Sequence[Cell]) -> Evidence:
    read = reader_of(column)
    readable = [cell for cell in values if _can(read)(cell)]
    if len(readable) < _HALF * len(values):
        whole = "整数" if column.type is ColumnType.INTEGER else "数"
        return Evidence(Weight.AGAINST, f"値が{whole}ではありません")
    read_values = [read(cell) for cell in readable]
    found = [value.value if isinstance(value, Number) else value for value in read_values]
    numbers = [float(value) for value in found if isinstance(value, (int, float))]
    if len(readable) < _MOST * len(values) or not numbers:
        return _NOTHING
    low = column.minimum if column.minimum is not None else float("-inf")
    high = column.maximum if column.maximum is not None else float("inf")
    outside = sum(not low <= value <= high for value in numbers)
    if outside > _HALF * len(numbers):
        return Evidence(Weight.AGAINST, f"値が「{column.label}」の範囲に入りません")
    return Evidence(Weight.FITS, "" if outside else "値が数です")


def _texts(column: Column, values: Sequence[Cell]) -> Evidence:
    if column.label.endswith("名") and all(
        _PLAIN_NUMBER.fullmatch(squeeze(as_text(cell))) for cell in values
    ):
        return Evidence(Weight.AGAINST, "値が名前ではなく数です")
    return _NOTHING


def _typed(column: Column, values: Sequence[Cell]) -> Evidence:
    kind = _KINDS[column.type]
    share = _share(values, _can(reader_of(column)))
    if column.type is ColumnType.DATETIME and share < _MOST:
        # A file may print day and time in columns of their own.
        share = _share(values, _can(read_time_of_day))
    if column.type is ColumnType.DURATION and share < _MOST:
        # Numbers may be minutes or hours: the reader tells which, by the header or by their size.
        share = _share(values, _can(read_number))
    if share >= _MOST:
        numbers_alone = all(is_number(cell) or as_text(cell).isdecimal() for cell in values)
        weight = Weight.FITS if numbers_alone or column.type is ColumnType.BOOLEAN else Weight.TELLING
        return Evidence(weight, f"値が{kind}です")
    return Evidence(Weight.AGAINST, f"値が{kind}ではありません") if share < _HALF else _NOTHING


_KINDS = {
    ColumnType.FISCAL_YEAR: "年度",
    ColumnType.DATE: "日付",
    ColumnType.MONTH: "年月",
    ColumnType.DATETIME: "日時か時刻",
    ColumnType.TIME: "時刻",
    ColumnType.DURATION: "時間の長さ",
    ColumnType.BOOLEAN: "はい・いいえの印",
}
