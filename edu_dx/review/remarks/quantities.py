"""Numbers in a Japanese text: with thousands separators, full-width, with 億・万・千, in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from edu_dx.review.remarks.sentences import folded

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?<![A-Za-z\d.第])(?<!\d[-:/])(?=\d)(?:(?P<e8>{_DIGITS})億)?(?:(?P<e4>{_DIGITS})万)?(?:(?P<e3>{_DIGITS})千)?"
    rf"(?:(?P<e0>{_DIGITS})(?P<million>百万)?)?(?![A-Za-z\d]|[-:/]\d)"
)
_SCALES = {"e8": 8, "e4": 4, "e3": 3, "e0": 0}
_WEB = re.compile(r"https?://\S+|\S+@\S+")
_LABEL = re.compile(r"\s*(?:年度?(?!間)|号|条|番地?|ページ|頁|丁目)")
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
    """The quantities in ``text``; no years, dates, times, codes, telephone numbers and addresses."""
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
    value, step, digits_written = Decimal(0), Decimal(1), ""
    for group, exponent in _SCALES.items():
        if match[group] is None:
            continue
        number = match[group].replace(",", "")
        exponent += 6 if group == "e0" and match["million"] else 0
        scale = Decimal(10) ** exponent * unit
        value += Decimal(number) * scale
        step = _last_place(number) * scale
        digits_written = match[group]
    return Quantity(written, value, step, len(str(int(value / step))), "." in digits_written)


def _last_place(number: str) -> Decimal:
    """The place of the last significant digit: zeros at the end of a whole number do not count."""
    _, point, decimals = number.partition(".")
    if point:
        return Decimal(10) ** -len(decimals)
    return Decimal(10) ** (len(number) - len(number.rstrip("0") or number))
