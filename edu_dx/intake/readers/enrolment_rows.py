"""Long tables: the grade and the kind of class of each row, a row a grade or a row a class."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from edu_dx.intake.layout import Part
from edu_dx.intake.readers.enrolment_brackets import OUTSIDE, WITHIN
from edu_dx.intake.readers.enrolment_header import Grade, grade_alone
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import label_kind
from edu_dx.intake.text import as_text, is_blank, squeeze
from edu_dx.intake.values import UnreadableError, read_number

_SPECIAL = re.compile(r"特別支援|特支|^特|知的|情緒|難聴|肢体|病弱|弱視|言語")
_OF_CLASS = re.compile(r"(?P<grade>[1-9])[-‐−ー・の年.](?P<number>[0-9]{1,2}|[a-z])組?")
_SAYS_OUTSIDE = re.compile(
    r"通常[^|。]*(?:特別支援|特支)[^|。]*(?:含まない|含まず|除)|(?:特別支援|特支)[^|。]*(?:外数|外書)"
)
_SAYS_WITHIN = re.compile(
    r"通常[^|。]*(?:特別支援|特支)[^|。]*含む|(?:特別支援|特支)[^|。]*(?:内数|内書|再掲)"
)


@dataclass(frozen=True)
class GradeRows:
    """What the rows of a long table are about.

    Args:
        grades: the grade that a row prints.
        kinds: 特別支援 or 複式 for the rows of such classes.
        special: whether the rows of special support count within the rows of their grade, or outside them; "" where
            nobody says so, or where they print no grade.
    """

    grades: Mapping[int, Grade] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)
    special: str = ""


def rows_of_grades(part: Part) -> GradeRows:
    """Grade and class kind of each open row of a long table; totals over grades are set apart."""
    column = part.layout.keys.get("grade")
    if column is None:
        return GradeRows()
    grades: dict[int, Grade] = {}
    kinds: dict[int, str] = {}
    printed = {row: _printed_grade(part, row) for row in part.ledger.data_rows}
    sums: list[int] = []
    for row, text in printed.items():
        kind = squeeze(part.cell(row, "class_kind"))
        grade = _grade_in(text)
        if (
            label_kind(text) == NotData.TOTAL
            or label_kind(kind) == NotData.TOTAL
            or _is_sum_of_classes(part, row)
        ):
            sums.append(row)
            continue
        if grade:
            grades[row] = grade
        if (
            _SPECIAL.search(kind)
            or _SPECIAL.search(squeeze(part.cell(row, "class")))
            or _SPECIAL.search(text)
        ):
            kinds[row] = "特別支援"
        elif "複式" in (kind or text):
            kinds[row] = "複式"
        elif not grade:
            part.ledger.reject(
                row,
                f"「{column.text}」の「{as_text(part.sheet.rows[row][column.index])}」は学年として読めません",
            )
    special = _where_special_counts(part, grades, kinds, sums) if grades.keys() & kinds.keys() else ""
    for row in sums:
        part.ledger.set_apart(row, NotData.TOTAL)
    return GradeRows(grades, kinds, special)


def is_by_class(part: Part) -> bool:
    """Whether each row is a class."""
    return {"class", "grade"} <= part.layout.keys.keys()


def _grade_in(text: str) -> Grade | None:
    if of_class := _OF_CLASS.fullmatch(text):
        return Grade(int(of_class["grade"]))
    return grade_alone(text)


def _is_sum_of_classes(part: Part, row: int) -> bool:
    return is_by_class(part) and label_kind(squeeze(part.cell(row, "class"))) == NotData.TOTAL


def _printed_grade(part: Part, row: int) -> str:
    """The cell of a row's grade; a blank one (merged cells) takes the grade above it.

    The grade above another school's name counts only where grades stand to the left of the names.
    """
    keys = part.layout.keys
    name = keys.get("school_name")
    outer = name is not None and keys["grade"].index < name.index
    while row > part.layout.header.last + 1 and is_blank(part.cell(row, "grade")):
        if not outer and not is_blank(part.cell(row, "school_name")):
            break
        row -= 1
    return squeeze(part.cell(row, "grade"))


def _where_special_counts(
    part: Part, grades: Mapping[int, Grade], kinds: Mapping[int, str], sums: list[int]
) -> str:
    """Whether rows of special support by grade count within the rows of their grade, or outside them.

    Classes are always beside one another; else a note says it, or the printed sums of each grade prove it.
    """
    if is_by_class(part):
        return OUTSIDE
    said = "|".join(
        [part.title_text]
        + [
            squeeze("".join(as_text(cell) for cell in part.sheet.rows[row]))
            for row in part.ledger.rows_of_kind(NotData.NOTE)
        ]
    )
    if _SAYS_OUTSIDE.search(said):
        return OUTSIDE
    if _SAYS_WITHIN.search(said):
        return WITHIN
    proven = _proven_by_sums(part, grades, kinds, sums)
    if not proven:
        part.ledger.warnings.append(
            "特別支援学級の行が学年別にあります。学年別の児童生徒数は、その在籍者を除いた数かもしれません。"
            "資料の注を確かめてください。"
        )
    return proven


def _proven_by_sums(
    part: Part, grades: Mapping[int, Grade], kinds: Mapping[int, str], sums: list[int]
) -> str:
    """What the printed sums of a grade (計 beside 通常 and 特別支援) say, if all of them say the same."""
    column = part.layout.measures[0].column.index
    ordinary: dict[tuple[object, ...], float] = defaultdict(float)
    special: dict[tuple[object, ...], float] = defaultdict(float)
    for row, grade in grades.items():
        place = (_school(part, row), grade)
        (special if kinds.get(row) == "特別支援" else ordinary)[place] += _number(part, row, column)
    found = set()
    for row in sums:
        grade_of_sum = _grade_in(_printed_grade(part, row))
        if grade_of_sum is None or not special.get(place := (_school(part, row), grade_of_sum)):
            continue
        total = _number(part, row, column)
        if total == ordinary[place] + special[place]:
            found.add(OUTSIDE)
        else:
            found.add(WITHIN if total == ordinary[place] else "")
    return found.pop() if len(found) == 1 else ""


def _school(part: Part, row: int) -> tuple[str, ...]:
    keys = ("as_of", "fiscal_year", "school_code", "school_name")
    while row > part.layout.header.last + 1 and all(is_blank(part.cell(row, key)) for key in keys[2:]):
        row -= 1
    return tuple(squeeze(part.cell(row, key)) for key in keys)


def _number(part: Part, row: int, column: int) -> float:
    try:
        return read_number(part.sheet.rows[row][column]).value or 0.0
    except UnreadableError:
        return 0.0
