"""Cells → codes: school codes, postcodes, telephone numbers, whatever digits are names and not amounts."""

from __future__ import annotations

import datetime as dt
import re

from edu_dx.intake.text import Cell, as_text, plain
from edu_dx.intake.values import UnreadableError, refuse_error

_SPACES = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=[0-9A-Za-z()])[‐‑‒–—―−─━ー](?=[0-9A-Za-z()])")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)
_MADE_A_DATE = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{1,2}"
    r"|(?:19|20)[0-9]{2}(?P<between>[-/])[0-9]{1,2}(?P=between)[0-9]{1,2}(?:0?0:00(?::00)?)?"
)
_EXACT_DIGITS = 15


def read_code(cell: Cell) -> str:
    """One cell as a code: narrow characters, no spaces, one kind of hyphen, leading zeros kept as they are.

    Raises:
        UnreadableError: Excel has changed the code into a date or a rounded number, or it is no code at all.
    """
    refuse_error(cell)
    if isinstance(cell, float):
        return _code_of_number(cell)
    if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)):
        raise UnreadableError(f"「{as_text(cell)}」はコードではありません（Excelが日付などに変えています）")
    code = _HYPHEN.sub("-", _SPACES.sub("", plain(cell)))
    if not any(character.isalnum() for character in code):
        raise UnreadableError(f"「{as_text(cell)}」はコードではありません")
    if _EXPONENT.fullmatch(code):
        raise UnreadableError(f"「{code}」はExcelが桁を丸めた数で、元のコードに戻せません")
    if _MADE_A_DATE.fullmatch(code):
        raise UnreadableError(f"「{code}」はExcelが日付に変えたもので、元のコードに戻せません")
    return code


def _code_of_number(value: float) -> str:
    if not value.is_integer() or value < 0:
        raise UnreadableError(f"「{value}」はコードではありません")
    if value >= 10**_EXACT_DIGITS:
        raise UnreadableError(f"「{value:.0f}」はExcelが桁を丸めた数で、元のコードに戻せません")
    return str(int(value))
