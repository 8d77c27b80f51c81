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
from edu_dx.intake.readers.enrolment_classes import owners_of
from edu_dx.intake.readers.enrolment_items import items_of, join_rows, with_items
from edu_dx.intake.readers.enrolment_layout import enrolment_layout
from edu_dx.intake.readers.enrolment_numbers import GradeNumber, numbers_of
from edu_dx.intake.readers.enrolment_schools import is_out_of_scope, schools_of
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import has_digits, label_kind
from edu_dx.intake.school_keys import school_keys
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import as_text, squeeze
from edu_dx.intake.values import Missing, missing_text
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
        return None if is_out_of_scope(title) else enrolment_layout(header, titles)

    def completed(self, layout: Layout, sheet: Sheet) -> Layout:
        """The layout with the column that tells the rows of one school apart."""
        return with_items(layout, sheet)

    def label_columns(self, layout: Layout) -> list[int]:
        """All columns before the first number and those of names, but for those that say 計 of their own."""
        first = min(measure.column.index for measure in layout.measures)
        own = {layout.keys[key].index for key in ("grade", "class_kind", "item") if key in layout.keys}
        named = {column.index for column in layout.keys.values()}
        return sorted({*range(first), *named} - own - layout.ignored)

    def groups_of_totals(
        self, part: Part, data: list[int], totals: list[int]
    ) -> dict[int, dict[str, list[int]]]:
        """A total stands for the rows of the same item; in a long table, one that names a school for its rows."""
        if "item" in part.layout.keys:
            alike = {
                row: [other for other in data if _item(part, other) == _item(part, row)] for row in totals
            }
            return {row: {"同じ区分の行": rows} if rows else {} for row, rows in alike.items()}
        if "grade" not in part.layout.keys:
            return {}
        own = [row for row in totals if _school_cells(part, row)]
        by_grade = {
            row: _same_grade(part, row, data) for row in totals if row not in own or _is_total(part, row)
        }
        of_school = {
            row: [other for other in data if _school_cells(part, other) == _school_cells(part, row)]
            for row in own
        }
        return {row: {"同じ学年の行": rows} for row, rows in by_grade.items() if rows} | {
            row: {"同じ学校の行": rows} | ({"同じ学校の同じ学年の行": same} if same else {})
            for row, rows in of_school.items()
            if rows
            for same in [_same_grade(part, row, rows)]
        }

    def records(self, part: Part) -> pd.DataFrame:
        """One record a school and grade, and one each for its 複式 and 特別支援 classes."""
        _set_closed_apart(part)
        schools = schools_of(part)
        items = items_of(part, schools)
        numbers = numbers_of(part, schools, items)
        _settle_rows_without_numbers(part, numbers)
        years = _years_of(part)
        open_rows = set(part.ledger.data_rows) - part.joined.keys()
        keys = school_keys({row: school for row, school in schools.items() if row in open_rows}, part)
        whose = {row: (key, years.get(row)) for row, key in keys.items()}
        join_rows(part, {row: item for row, item in items.items() if row in whose}, whose)
        records: dict[tuple[object, ...], dict[str, Any]] = {}
        owners = owners_of(part, numbers, whose)
        for row in part.ledger.data_rows:
            for number in numbers.get(row, []):
                if number.kind != "通常" and not number.value and not number.missing:
                    continue
                owner = owners[row, number.grade, number.kind]
                record = records.setdefault(
                    (owner, number.grade, number.kind),
                    {
                        "row": owner,
                        "fiscal_year": years.get(row),
                        "school_code": keys.get(row),
                        "school_name": schools[row].printed,
                        "school_type": schools[row].school_type,
                        "grade": number.grade,
                        "class_kind": number.kind,
                    },
                )
                if number.missing:
                    record.setdefault("missing", {})[number.target] = number.missing
                else:
                    record[number.target] = record.get(number.target, 0) + number.value
        for record in records.values():
            _keep_reasons(record)
        return pd.DataFrame(list(records.values()))


def _keep_reasons(record: dict[str, Any]) -> None:
    """A sum of which a part is missing is missing too, and the record says why."""
    reasons = record.pop("missing", {})
    for target in reasons:
        record.pop(target, None)
    record["missing_reason"] = missing_text(reasons) or None


def _school_cells(part: Part, row: int) -> tuple[str, ...]:
    keys = ("as_of", "fiscal_year", "school_type", "school_code", "school_name", "municipality_code")
    cells = tuple(squeeze(part.cell(row, key)) for key in keys)
    return cells if any(cells[3:]) else ()


def _is_total(part: Part, row: int) -> bool:
    return any(label_kind(text) == NotData.TOTAL for text in _school_cells(part, row) if text)


def _same_grade(part: Part, row: int, data: list[int]) -> list[int]:
    grade = squeeze(part.cell(row, "grade"))
    return [other for other in data if grade and squeeze(part.cell(other, "grade")) == grade]


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


def _set_closed_apart(part: Part) -> None:
    """Rows of schools that are said to be closed and print no number."""
    columns = [measure.column.index for measure in part.layout.measures]
    for row in part.ledger.data_rows:
        cells = part.sheet.rows[row]
        words = squeeze("".join(as_text(cell) for cell in cells))
        if _CLOSED.search(words) and not any(has_digits(cells[column]) for column in columns):
            part.ledger.set_apart(row, NotData.CLOSED)


def _settle_rows_without_numbers(part: Part, numbers: dict[int, list[GradeNumber]]) -> None:
    """A school without a pupil and a class is not data; one whose numbers are withheld is.

    In a long table a grade without pupils is data: the 0 is printed for it.
    """
    long = not {"grade", "item"}.isdisjoint(part.layout.keys)
    for row in part.ledger.data_rows:
        found = numbers.get(row, [])
        unknown = any(number.missing not in (None, Missing.NONE) for number in found)
        if row in part.joined or unknown or any(number.value for number in found) or (long and found):
            continue
        part.ledger.set_apart(row, NotData.CLOSED)
