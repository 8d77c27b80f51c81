"""Rows of one grade that go into one record: its classes, and its special support beside the others."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping

from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Part
from edu_dx.intake.readers.enrolment_header import CLASSES
from edu_dx.intake.readers.enrolment_numbers import GradeNumber
from edu_dx.intake.readers.enrolment_rows import is_by_class
from edu_dx.intake.text import as_text, squeeze

_NUMBERED = re.compile(r"[0-9]|^[a-z]組?$")
Content = tuple[int, int | None, str]
"""A row, and the grade and the kind of class of one of its numbers."""


def owners_of(
    part: Part, numbers: dict[int, list[GradeNumber]], schools: Mapping[int, Hashable]
) -> dict[Content, int]:
    """The row whose record each number goes into; classes are counted where a row is a class.

    Where rows are classes, or special support has rows beside the others, the rows of a grade share the record of
    the first one. A second row of 通常 that nothing tells from the first keeps a record of its own, and so is found
    to be a duplicate.
    """
    by_class = is_by_class(part)
    if by_class:
        _reject_repeated_classes(part, schools)
        _count_classes(part, numbers)
    long = "grade" in part.layout.keys
    first: dict[tuple[object, ...], int] = {}
    owners: dict[Content, int] = {}
    for row in part.ledger.data_rows:
        special = {number.kind for number in numbers.get(row, [])} - {"通常"} or _is_special(part, row)
        for number in numbers.get(row, []):
            owner = part.joined.get(row, row)
            if long and row in schools:
                place = (schools[row], number.grade, number.kind)
                shared = first.setdefault(place, owner)
                owner = shared if by_class or special or _is_special(part, shared) else owner
            owners[row, number.grade, number.kind] = owner
    for (row, _, _), owner in owners.items():
        if long and owner != row:
            part.joined[row] = owner
    return owners


def _is_special(part: Part, row: int) -> bool:
    return any("特" in squeeze(part.cell(row, key)) for key in ("class_kind", "class", "grade"))


def _reject_repeated_classes(part: Part, schools: Mapping[int, Hashable]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    grade = ""
    for row in part.ledger.data_rows:
        grade = squeeze(part.cell(row, "grade")) or grade
        place = (schools.get(row), grade, squeeze(part.cell(row, "class")))
        if (first := seen.setdefault(place, row)) != row:
            name = as_text(part.cell(row, "class"))
            part.ledger.reject(row, f"{first + 1}行目と同じ学級「{name}」です", Stage.KEYS)


def _count_classes(part: Part, numbers: dict[int, list[GradeNumber]]) -> None:
    """One class for each row that has pupils, unless the file has numbers of classes itself."""
    if any(measure.target == CLASSES for measure in part.layout.measures):
        return
    counted = 0
    named: list[str] = []
    for row in part.ledger.data_rows:
        found = numbers.get(row, [])
        if not any(number.value or number.missing for number in found):
            continue
        special = _is_special(part, row)
        grade = None if special else found[0].grade
        found.append(GradeNumber(CLASSES, grade, "特別支援" if special else "通常", 1.0))
        counted += 1
        if not special and (name := as_text(part.cell(row, "class"))) and not _NUMBERED.search(squeeze(name)):
            named.append(name)
    part.ledger.warnings.append(
        f"1行が1学級の表でしたので、学年ごとに児童生徒数を合計し、学級数は行を数えました（{counted}学級）。"
    )
    if named and len(named) < counted:
        names = "・".join(f"「{name}」" for name in dict.fromkeys(named))
        part.ledger.warnings.append(
            f"学級{names}は通常の学級として数えました。特別支援学級なら、学級名に「特支」などと書いて取り込み直してください。"
        )
