"""The key of each school of a file: its code, the register's code for its name, or its own name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Part
from edu_dx.intake.schools_register import SchoolsByName
from edu_dx.tables.codes import (
    SCHOOL_CODE,
    is_municipality_code,
    is_school_code,
    municipality_code_check_digit,
    school_code_check_digit,
)

_NAME_ENDS = re.compile(r"(?:小学校|中学校|義務教育学校|学園|分校|分教室|校)$")

Place = TypeVar("Place", bound=Hashable)
"""What tells the schools of a file apart while they are looked up: a row, or what is printed."""

_MARK = re.compile(r"[*※◎○●★☆†‡]+[0-9]{0,2}$|[(\[](?:[*※]|注)?[0-9]{1,2}[)\]]$|(?<=.)注[0-9]{1,2}$")
"""A mark that points at a note: ``※1``, ``*``, ``(注2)``."""
_READING = re.compile(r"\([ぁ-んァ-ヶー]+\)")
_STAGE = re.compile(r"\(?(?:前期|後期)(?:課程)?\)?$")


@dataclass(frozen=True)
class SchoolName:
    """A school as a row prints it.

    Args:
        printed: its name without padding; a municipality's name in a table of municipalities.
        school_type: 小学校, 中学校 or 義務教育学校.
        code: what stands in the code column, "" if there is none.
        section: ward or block that the row stands under.
        is_municipality: whether the row is about all schools of a municipality.
        later_stage: whether its grades 1-3 are those of 中学校 (後期課程 of a 義務教育学校).
    """

    printed: str
    school_type: str
    code: str
    section: str
    is_municipality: bool
    later_stage: bool = False

    @property
    def full_name(self) -> str:
        """The name with its school type, in one spelling: 本  山  南 → 本山南小学校; a municipality's as it is."""
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", self.printed))
        plain = _STAGE.sub("", _READING.sub("", _MARK.sub("", plain)))
        if self.is_municipality:
            return plain
        return plain if _NAME_ENDS.search(plain) else plain + self.school_type


def school_keys(schools: dict[int, SchoolName], part: Part) -> dict[int, str]:
    """row → ``school_code``. A wrong code rejects the row; a name the register does not know becomes the key."""
    keys, wrong = keys_of_schools(schools, part)
    for row, reason in wrong.items():
        part.ledger.reject(row, reason, Stage.CODES)
    return keys


def keys_of_schools(
    schools: Mapping[Place, SchoolName], part: Part
) -> tuple[dict[Place, str], dict[Place, str]]:
    """``school_code`` by place, and for the places with a wrong code why it cannot be taken.

    A name that the register does not know becomes the key, and is told.
    """
    schools = _abbreviations_written_out(schools)
    listed = part.context.register
    register = SchoolsByName(listed) if listed is not None and len(listed) else None
    known = register.codes if register else set()
    keys: dict[Place, str] = {}
    wrong: dict[Place, str] = {}
    nameless: dict[Place, SchoolName] = {}
    for place, school in schools.items():
        if not school.code:
            nameless[place] = school
        elif reason := _wrong_code(school, known):
            wrong[place] = reason
        else:
            keys[place] = school.code
            if register and not school.is_municipality and school.code not in known:
                _remember(part, f"{school.printed}（{school.code}）")
    found = (
        register.codes_for(
            {(s.full_name, s.school_type) for s in nameless.values()}, place=f"{part.title_text}{part.stem}"
        )
        if register
        else {}
    )
    sections: dict[tuple[str, str], set[str]] = defaultdict(set)
    for school in nameless.values():
        sections[school.full_name, school.school_type].add(school.section)
    for place, school in nameless.items():
        identity = (school.full_name, school.school_type)
        namesakes = len(sections[identity]) > 1
        if identity in found and not namesakes:
            keys[place] = found[identity]
            continue
        keys[place] = (
            f"{school.full_name}（{school.section}）" if namesakes and school.section else school.full_name
        )
        if not school.is_municipality:
            _remember(part, keys[place])
    return keys, wrong


def _remember(part: Part, school: str) -> None:
    if school not in part.unknown_schools:
        part.unknown_schools.append(school)


def _abbreviations_written_out(schools: Mapping[Place, SchoolName]) -> Mapping[Place, SchoolName]:
    """Where a list abbreviates (矢場川小, 北中), the names are written out: 矢場川小学校, 北中学校."""
    ends = {"小学校": "小", "中学校": "中"}
    abbreviated = [s.printed.endswith(ends.get(s.school_type, "\0")) for s in schools.values()]
    if not abbreviated or sum(abbreviated) < 0.8 * len(abbreviated):
        return schools
    return {
        row: SchoolName(
            school.printed + "学校"
            if school.printed.endswith(ends.get(school.school_type, "\0"))
            else school.printed,
            school.school_type,
            school.code,
            school.section,
            school.is_municipality,
        )
        for row, school in schools.items()
    }


def _wrong_code(school: SchoolName, known: set[str]) -> str:
    """Why a printed code cannot be taken; "" if it can. A code that stands in the register is right as it stands."""
    code = school.code
    if school.is_municipality:
        if is_municipality_code(code):
            return ""
        return f"団体コード「{code}」の検査数字が合いません（正しくは末尾が {municipality_code_check_digit(code[:5])}）"
    if code in known or is_school_code(code):
        return ""
    if not SCHOOL_CODE.fullmatch(code):
        return f"学校コード「{code}」は13桁の形（英字1字と数字12桁）になっていません"
    return (
        f"学校コード「{code}」の検査数字が合いません（正しくは末尾が {school_code_check_digit(code[:12])}）"
    )
