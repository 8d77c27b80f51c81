"""Telling names of persons from names of schools, places and things."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from edu_dx.privacy.surnames import SURNAMES

KANJI = "々〆ヶ一-鿿㐀-䶿豈-﫿𠀀-𯿿"
_KANJI_NAME = re.compile(rf"[{KANJI}]{{1,5}}[ぁ-んァ-ヶー]{{0,4}}")
_SPACED_NAME = re.compile(
    rf"(?P<family>[{KANJI}]{{1,4}}) (?P<given>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,5}}|[ァ-ヶー]{{2,6}})"
)
_SPACED_KANA = re.compile(r"[ァ-ヶー]{2,7} [ァ-ヶー]{2,7}|[ぁ-んー]{2,7} [ぁ-んー]{2,7}")
_LONGEST_SURNAME = max(map(len, SURNAMES))
_NOT_GIVEN = re.compile(
    r"第?[一二三四五六七八九十]{1,2}|[東西南北上下大小中高内外前後新本元]|中央|.*[東西南北](?:部|側|口)?"
    r"|.*(?:[市区町村郡県府都道島川丘台橋駅坂谷沢原浜港校園館所課係部局室会店社寺院線号組団城塚崎里宿]|公民|神社|センター|クラブ)"
)
_PADDING = re.compile(r"\s+")


class Likeness(Enum):
    """How far a text looks like a person's name."""

    NONE = 0
    SHAPE = 1
    SURNAME = 2
    FULL_NAME = 3


def likeness(text: str) -> Likeness:
    """How far one cell looks like a kanji name: the mere shape, a frequent surname, or that with a given name."""
    plain = _PADDING.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    if spaced := _SPACED_NAME.fullmatch(plain):
        if _NOT_GIVEN.fullmatch(spaced["given"]):
            return Likeness.NONE
        return Likeness.FULL_NAME if spaced["family"] in SURNAMES else Likeness.SHAPE
    name = plain.replace(" ", "")
    if name in SURNAMES:
        return Likeness.SURNAME
    if not _KANJI_NAME.fullmatch(name) or not 2 <= len(name) <= 7:
        return Likeness.NONE
    given = _given_name(name)
    if given is None:
        return Likeness.NONE if _NOT_GIVEN.fullmatch(name) else Likeness.SHAPE
    return Likeness.NONE if _NOT_GIVEN.fullmatch(given) else Likeness.FULL_NAME


def is_kana_name(text: str) -> bool:
    """Whether one cell is two words of kana, as names are spelled out."""
    plain = _PADDING.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return _SPACED_KANA.fullmatch(plain) is not None


def _given_name(name: str) -> str | None:
    """What follows a frequent surname, which is the longest that fits and leaves one to four characters."""
    for length in range(min(_LONGEST_SURNAME, len(name) - 1), 0, -1):
        rest = name[length:]
        if name[:length] in SURNAMES and len(rest) <= 4 and (length > 1 or len(rest) >= 2):
            return rest
    return None
