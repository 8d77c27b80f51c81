"""Pupils and classes by school and grade, counted from a OneRoster set: aggregates only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from edu_dx.intake.booleans import read_boolean
from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.readers.oneroster import OneRosterReader, settle_year
from edu_dx.intake.readers.oneroster_set import RosterSet
from edu_dx.intake.receipt import NotData
from edu_dx.intake.text import as_text, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.codes import SCHOOL_TYPES, is_school_code

_GRADES = {f"P{grade}": grade for grade in range(1, 7)} | {f"J{grade}": grade + 6 for grade in range(1, 4)}
_FIRST_STAGE = 6
_KINDS = ("義務教育学校", "小学校", "中学校")
_SPECIAL, _COMPOSITE, _ORDINARY = "特別支援", "複式", "通常"


@dataclass
class _Pupil:
    """One pupil at one school: the row counted, and whether one of the homerooms is for special support."""

    row: int
    grade: int
    is_special: bool = False


@dataclass
class _School:
    """What is counted of one school."""

    pupils: dict[str, _Pupil] = field(default_factory=dict)
    homerooms: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    rows: dict[str, int] = field(default_factory=dict)


class RosterEnrolmentReader(Reader):
    """Reads table ``enrolment`` from the homerooms of a set.

    Args:
        roster: the set; pupils, classes and schools are looked up in it.
    """

    table = TABLES["enrolment"]
    looked_for = "OneRosterのenrollments.csv（学級への在籍）"

    def __init__(self, roster: RosterSet) -> None:
        self._roster = roster
        self._beside = OneRosterReader("enrollments", roster)

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """The layout of enrollments.csv, where the set also says who the pupils and what the classes are."""
        if not {"users", "classes", "orgs"} <= self._roster.files.keys() or not self._homerooms:
            return None
        layout = self._beside.recognise(header, titles)
        if layout is None:
            return None
        keys = {name: layout.keys[name] for name in ("class_id", "school_id", "user_id", "role")}
        remark = "enrollments.csv の学級（homeroom）への在籍から、学校・学年ごとの人数と学級数を数えました。個人の行は残りません。"
        return Layout(header, keys, remarks=(remark,))

    def has_own_period(self, layout: Layout) -> bool:
        """Whether the set says which school year it is about."""
        return self._beside.has_own_period(layout)

    def label_columns(self, layout: Layout) -> list[int]:
        """None."""
        return []

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: the first row of each group has its record, the others are joined to it."""
        settle_year(part, self._roster)
        schools = self._counted(part)
        records = [
            record for org, school in schools.items() for record in self._records_of(part, org, school)
        ]
        frame = pd.DataFrame(records)
        frame["fiscal_year"] = part.period.fiscal_year if part.period else None
        return frame

    def _counted(self, part: Part) -> dict[str, _School]:
        schools: dict[str, _School] = defaultdict(_School)
        without_grade = 0
        for row in part.ledger.data_rows:
            class_id, org, user, role = (
                as_text(part.cell(row, key)) for key in ("class_id", "school_id", "user_id", "role")
            )
            homeroom = self._homerooms.get(class_id)
            if role.casefold() != "student" or homeroom is None or self._is_deleted(part, row):
                part.ledger.set_apart(row, NotData.NOT_COUNTED)
                continue
            grade = self._grade_of(user, homeroom)
            if grade is None:
                without_grade += 1
                part.ledger.set_apart(row, NotData.NOT_COUNTED)
                continue
            school = schools[org]
            pupil = school.pupils.setdefault(user, _Pupil(row, grade))
            pupil.is_special |= homeroom["is_special"]
            school.homerooms[class_id].add(grade)
            school.rows[class_id] = min(row, school.rows.get(class_id, row))
            if pupil.row != row:
                part.joined[row] = pupil.row
        if without_grade:
            part.ledger.warnings.append(
                f"学年が小学校・中学校の1学年に決まらない在籍が{without_grade}件あり、人数に数えていません。"
            )
        return schools

    def _records_of(self, part: Part, org: str, school: _School) -> list[dict[str, Any]]:
        by_grade: dict[int, list[_Pupil]] = defaultdict(list)
        for pupil in school.pupils.values():
            by_grade[pupil.grade].append(pupil)
        named = self._named(part, org, list(by_grade))
        classes = {class_id: self._kind_of(class_id, grades) for class_id, grades in school.homerooms.items()}
        records = []
        for grade, pupils in sorted(by_grade.items()):
            first = min(pupil.row for pupil in pupils)
            part.joined.update({pupil.row: first for pupil in pupils if pupil.row != first})
            ordinary = sum(
                kind == _ORDINARY and school.homerooms[class_id] == {grade}
                for class_id, kind in classes.items()
            )
            records.append(
                named
                | {
                    "row": first,
                    "grade": grade,
                    "class_kind": _ORDINARY,
                    "pupils": len(pupils),
                    "special_support_pupils": sum(pupil.is_special for pupil in pupils),
                    "classes": ordinary,
                }
            )
        for kind in (_COMPOSITE, _SPECIAL):
            of_kind = [class_id for class_id, found in classes.items() if found == kind]
            if of_kind:
                row = min(records, key=lambda record: int(record["row"]))["row"]
                records.append(named | {"row": row, "class_kind": kind, "classes": len(of_kind)})
        return records

    @cached_property
    def _homerooms(self) -> dict[str, dict[str, Any]]:
        return {
            row["sourcedid"]: {
                "is_special": _is_true(row.get("metadata.jp.specialneeds", "")),
                "grades": row.get("grades", ""),
            }
            for row in self._roster.rows("classes")
            if row.get("classtype", "").casefold() == "homeroom"
        }

    @cached_property
    def _grades_of_users(self) -> dict[str, str]:
        return {row["sourcedid"]: row.get("grades", "") for row in self._roster.rows("users")}

    @cached_property
    def _orgs(self) -> dict[str, dict[str, str]]:
        return {row["sourcedid"]: row for row in self._roster.rows("orgs")}

    def _grade_of(self, user: str, homeroom: dict[str, Any]) -> int | None:
        """The pupil's own grade, else that of the homeroom, where it is one."""
        for printed in (self._grades_of_users.get(user, ""), homeroom["grades"]):
            grades = {_GRADES.get(squeeze(grade).upper()) for grade in printed.split(",") if grade.strip()}
            if len(grades) == 1 and None not in grades:
                return grades.pop()
        return None

    def _kind_of(self, class_id: str, grades: set[int]) -> str:
        if self._homerooms[class_id]["is_special"]:
            return _SPECIAL
        return _ORDINARY if len(grades) == 1 else _COMPOSITE

    def _named(self, part: Part, org: str, grades: list[int]) -> dict[str, Any]:
        """The school's code, name and type; a school without a code stands under its name."""
        found = self._orgs.get(org, {})
        code, name = squeeze(found.get("identifier", "")).upper(), found.get("name", "") or org
        if code and not is_school_code(code):
            part.ledger.warnings.append(
                f"「{name}」の識別子「{code}」は学校コード（13桁）として正しくないため、学校名で保管しました。"
            )
        kind = SCHOOL_TYPES.get(code[:2]) if is_school_code(code) else None
        kind = kind or next((kind for kind in _KINDS if kind in name), None)
        stages = {grade > _FIRST_STAGE for grade in grades}
        kind = kind or ("義務教育学校" if len(stages) > 1 else "中学校" if True in stages else "小学校")
        return {
            "school_code": code if is_school_code(code) else name,
            "school_name": name,
            "school_type": kind,
        }

    def _is_deleted(self, part: Part, row: int) -> bool:
        status = next((c for c in part.layout.header.columns if c.leaf == "status"), None)
        return status is not None and squeeze(part.sheet.rows[row][status.index]) == "tobedeleted"


def _is_true(text: str) -> bool:
    try:
        return read_boolean(text)
    except UnreadableError:
        return False
