"""The numbers of each row of an enrolment sheet, and what the row's own printed totals say about them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from edu_dx.intake.columns import read_numbers
from edu_dx.intake.layout import Measure, Part
from edu_dx.intake.readers.enrolment_header import CLASSES, PUPILS, SPECIAL, Facet, Grade, read_grade
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import label_kind
from edu_dx.intake.school_keys import SchoolName
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze
from edu_dx.intake.values import UnreadableError, read_number

_WITHIN, _OUTSIDE = "内数", "外数"
_BRACKETS_ARE_SPECIAL = re.compile(r"\(\)(?:内|書き?|の数)?(?:の数|の数字)?は[^。|]*(?:特別支援|特支)[^。|]*")
_IS_OUTSIDE = re.compile(r"外数|外書|含まない|含まず|除")
_ContentKey = tuple[str, int | None, str]


@dataclass(frozen=True)
class GradeNumber:
    """One number of one row: what it counts, for which grade (1-9, None for all) and which kind of class."""

    target: str
    grade: int | None
    kind: str
    value: float


def numbers_of(
    part: Part, schools: Mapping[int, SchoolName], items: Mapping[int, Facet]
) -> dict[int, list[GradeNumber]]:
    """The numbers of every open row; columns that count parts of the same thing are added up.

    ``items`` says what a row counts, where a column (区分) says so row by row.

    A number in a grade that the school's type does not have rejects the row.

    A blank grade is 0 only where the row's own printed total proves it.
    """
    numbers: dict[int, dict[_ContentKey, float]] = defaultdict(dict)
    row_grades, row_kinds = _grades_and_kinds(part)
    brackets = _meaning_of_brackets(part)
    for measure in part.layout.measures:
        values = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
        for row, value in values.items():
            printed = measure.fixed.get("grade") or row_grades.get(row)
            grade = _grade_at(schools[row], printed) if printed else None
            if printed and grade is None:
                if value:
                    part.ledger.reject(row, f"{schools[row].school_type}に{printed.number}年はありません")
                continue
            item = items.get(row)
            target = item.measure if item else measure.target
            kind = row_kinds.get(row) or (_kind_of(item) if item else str(measure.fixed["class_kind"]))
            if item and item.special and target == PUPILS:
                target = SPECIAL
                if item.excludes_special:
                    numbers[row][PUPILS, grade, kind] = numbers[row].get((PUPILS, grade, kind), 0) + value
            if kind == "特別支援" and target == PUPILS:
                target = SPECIAL
            if brackets and target == PUPILS and grade and kind == "通常":
                special = _in_brackets(part.sheet.rows[row][measure.column.index])
                if special is not None:
                    numbers[row][SPECIAL, grade, kind] = numbers[row].get((SPECIAL, grade, kind), 0) + special
                    value += special if brackets == _OUTSIDE else 0
            key = (target, grade if kind == "通常" else None, kind)
            numbers[row][key] = numbers[row].get(key, 0) + value
    if "item" not in part.layout.keys:
        _compare_with_row_totals(part, schools, numbers)
    return {row: [GradeNumber(*key, value) for key, value in found.items()] for row, found in numbers.items()}


def _meaning_of_brackets(part: Part) -> str:
    """What titles or notes say of numbers in brackets: special support within the number beside, or outside it."""
    notes = [
        "".join(as_text(cell) for cell in part.sheet.rows[row])
        for row in part.ledger.rows_of_kind(NotData.NOTE)
    ]
    for text in (*part.titles, *notes):
        if said := _BRACKETS_ARE_SPECIAL.search(squeeze(text)):
            return _OUTSIDE if _IS_OUTSIDE.search(said[0]) else _WITHIN
    return ""


def _in_brackets(cell: Cell) -> float | None:
    match = re.search(r"\((\d+)\)$", squeeze(cell))
    return float(match[1]) if match else None


def _grade_at(school: SchoolName, printed: Grade) -> int | None:
    later = school.later_stage and not printed.stage
    return (replace(printed, stage="中") if later else printed).absolute(school.school_type)


def _kind_of(item: Facet) -> str:
    """Classes of special support and of combined grades have rows of their own; pupils belong to their grade."""
    if item.measure != CLASSES:
        return "通常"
    return "特別支援" if item.special else "複式" if item.combined else "通常"


def _grades_and_kinds(part: Part) -> tuple[dict[int, Grade], dict[int, str]]:
    """Grade and class kind of each row of a long table; totals over grades are set apart."""
    column = part.layout.keys.get("grade")
    if column is None:
        return {}, {}
    grades: dict[int, Grade] = {}
    kinds: dict[int, str] = {}
    by_grade = False
    for row in part.ledger.data_rows:
        text = _printed_grade(part, row)
        kind = squeeze(part.cell(row, "class_kind")) or text
        if label_kind(text) == NotData.TOTAL:
            part.ledger.set_apart(row, NotData.TOTAL)
        elif re.search(r"特別支援|特支", kind):
            kinds[row] = "特別支援"
            by_grade = by_grade or read_grade(text) is not None
        elif "複式" in kind:
            kinds[row] = "複式"
        elif grade := read_grade(text):
            grades[row] = grade
        else:
            part.ledger.reject(
                row,
                f"「{column.text}」の「{as_text(part.sheet.rows[row][column.index])}」は学年として読めません",
            )
    if by_grade:
        part.ledger.warnings.append(
            "特別支援学級の行が学年別にあります。学年別の児童生徒数は、その在籍者を除いた数かもしれません。資料の注を確かめてください。"
        )
    return grades, kinds


def _printed_grade(part: Part, row: int) -> str:
    """The cell of a row's grade; a blank one (merged cells) takes the grade above it in the same school."""
    while row > part.layout.header.last + 1 and is_blank(part.cell(row, "grade")):
        if not is_blank(part.cell(row, "school_name")):
            break
        row -= 1
    return squeeze(part.cell(row, "grade"))


