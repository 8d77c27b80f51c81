"""Numbers that prove themselves by a check digit."""

from __future__ import annotations

import re
import unicodedata

_GROUPED_DIGITS = re.compile(r"\d+(?:[ -]\d+)*")
_CARD = re.compile(r"[3-6]\d{13,15}")


def digits_of(text: str) -> str:
    """The digits of a number printed in groups (``1234 5678 9012``); empty for any other text."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return re.sub(r"\D", "", plain) if _GROUPED_DIGITS.fullmatch(plain) else ""


def is_my_number(digits: str) -> bool:
    """Whether twelve digits are a 個人番号 by its 検査用数字.

    Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード
    並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 (平成26年総務省令第85号) 第5条: with P_n the
    n-th digit from the right without the check digit and Q_n = n + 1 (n ≤ 6) or n - 5 (n ≥ 7), the check digit is
    11 - (Σ P_n Q_n mod 11), and 0 where the remainder is 0 or 1.
    """
    if not re.fullmatch(r"[0-9]{12}", digits) or len(set(digits)) == 1:
        return False
    rest = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(digits[:11]), start=1)
    )
    return int(digits[11]) == (0 if rest % 11 <= 1 else 11 - rest % 11)


def is_card_number(digits: str) -> bool:
    """Whether 14 to 16 digits could be a payment card's (ISO/IEC 7812-1: first digit 3-6, Luhn check)."""
    if not _CARD.fullmatch(digits) or len(set(digits)) == 1:
        return False
    doubled = [int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
