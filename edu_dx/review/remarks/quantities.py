"""Numbers in a Japanese text: with thousands separators, full-width, with 億・万・千."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from edu_dx.review.remarks.sentences import folded

# Longer runs of digits count nothing.
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_NOT_AFTER = r"(?<![A-Za-z\d.第表図])(?<!\d[-:/])"
_NOT_BEFORE = r"(?![A-Za-z\d]|[-:/.]\d)"
_QUANTITY = re.compile(
    rf"{_NOT_AFTER}(?=\d)(?:(?P<e8>{_DIGITS})億)?(?:(?P<e4>{_DIGITS})万)?(?:(?P<e3>{_DIGITS})千)?"
    rf"(?:(?P<e2>{_DIGITS})百(?!万))?(?:(?P<e0>{_DIGITS})(?P<million>百万)?)?{_NOT_BEFORE}"
)
_EXPONENTS = {"e8": 8, "e4": 4, "e3": 3, "e2": 2, "e0": 0}
_WEB = re.compile(r"https?://\S+|\S+@\S+")
_LABEL = re.compile(r"\s*(?:年度?(?!間)|月(?!間|分)|号|条|番地?|ページ|頁|丁目|現在)")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_COUNTER = re.compile(
    r"\s*(?:人|名|枚|通|件|校|票|回|世帯|学級|台|円|時間|分|日|%|パーセント|倍|ポイント|割|か所|箇所|クラス)"
)
_TENTHS = re.compile(r"\s*割(?![合引る])")


@dataclass(frozen=True)
class Quantity:
    """A number as it is written.

    Args:
        text: the signs.
        value: the number, without its sign; tenths (割) in per cent.
        step: the place of its last significant digit: 0.1 for 66.7, 100 for 8,400, 1000 for 12.3万.
        digits: how many significant digits it has.
        is_decimal: whether it has a decimal point.
    """

    text: str
    value: Decimal
    step: Decimal
    digits: int
    is_decimal: bool


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities in ``text``; no years, months, dates, times, codes, telephone numbers and addresses."""
    plain = folded(text)
    plain = _WEB.sub(lambda match: " " * len(match[0]), plain)
    for match in _QUANTITY.finditer(plain):
        after = plain[match.end() :]
        if not _is_label(match[0], after):
            yield _quantity(text[slice(*match.span())], match, 10 if _TENTHS.match(after) else 1)


def _is_label(written: str, after: str) -> bool:
    """Whether the digits name something (a year, a code) instead of counting it."""
    if _LABEL.match(after) or (written.startswith("0") and written.isdigit() and written != "0"):
        return True
    return _YEAR_LIKE.fullmatch(written) is not None and not _COUNTER.match(after)


def _quantity(written: str, match: re.Match[str], unit: int) -> Quantity:
    parts = {group: match[group].replace(",", "") for group in _EXPONENTS if match[group] is not None}
    more = 6 if match["million"] else 0
    scales = {group: Decimal(10) ** (_EXPONENTS[group] + more) * unit for group in parts}
    value = sum((Decimal(digits) * scales[group] for group, digits in parts.items()), Decimal(0))
    last, digits = list(parts.items())[-1]
    step = _last_place(digits) * scales[last]
    return Quantity(written, value, step, len(str(int(value / step))), "." in digits)


def _last_place(number: str) -> Decimal:
    """The place of the last significant digit: zeros at the end of a whole number do not count."""
    _, point, decimals = number.partition(".")
    if point:
        return Decimal(10) ** -len(decimals)
    return Decimal(10) ** (len(number) - len(number.rstrip("0") or number))
