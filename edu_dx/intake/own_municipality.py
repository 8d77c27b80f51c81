"""Tables of one city that name no municipality in their rows: whose they are."""

from __future__ import annotations

import re

from edu_dx.errors import UserError
from edu_dx.intake.context import OwnMunicipality
from edu_dx.intake.header import Header
from edu_dx.intake.layout import Part
from edu_dx.intake.text import squeeze

_PARTS_OF_A_CITY = re.compile(
    r"町丁|町名|丁目|大字|字名|地区|学区|校区|行政区|区名|自治会|番地|メッシュ|支所|施設|学校|園名|氏名|世帯主"
)
_NAMED = re.compile(r"(?<![一-龥])([一-龥ぁ-んァ-ヶ]{1,6}?[市町村])(?!区?町?村|町|別|民|計|勢|税|内|外)")
_ANY_MUNICIPALITY = {
    "市",
    "町",
    "村",
    "本市",
    "本町",
    "本村",
    "当市",
    "当町",
    "当村",
    "全市",
    "都市",
    "市町",
    "市区町村",
    "市町村",
}


def is_of_one_city(header: Header) -> bool:
    """Whether no column divides the city (町丁, 学区 …), so that each row is about all of it."""
    return not any(_PARTS_OF_A_CITY.search(label) for column in header.columns for label in column.labels)


def own_municipality(part: Part) -> OwnMunicipality:
    """The municipality of a part whose rows name none: the board's own, unless a title names another one.

    Raises:
        UserError: nobody says whose table it is, or a title says that it is another city's.
    """
    own = part.context.municipality
    named = [
        name
        for text in (*part.titles, part.stem)
        for name in _NAMED.findall(squeeze(text))
        if name not in _ANY_MUNICIPALITY
    ]
    if own is None or (named and own.name not in "".join((*part.titles, part.stem))):
        whose = f"表題などに「{named[0]}」とあります" if named else "どの市区町村の資料か書かれていません"
        raise UserError(
            f"市区町村の列がなく、{whose}。",
            where=" ".join(filter(None, (part.stem, part.sheet.name))),
            fix="「団体コード」（6桁）の列を加えてください。自分の市区町村の資料なら、作業フォルダの中で取り込むと補われます。",
        )
    return own
