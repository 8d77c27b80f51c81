"""The numbers of each row of an enrolment sheet, and what the row's own printed totals say about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from edu_dx.intake.columns import read_numbers
from edu_dx.intake.layout import Measure, Part
from edu_dx.intake.readers.enrolment_brackets import OUTSIDE, in_brackets, meaning_of_brackets
from edu_dx.intake.readers.enrolment_header import CLASSES, PUPILS, SPECIAL, Facet, Grade
from edu_dx.intake.readers.enrolment_rows import rows_of_grades
from edu_dx.intake.school_keys import SchoolName
from edu_dx.intake.text import is_blank
from edu_dx.intake.values import Missing, UnreadableError, missing_in, read_number

_ContentKey = tuple[str, int | None, str]


@dataclass(frozen=True)
class GradeNumber:
    """One number of one row: what it counts, for which grade (1-9, None for all) and which kind of class.

    Where the file says why there is none (``x``, ``…``), ``value`` is None and ``missing`` tells the reason.
    """

    target: str
    grade: int | None
    kind: str
    value: float | None
    missing: Missing | None = None


def numbers_of(
    part: Part, schools: Mapping[int, SchoolName], items: Mapping[int, Facet]
) -> dict[int, list[GradeNumber]]:
    """The numbers of every open row; columns that count parts of the same thing are added up.

    ``items`` says what a row counts, where a column (区分) says so row by row.

    A number in a grade that the school's type does not have rejects the row.

    A blank grade is 0 only where the row's own printed total proves it.
    """
    numbers: dict[int, dict[_ContentKey, float]] = defaultdict(dict)
    gaps: dict[int, dict[_ContentKey, Missing]] = defaultdict(dict)
    rows = rows_of_grades(part)
    brackets = meaning_of_brackets(part)
    below = {above: row for row, above in part.joined.items()}
    for measure in part.layout.measures:
        column = measure.column.index
        own_rows = [row for row in part.ledger.data_rows if row not in part.joined]
        values: dict[int, float | None] = {**read_numbers(part, own_rows, column, measure.column.text)}
        reasons = {
            row: reason
            for row in own_rows
            if row not in values
            and (reason := missing_in(part.sheet.rows[row][column])) not in (None, Missing.BLANK)
        }
        for row, value in {**values, **dict.fromkeys(reasons)}.items():
            if row not in schools or not part.ledger.are_open(np.array([row]))[0]:
                continue
            printed = measure.fixed.get("grade") or rows.grades.get(row)
            grade = _grade_at(schools[row], printed) if printed else None
            if printed and grade is None:
                if value:
                    stage = f"{printed.stage}学校の" if printed.stage else ""
                    part.ledger.reject(
                        row, f"{schools[row].school_type}に{stage}{printed.number}年はありません"
                    )
                continue
            item = items.get(row)
            target = item.measure if item else measure.target
            kind = rows.kinds.get(row) or str(measure.fixed["class_kind"])
            if item and kind == "通常":
                kind = _kind_of(item)
            if measure.target == SPECIAL and target == PUPILS:
                target = SPECIAL
            if item and item.special and target == PUPILS:
                target = SPECIAL
                if item.excludes_special and value is not None:
                    numbers[row][PUPILS, grade, kind] = numbers[row].get((PUPILS, grade, kind), 0) + value
            if kind == "特別支援" and target == PUPILS:
                target = SPECIAL
                if grade and rows.special:
                    kind = "通常"
                    if rows.special == OUTSIDE and value is not None:
                        numbers[row][PUPILS, grade, kind] = numbers[row].get((PUPILS, grade, kind), 0) + value
            if value is None:
                gaps[row][target, grade if kind == "通常" else None, kind] = reasons[row]
                continue
            if brackets and target == PUPILS and grade and kind == "通常":
                special = in_brackets(part.sheet.rows[below.get(row, row)][column])
                if special is not None:
                    numbers[row][SPECIAL, grade, kind] = numbers[row].get((SPECIAL, grade, kind), 0) + special
                    value += special if brackets == OUTSIDE else 0
            key = (target, grade if kind == "通常" else None, kind)
            numbers[row][key] = numbers[row].get(key, 0) + value
    if "item" not in part.layout.keys:
        _compare_with_row_totals(part, schools, numbers)
    return {
        row: [
            *(GradeNumber(*key, value) for key, value in numbers[row].items() if key not in gaps[row]),
            *(GradeNumber(*key, None, reason) for key, reason in gaps[row].items()),
        ]
        for row in sorted({*numbers, *gaps})
    }


def _grade_at(school: SchoolName, printed: Grade) -> int | None:
    later = school.later_stage and not printed.stage
    return (replace(printed, stage="中") if later else printed).absolute(school.school_type)


def _kind_of(item: Facet) -> str:
    """Classes of special support and of combined grades have rows of their own; pupils belong to their grade."""
    if item.measure != CLASSES:
        return "通常"
    return "特別支援" if item.special else "複式" if item.combined else "通常"


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
