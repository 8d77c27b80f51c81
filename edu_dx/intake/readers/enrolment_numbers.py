"""The numbers of each row of an enrolment sheet, and what the row's own printed totals say about them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from edu_dx.intake.columns import read_numbers
from edu_dx.intake.layout import Measure, Part
from edu_dx.intake.readers.enrolment_header import CLASSES, PUPILS, SPECIAL, Grade, read_grade
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import label_kind
from edu_dx.intake.school_keys import SchoolName
from edu_dx.intake.text import as_text, is_blank, squeeze
from edu_dx.intake.values import UnreadableError, read_number

_ContentKey = tuple[str, int | None, str]


@dataclass(frozen=True)
class GradeNumber:
    """One number of one row: what it counts, for which grade (1-9, None for all) and which kind of class."""

    target: str
    grade: int | None
    kind: str
    value: float


def numbers_of(part: Part, schools: Mapping[int, SchoolName]) -> dict[int, list[GradeNumber]]:
    """The numbers of every open row; columns that count parts of the same thing are added up.

    A number in a grade that the school's type does not have rejects the row.

    A blank grade is 0 only where the row's own printed total proves it.
    """
    numbers: dict[int, dict[_ContentKey, float]] = defaultdict(dict)
    row_grades, row_kinds = _grades_and_kinds(part)
    for measure in part.layout.measures:
        values = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
        for row, value in values.items():
            printed = measure.fixed.get("grade") or row_grades.get(row)
            grade = printed.absolute(schools[row].school_type) if printed else None
            if printed and grade is None:
                if value:
                    part.ledger.reject(row, f"{schools[row].school_type}に{printed.number}年はありません")
                continue
            kind = row_kinds.get(row) or str(measure.fixed["class_kind"])
            target = _target(part, row, measure)
            if kind == "特別支援" and target == PUPILS:
                target = SPECIAL
            key = (target, grade if kind == "通常" else None, kind)
            numbers[row][key] = numbers[row].get(key, 0) + value
    if "item" not in part.layout.keys:
        _compare_with_row_totals(part, schools, numbers)
    return {row: [GradeNumber(*key, value) for key, value in found.items()] for row, found in numbers.items()}


def _target(part: Part, row: int, measure: Measure) -> str:
    """What a row counts, where a column (区分) says so row by row."""
    item = squeeze(part.cell(row, "item"))
    if "学級" in item and not re.search(r"児童|生徒", item):
        return CLASSES
    if re.search(r"児童|生徒|人数", item):
        return PUPILS
    return measure.target


def _grades_and_kinds(part: Part) -> tuple[dict[int, Grade], dict[int, str]]:
    """Grade and class kind of each row of a long table; totals over grades are set apart."""
    column = part.layout.keys.get("grade")
    if column is None:
        return {}, {}
    grades: dict[int, Grade] = {}
    kinds: dict[int, str] = {}
    for row in part.ledger.data_rows:
        text = squeeze(part.sheet.rows[row][column.index])
        kind = squeeze(part.cell(row, "class_kind")) or text
        if label_kind(text) == NotData.TOTAL:
            part.ledger.set_apart(row, NotData.TOTAL)
        elif re.search(r"特別支援|特支", kind):
            kinds[row] = "特別支援"
        elif "複式" in kind:
            kinds[row] = "複式"
        elif grade := read_grade(text):
            grades[row] = grade
        else:
            part.ledger.reject(
                row,
                f"「{column.text}」の「{as_text(part.sheet.rows[row][column.index])}」は学年として読めません",
            )
    return grades, kinds


def _compare_with_row_totals(
    part: Part, schools: Mapping[int, SchoolName], numbers: dict[int, dict[_ContentKey, float]]
) -> None:
    """Warn where a row's printed 計 is not the sum of its parts; where it is, its blank grades are zero."""
    apart: list[int] = []
    by_part = {measure.target for measure in part.layout.measures}
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
        grade = printed.absolute(school.school_type)
        key = (target, grade, "通常")
        if grade and key not in numbers and is_blank(part.sheet.rows[row][measure.column.index]):
            numbers[key] = 0.0
            filled += 1
    return filled