def _compare_with_row_totals(
    part: Part, schools: Mapping[int, SchoolName], numbers: dict[int, dict[_ContentKey, float]]
) -> None:
    """Warn where a row's printed 計 is not the sum of its parts; where it is, its blank grades are zero."""
    apart: list[int] = []
    by_part = {
        measure.target for measure in part.layout.measures if measure.fixed["class_kind"] == "通常"
    } | {SPECIAL}
    for total in part.layout.row_totals:
        if total.target not in by_part:
            part.ledger.warnings.append(
                f"「{total.column.text}」は計だけで学年別の列がないため、データにしていません。"
            )
            continue
        filled = 0
        for row in part.ledger.data_rows:
            printed = _printed(part, row, total)
            if printed is None or not numbers.get(row):
                continue
            parts = {key: value for key, value in numbers[row].items() if key[0] == total.target}
            summed = sum(parts.values())
            special_apart = total.target == PUPILS and printed == summed + _special_without_grade(
                numbers[row]
            )
            if printed != summed and special_apart:
                apart.append(row)
            elif printed != summed:
                part.ledger.warn(
                    row,
                    f"「{total.column.text}」の印刷値 {printed:,.0f} が学年などの和 {summed:,.0f} と一致しません。"
                    "学年ごとの値はそのまま読みました",
                )
            elif parts:
                filled += _fill_blanks(part, row, schools[row], total.target, numbers[row])
        if filled:
            part.ledger.warnings.append(
                f"空欄の{filled}か所は、「{total.column.text}」が残りの和と一致するため、0と読みました。"
            )
    if apart:
        part.ledger.warnings.append(
            f"{len(apart)}行で、学年別の児童生徒数に特別支援学級の在籍者が含まれていません（計には含まれます）。"
            "学年別の値は印刷のとおりに読みました。"
        )


def _special_without_grade(numbers: dict[_ContentKey, float]) -> float:
    return numbers.get((SPECIAL, None, "特別支援"), 0)


def _printed(part: Part, row: int, total: Measure) -> float | None:
    try:
        return read_number(part.sheet.rows[row][total.column.index]).value
    except UnreadableError:
        return None


def _fill_blanks(
    part: Part, row: int, school: SchoolName, target: str, numbers: dict[_ContentKey, float]
) -> int:
    filled = 0
    for measure in part.layout.measures:
        printed = measure.fixed.get("grade")
        if measure.target != target or printed is None:
            continue
        grade = _grade_at(school, printed)
        key = (target, grade, "通常")
        if grade and key not in numbers and is_blank(part.sheet.rows[row][measure.column.index]):
            numbers[key] = 0.0
            filled += 1
    return filled
