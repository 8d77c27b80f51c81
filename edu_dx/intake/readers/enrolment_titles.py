"""The school that a title, a sheet's name or a line above the table names, where no column names any."""

from __future__ import annotations

import re

_END = r"(?:小学校|中学校|義務教育学校|学園|分校)"
_NAMED = re.compile(
    rf"(?:^|[|:「『(\[\s]|学校名|校名|[市町村区県]立)(?P<name>[^|:「」『』()\[\]\s,、。]{{1,20}}?{_END})"
)
_FOUNDER = re.compile(r"^.*?(?:[市町村区県]立|学校名|校名)")
_SHEET = re.compile(r"(?!.*(?:在籍|調査|現在|市内|=|:))[^|0-9]{1,12}[小中]")
_NO_NAME = re.compile(
    r"^(?:各|全|市内|公立|国立|私立|国公私立|他)?$|.*(?:[市町村区県]立|公立|私立|国立|市内|及び|・|別)$|.*年度?$"
)


def school_in(title: str) -> str:
    """The one school that squeezed titles, divided by ``|``, name; "" if they name none or several.

    A sheet's name stands last and may be short (``みほん北小``).
    """
    names = {
        name
        for text in title.split("|")
        for match in _NAMED.finditer(text)
        if (name := _FOUNDER.sub("", match["name"])) and not _NO_NAME.fullmatch(re.sub(_END + "$", "", name))
    }
    if not names and (short := _SHEET.fullmatch(title.rsplit("|", 1)[-1])):
        names = {short[0] + "学校"}
    return names.pop() if len(names) == 1 else ""
