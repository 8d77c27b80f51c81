"""School codes and municipality codes: their parts and their check digits.

School code: MEXT, 13 characters since 2020. Municipality code: 全国地方公共団体コード, JIS X 0401/0402 and a
check digit.
"""

from __future__ import annotations

import re

SCHOOL_CODE = re.compile(r"[A-H][12][0-9]{11}")
MUNICIPALITY_CODE = re.compile(r"[0-9]{6}")

SCHOOL_TYPES = {
    "A1": "幼稚園",
    "A2": "幼保連携型認定こども園",
    "B1": "小学校",
    "C1": "中学校",
    "C2": "義務教育学校",
    "D1": "高等学校",
    "D2": "中等教育学校",
    "E1": "特別支援学校",
    "F1": "大学",
    "F2": "短期大学",
    "G1": "高等専門学校",
    "H1": "専修学校",
    "H2": "各種学校",
}


def school_code_check_digit(first_twelve: str) -> str:
    """The thirteenth character that belongs to the first twelve of a school code.

    The letter counts as its two-digit place in the alphabet; the 13 digits that result are weighted
    1, 2, 1, 2, … from the left and the digits of the products are added (modulus 10).
    """
    digits = f"{ord(first_twelve[0]) - ord('A') + 1:02d}{first_twelve[1:]}"
    products = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    total = sum(product // 10 + product % 10 for product in products)
    return str(-total % 10)


def is_school_code(code: str) -> bool:
    """Whether ``code`` is 13 characters of the right form with the right check digit."""
    return bool(SCHOOL_CODE.fullmatch(code)) and school_code_check_digit(code[:12]) == code[12]


def municipality_code_check_digit(first_five: str) -> str:
    """The sixth digit that belongs to the first five of a municipality code (weights 6, 5, 4, 3, 2)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(first_five, range(6, 1, -1), strict=True))
    return str((11 - weighted % 11) % 10)


def is_municipality_code(code: str) -> bool:
    """Whether ``code`` is six digits with the right check digit."""
    return bool(MUNICIPALITY_CODE.fullmatch(code)) and municipality_code_check_digit(code[:5]) == code[5]


def school_type_of(code: str) -> str:
    """The Japanese name of the school type in a school code's first two characters."""
    return SCHOOL_TYPES[code[:2]]
