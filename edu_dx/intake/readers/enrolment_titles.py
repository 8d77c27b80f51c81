"""The school that a title, a sheet's name or a line above the table names, where no column names any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_END = r"(?:小学校|中学校|義務教育学校|学園|分校)"
_ENDING = re.compile(_END + "$")
_BETWEEN = re.compile(r"[\s・、,:;「」『』()\[\]【】<>]+")
_NAMED = re.compile(rf"(?:^|\|)(?P<name>[^|。]{{1,30}}?{_END})")
_BEFORE = re.compile(r"^.*(?:[市町村区県]立|学校名|校名|年度|年)")
_SHORT = re.compile(r"(?!.*(?:在籍|調査|現在|市内|[=:]))[^0-9\s]{1,12}[小中]")
_NO_NAME = re.compile(
    r"^(?:各|全|市内|町内|村内|公立|国立|私立|国公私立|県内|他|の|対象|)$|(?:及び|と|別|内|立)$|児童|生徒|在籍|一覧|調査|学級|小学校|中学校"
)


def school_in(titles: Sequence[str]) -> str:
    """The one school that titles name; "" if they name none or several.

    A sheet's name stands last and may be short (``みほん北小``).
    """
    text = "|".join(_BETWEEN.sub("|", unicodedata.normalize("NFKC", title)) for title in titles)
    found = (_BEFORE.sub("", match["name"]) for match in _NAMED.finditer(text))
    names = {name for name in found if not _NO_NAME.search(_ENDING.sub("", name))}
    if not names and titles and _SHORT.fullmatch(unicodedata.normalize("NFKC", titles[-1])):
        names = {titles[-1] + "学校"}
    return names.pop() if len(names) == 1 else ""
