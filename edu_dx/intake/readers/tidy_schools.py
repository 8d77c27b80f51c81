"""The school of each row of a tidy table: by its code, or by its name through the register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from edu_dx.intake.columns import read_cells
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Part
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.school_keys import SchoolName, keys_of_schools
from edu_dx.intake.text import Cell, as_text, squeeze, unpadded
from edu_dx.tables.codes import MUNICIPALITY_CODE, SCHOOL_CODE, SCHOOL_TYPES

_ENDS = {"小": "小学校", "中": "中学校"}
_KINDS = ("義務教育学校", "小学校", "中学校")
_BETWEEN_WORDS = re.compile(
    r"[\s、,・:：;；()（）「」『』【】［］\[\]／/_＿|｜]+|(?<=年)度|[0-9０-９元]+[年月日]|(?:令和|平成)(?=[0-9０-９元])"
)
_ONE_SCHOOL = re.compile(r".{1,20}(?:小学校|中学校|義務教育学校)")
_NO_ONE_SCHOOL = re.compile(
    r"(?:.*[市県区府都立]|.*管?内|全国?|各|公|私|本|当|貴|他|新|統合)(?:小|中|義務教育|小中)学校"
)
_GRADES_OF_FIRST_STAGE = 6
_GRADES_OF_SECOND_STAGE = 3


def school_codes(
    part: Part, rows: list[int], code: HeaderColumn | None, name: HeaderColumn | None
) -> pd.Series:
    """``school_code`` by row: a code as printed, else the register's for the name, else the name.

    A wrong code rejects its rows. Numbers that a board gives its schools are not used where names stand beside
    them. A name under a code column (the key of a school without a code) is read as a name.
    """
    printed = pd.DataFrame(
        {"code": _told(part, rows, code, _code), "name": _told(part, rows, name, unpadded)},
        index=pd.Index(rows),
    )
    if code and name and _are_own_numbers(printed["code"]):
        part.ledger.warnings.append(
            f"{column_letter(code.index)}列「{code.text}」は文部科学省の学校コード（13桁）ではないため使わず、学校名で照合しました。"
        )
        printed["code"] = ""
    if code:
        named_by_code = printed["code"].eq("") & printed["name"].eq("")
        printed["name"] = printed["name"].mask(named_by_code, _told(part, rows, code, unpadded))
    different = list(printed.drop_duplicates().itertuples(index=False, name=None))
    schools = {
        (own, called): SchoolName(
            called, _type_of(own, called), own, "", bool(MUNICIPALITY_CODE.fullmatch(own))
        )
        for own, called in different
        if own or called
    }
    keys, wrong = keys_of_schools(schools, part)
    identity = printed.groupby(["code", "name"], sort=False).ngroup().to_numpy()
    is_wrong = np.array([school in wrong for school in different], dtype=bool)[identity]
    for row, school in zip(printed.index[is_wrong], identity[is_wrong], strict=True):
        part.ledger.reject(int(row), wrong[different[school]])
    found = np.array([keys.get(school) for school in different], dtype=object)
    return pd.Series(found[identity], index=printed.index)


def school_named_in(titles: Iterable[str]) -> str:
    """The one school that titles or the sheet's name are about: 欠席状況 みほん小学校; "" for none and for several."""
    words = {word for title in titles for word in _BETWEEN_WORDS.split(title) if word}
    named = {word for word in words if _ONE_SCHOOL.fullmatch(word) and not _NO_ONE_SCHOOL.fullmatch(word)}
    return named.pop() if len(named) == 1 else ""


def code_of_titled_school(part: Part, name: str) -> str:
    """``school_code`` of the school that a whole table is about: the register's, else the name."""
    part.ledger.warnings.append(f"学校の列がないため、表題・シート名にある「{name}」の資料として読みました。")
    keys, _ = keys_of_schools({0: SchoolName(name, _type_of("", name), "", "", False)}, part)
    return keys[0]


def counted_from_seven(grades: pd.Series, part: Part, codes: pd.Series, names: pd.Series | None) -> pd.Series:
    """Grades 1-3 of 中学校 as 7-9."""
    known = codes if names is None else codes.where(codes.str.fullmatch(SCHOOL_CODE.pattern, na=False), names)
    kinds = known.map(lambda key: _type_of(key, key), na_action="ignore")
    shifted = kinds.eq("中学校") & pd.to_numeric(grades).le(_GRADES_OF_SECOND_STAGE)
    if shifted.any():
        part.ledger.warnings.append(f"中学校の1年から3年は7から9として読みました（{int(shifted.sum())}行）。")
    return grades.mask(shifted, grades + _GRADES_OF_FIRST_STAGE)


def _told(part: Part, rows: list[int], column: HeaderColumn | None, read: Callable[[Cell], str]) -> pd.Series:
    """``read`` of a column's cells by row, "" where a cell is blank and where there is no such column."""
    if column is None:
        return pd.Series("", index=rows, dtype="object")
    return read_cells(part, rows, column.index, read, column.text).series("object").fillna("")


def _code(cell: Cell) -> str:
    """What a code column says; a name in it is no code."""
    text = squeeze(as_text(cell)).upper()
    return text if text.isascii() and any(character.isdigit() for character in text) else ""


def _are_own_numbers(codes: pd.Series) -> bool:
    given = codes[codes.ne("")]
    official = given.str.fullmatch(f"{SCHOOL_CODE.pattern}|{MUNICIPALITY_CODE.pattern}")
    return len(given) > 0 and not official.any()


def _type_of(code: str, name: str) -> str:
    """小学校, 中学校 or 義務教育学校, from a code or the end of a name; "" where neither says it."""
    if SCHOOL_CODE.fullmatch(code):
        return SCHOOL_TYPES.get(code[:2], "")
    text = squeeze(name)
    named = next((kind for kind in _KINDS if kind in text), "")
    return named or _ENDS.get(text[-1:], "")
