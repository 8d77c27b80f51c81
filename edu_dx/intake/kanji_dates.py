"""Years, months and days that are written in Chinese numerals: ``令和七年五月一日``, ``二〇二五年度``."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_TENS = r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_KANJI_DATE = re.compile(
    rf"(?:(?P<era>令和|平成|昭和|大正|明治)\s*(?P<era_year>{_TENS}|元)|(?P<year>[一二][〇一二三四五六七八九]{{3}}))"
    rf"(?=\s*年)(?P<between>\s*年\s*)?(?:(?P<month>{_TENS})(?=\s*月)(?P<after>\s*月\s*)(?:(?P<day>{_TENS})(?=\s*日))?)?"
)


def dates_in_digits(text: str) -> str:
    """A text in which the dates written in Chinese numerals stand in digits; everything else stays as it is."""
    return _KANJI_DATE.sub(_in_digits, text) if "年" in text else text


def _in_digits(match: re.Match[str]) -> str:
    parts = match.groupdict(default="")
    return "".join(
        (
            parts["era"],
            parts["era_year"] if parts["era_year"] == "元" else _number(parts["era_year"]),
            "".join(str(_DIGITS[digit]) for digit in parts["year"]),
            parts["between"],
            _number(parts["month"]),
            parts["after"],
            _number(parts["day"]),
        )
    )


def _number(kanji: str) -> str:
    if not kanji:
        return ""
    tens, ten, ones = kanji.rpartition("十")
    return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0))
