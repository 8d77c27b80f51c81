"""Cells → numbers: full-width digits, thousands commas, minus marks, remarks and the reasons for a gap."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from edu_dx.intake.text import Cell, as_text, is_blank, is_number, plain


class Missing(StrEnum):
    """Why a number is missing, after the symbols of Japanese official statistics. None of them is zero."""

    BLANK = "空欄"
    NONE = "該当なし（-）"
    UNKNOWN = "不詳（…）"
    SUPPRESSED = "秘匿（x）"
    NOT_SUBMITTED = "未提出"
    BELOW_LIMIT = "表示下限未満"

    @property
    def code(self) -> str:
        """The reason as tables store it: ``suppressed``."""
        return self.name.lower()


def missing_text(reasons: Mapping[str, Missing]) -> str:
    """Reasons by column as tables store them: ``pupils=suppressed;classes=unknown``; empty without any."""
    return ";".join(f"{column}={reason.code}" for column, reason in reasons.items())


def missing_reasons(text: str) -> dict[str, Missing]:
    """Reasons by column, from what :func:`missing_text` gave."""
    pairs = (pair.split("=") for pair in text.split(";") if pair)
    return {column: Missing[code.upper()] for column, code in pairs}


@dataclass(frozen=True)
class Number:
    """What a cell says.

    Args:
        value: the number; None where there is none.
        remark: text printed in the same cell (``分2`` of ``83,分2``).
        missing: why there is no number; None where there is one.
    """

    value: float | None
    remark: str = ""
    missing: Missing | None = None


class UnreadableError(ValueError):
    """A cell that is not what its column holds; the message is a Japanese phrase for the receipt."""


NOT_CALCULATED = "#未計算"
"""Stands in a grid for a formula whose result the file does not hold."""

_ERRORS = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!|#+)")
_SYMBOLS = {
    **dict.fromkeys(
        (*"-―—–‐‒−ー─━・", "--", "---", "該当なし", "該当者なし", "該当無し", "なし", "z"), Missing.NONE
    ),
    **dict.fromkeys(
        ("…", "……", "...", "‥", "..", "・・・", "・・", "不詳", "不明", "n/a", "na", "調査中", "集計中", ":"),
        Missing.UNKNOWN,
    ),
    **dict.fromkeys(
        ("x", "χ", "c", "*", "**", "***", "秘匿", "非公表", "非公開", "(x)", "(c)"), Missing.SUPPRESSED
    ),
    **dict.fromkeys(("ns", "未提出", "未回答", "無回答", "回答なし", "未報告"), Missing.NOT_SUBMITTED),
}
_COUNTED = "人|名|学級|クラス|件|通|枚|円|歳|才|校|園|世帯|台|個|冊|部|回|か所|箇所|カ所|ヶ所"
_BELOW_LIMIT = re.compile(rf"low|<[0-9]+|[0-9]+(?:{_COUNTED})?未満")
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SIGN = r"(?P<sign>[-−–‐▲△▼+]?)\s*"
_NUMBER = re.compile(rf"{_SIGN}(?P<digits>{_DIGITS})\s*(?:{_COUNTED})?")
_NUMBER_AND_REMARK = re.compile(
    rf"{_SIGN}(?P<digits>{_DIGITS})\s*(?:{_COUNTED})?\s*,?\s*"
    r"(?P<remark>\([^()]+\)|[分休]\s*[0-9]+(?!.*秒).*|うち.+|[※*注].*)"
)
_TINY = re.compile(r"[-+]?[0-9](?:\.[0-9]+)?[eE]-[0-9]{1,3}")
"""A number near zero as programs write it; with a positive exponent it is a long number that a sheet cut short."""
_PHRASES = (
    (re.compile(r"\([0-9,.]+\)"), "負の数か内数（うち書き）か分からないため、数値として読めません"),
    (re.compile(r".*[0-9]\s*%"), "百分率なので、数値として読めません"),
    (re.compile(r".*[0-9]\s*[十百千万億].*"), "「千」「万」などの付いた数なので、数値として読めません"),
    (re.compile(r"[0-9]+ [0-9 ]+"), "数字の間に空白があり、数値として読めません"),
    (re.compile(r"[0-9,.]+,[0-9.,]*"), "桁区切りの「,」の位置が正しくなく、数値として読めません"),
)


def read_number(cell: Cell) -> Number:
    """One cell as a number.

    Raises:
        UnreadableError: the cell is neither a number nor a known reason for its absence.
    """
    if isinstance(cell, str) and cell.isascii() and cell.isdecimal():
        return Number(float(cell))
    if (missing := missing_in(cell)) is not None:
        return Number(None, missing=missing)
    if is_number(cell) and math.isfinite(cell):
        return Number(float(cell))
    if not isinstance(cell, str):
        raise UnreadableError(f"「{as_text(cell)}」は数値ではありません")
    refuse_error(cell)
    _refuse_circled(cell)
    text = plain(cell)
    if match := _NUMBER.fullmatch(text):
        return Number(_value(match))
    if _TINY.fullmatch(text):
        return Number(float(text))
    if match := _NUMBER_AND_REMARK.fullmatch(text):
        return Number(_value(match), remark=match["remark"])
    phrase = next((phrase for pattern, phrase in _PHRASES if pattern.fullmatch(text)), "数値として読めません")
    raise UnreadableError(f"「{cell.strip()}」は{phrase}")


def read_whole(cell: Cell) -> Number:
    """One cell as a whole number (persons, classes, copies, yen).

    Raises:
        UnreadableError: it is no number, or has a fraction.
    """
    number = read_number(cell)
    if number.value is not None and not number.value.is_integer():
        raise UnreadableError(f"「{as_text(cell)}」は整数ではありません")
    return number


def read_decimal(cell: Cell, *, unit: str = "") -> Number:
    """One cell as a number that may have a fraction, in the unit of its column.

    Args:
        cell: the cell; its text may carry the unit (``7.5時間`` in a column of 時間, ``83.5%`` in one of ``%``).
            Nothing is converted: a text with another unit is refused.
        unit: what the column counts; empty for bare numbers.

    Raises:
        UnreadableError: the cell is neither a number nor a known reason for its absence.
    """
    if not unit or not isinstance(cell, str):
        return read_number(cell)
    _refuse_circled(cell.strip().removesuffix(unit))
    text = plain(cell)
    printed = plain(unit)
    return read_number(text.removesuffix(printed) if text != printed else cell)


def missing_in(cell: Cell) -> Missing | None:
    """Why a cell holds no value, None if it holds something: for columns of any type.

    A hyphen, ``…``, ``x`` and their like, and blanks.
    """
    if is_blank(cell):
        return Missing.BLANK
    if not isinstance(cell, str):
        return Missing.BLANK if cell != cell else None
    text = plain(cell)
    return (
        _SYMBOLS.get(text.casefold())
        or _SYMBOLS.get(cell.strip())
        or (Missing.BELOW_LIMIT if _BELOW_LIMIT.fullmatch(text.casefold()) else None)
    )


def is_missing_symbol(cell: Cell) -> bool:
    """Whether a cell holds nothing but a symbol that says why there is no number."""
    return missing_in(cell) not in (None, Missing.BLANK)


def is_error(cell: Cell) -> bool:
    """Whether a cell holds no value because its formula has failed or was never calculated."""
    return isinstance(cell, str) and (cell == NOT_CALCULATED or _ERRORS.fullmatch(cell) is not None)


def refuse_error(cell: Cell) -> None:
    """Refuse what stands in a cell whose formula has failed or was never calculated.

    Raises:
        UnreadableError: the cell holds ``#N/A``, ``#REF!`` or their like, or :data:`NOT_CALCULATED`.
    """
    if cell == NOT_CALCULATED:
        raise UnreadableError(
            "数式の計算結果がファイルになく、値として読めません（Excelで開いて上書き保存すると入ります）"
        )
    if is_error(cell):
        raise UnreadableError(f"「{cell}」はExcelのエラーで、値として読めません")


def _refuse_circled(cell: str) -> None:
    """Refuse ③ and its like, which stand for a place in a list and would turn into plain digits."""
    if any(unicodedata.category(character) == "No" for character in cell):
        raise UnreadableError(f"「{cell.strip()}」は丸数字などの記号で、数値として読めません")


def _value(match: re.Match[str]) -> float:
    magnitude = float(match["digits"].replace(",", "").replace(" ", ""))
    return magnitude if match["sign"] in ("", "+") else 0.0 - magnitude
