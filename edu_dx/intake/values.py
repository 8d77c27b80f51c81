"""Cells → numbers: full-width digits, thousands commas, minus marks, remarks and the reasons for a gap."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from edu_dx.intake.text import Cell, as_text, is_blank, is_number


class Missing(StrEnum):
    """Why a number is missing, after the symbols of Japanese official statistics. None of them is zero."""

    BLANK = "空欄"
    NONE = "該当なし（-）"
    UNKNOWN = "不詳（…）"
    SUPPRESSED = "秘匿（x）"
    NOT_SUBMITTED = "未提出"
    BELOW_LIMIT = "表示下限未満"


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


_SYMBOLS = {
    **dict.fromkeys(("-", "－", "―", "—", "‐", "−", "ー", "--"), Missing.NONE),
    **dict.fromkeys(("…", "...", "‥", "..", "・・・", "・・", "不詳", "不明", "n/a", "na"), Missing.UNKNOWN),
    **dict.fromkeys(("x", "χ", "c", "*", "***", "秘匿", "非公表"), Missing.SUPPRESSED),
    **dict.fromkeys(("ns", "未提出", "未回答"), Missing.NOT_SUBMITTED),
}
_BELOW_LIMIT = re.compile(r"<\d+|\d+未満")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<sign>[-−‐▲△+]?)(?P<digits>{_DIGITS})(?:人|名|学級|クラス|件|通|枚|円|歳|校|世帯)?"
)
_NUMBER_AND_REMARK = re.compile(
    rf"(?P<digits>{_DIGITS})\s*,?\s*(?P<remark>\([^()]+\)|[分休]\s*\d+.*|うち.+|[※*注].*)"
)


def read_number(cell: Cell) -> Number:
    """One cell as a number.

    Raises:
        UnreadableError: the cell is neither a number nor a known reason for its absence.
    """
    if is_number(cell):
        value = float(cell)
        return Number(value) if value == value else Number(None, missing=Missing.BLANK)
    if is_blank(cell):
        return Number(None, missing=Missing.BLANK)
    if not isinstance(cell, str):
        raise UnreadableError(f"「{as_text(cell)}」は数値ではありません")
    if any(unicodedata.category(character) == "No" for character in cell):
        raise UnreadableError(f"「{cell.strip()}」は丸数字などの記号で、数値として読めません")
    text = unicodedata.normalize("NFKC", cell).strip()
    symbol = _SYMBOLS.get(text.casefold()) or _SYMBOLS.get(cell.strip())
    if symbol or _BELOW_LIMIT.fullmatch(text):
        return Number(None, missing=symbol or Missing.BELOW_LIMIT)
    if plain := _NUMBER.fullmatch(text.replace(" ", "")):
        magnitude = float(plain["digits"].replace(",", ""))
        return Number(-magnitude if plain["sign"] not in ("", "+") else magnitude)
    if remarked := _NUMBER_AND_REMARK.fullmatch(text):
        return Number(float(remarked["digits"].replace(",", "")), remark=remarked["remark"])
    raise UnreadableError(f"「{cell.strip()}」は数値として読めません")


def is_missing_symbol(cell: Cell) -> bool:
    """Whether a cell holds nothing but a symbol that says why there is no number."""
    try:
        return read_number(cell).missing not in (None, Missing.BLANK)
    except UnreadableError:
        return False


def read_whole(cell: Cell) -> Number:
    """One cell as a whole number (persons, classes, copies, yen).

    Raises:
        UnreadableError: it is no number, or has a fraction.
    """
    number = read_number(cell)
    if number.value is not None and not number.value.is_integer():
        raise UnreadableError(f"「{as_text(cell)}」は整数ではありません")
    return number
