"""Enrolment: pupils and classes by school and grade, wide (a column a grade) or long (a row a grade)."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from edu_dx.intake.columns import read_column
from edu_dx.intake.dates import read_date
from edu_dx.intake.header import Header
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.periods import read_fiscal_year
from edu_dx.intake.readers.enrolment_layout import enrolment_layout
from edu_dx.intake.readers.enrolment_numbers import GradeNumber, numbers_of
from edu_dx.intake.readers.enrolment_schools import is_out_of_scope, schools_of
from edu_dx.intake.receipt import NotData
from edu_dx.intake.school_keys import SchoolName, school_keys
from edu_dx.intake.text import as_text, squeeze
from edu_dx.tables import TABLES
from edu_dx.tables.fiscal_year import fiscal_year_of

_CLOSED = re.compile(r"休校|閉校|廃校|休級|休園|募集停止|空白|欠番")


class EnrolmentReader(Reader):
    """Reads table ``enrolment``."""

    table = TABLES["enrolment"]
    looked_for = "「学校名」（または「学校コード」「団体コード」）と、「１年」「２年」…の列、または「学年」と「児童数」「生徒数」「学級数」の列"

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        """Wide or long; a sheet whose titles are about other kinds of school is left alone."""
        title = squeeze("|".join(titles))
        return None if is_out_of_scope(title) else enrolment_layout(header, title)

    def label_columns(self, layout: Layout) -> list[int]:
        """All columns before the first number, but for those that say 計 of their own."""
        first = min(measure.column.index for measure in layout.measures)
        own = {layout.keys[key].index for key in ("grade", "class_kind", "item") if key in layout.keys}
        return [index for index in range(first) if index not in own]

    def records(self, part: Part) -> pd.DataFrame:
        """One record a school and grade, and one each for its 複式 and 特別支援 classes."""
        schools = schools_of(part)
        numbers = numbers_of(part)
        _set_closed_apart(part, schools, numbers)
        years = _years_of(part)
        open_rows = set(part.ledger.data_rows)
        keys = school_keys({row: school for row, school in schools.items() if row in open_rows}, part)
        records: dict[tuple[object, ...], dict[str, Any]] = {}
        for row in part.ledger.data_rows:
            for number in numbers.get(row, []):
                grade = number.grade.absolute(schools[row].school_type) if number.grade else None
                if number.grade and grade is None:
                    if number.value:
                        part.ledger.reject(
                            row, f"{schools[row].school_type}に{number.grade.number}年はありません"
                        )
                    continue
                if number.kind != "通常" and not number.value:
                    continue
                owner = _owner_of(part, row, keys)
                record = records.setdefault(
                    (owner, grade, number.kind),
                    {
                        "row": owner,
                        "fiscal_year": years.get(row),
                        "school_code": keys.get(row),
                        "school_name": schools[row].printed,
                        "school_type": schools[row].school_type,
                        "grade": grade,
                        "class_kind": number.kind,
                    },
                )
                record[number.target] = number.value
        return pd.DataFrame(list(records.values()))


def _owner_of(part: Part, row: int, keys: dict[int, str]) -> int:
    """The first row of the school where pupils and classes stand on rows of their own."""
    if "item" not in part.layout.keys:
        return row
    above = max((other for other in part.ledger.data_rows if other < row), default=row)
    owner = part.joined.get(above, above)
    is_same_school = keys.get(owner) == keys.get(row) and _item(part, owner) != _item(part, row)
    if owner == row or not is_same_school:
        return row
    part.joined[row] = owner
    return owner


def _item(part: Part, row: int) -> str:
    return squeeze(part.cell(row, "item"))


def _years_of(part: Part) -> dict[int, int]:
    rows = part.ledger.data_rows
    if column := part.layout.keys.get("as_of"):
        days = read_column(part, rows, column.index, read_date, column.text)
        return {row: fiscal_year_of(day) for row, day in days.items()}
    if column := part.layout.keys.get("fiscal_year"):
        return read_column(part, rows, column.index, read_fiscal_year, column.text)
    return dict.fromkeys(rows, part.period.fiscal_year) if part.period else {}


def _set_closed_apart(
    part: Part, schools: dict[int, SchoolName], numbers: dict[int, list[GradeNumber]]
) -> None:
    """Rows of schools without a pupil and a class are not data; nothing is printed about them."""
    for row in part.ledger.data_rows:
        if any(number.value for number in numbers.get(row, [])):
            continue
        words = squeeze("".join(as_text(cell) for cell in part.sheet.rows[row]))
        if (
            not {"grade", "item"}.isdisjoint(part.layout.keys)
            and row in numbers
            and not _CLOSED.search(words)
        ):
            continue
        part.ledger.set_apart(row, NotData.CLOSED)
