"""The yearly workbook of pupils and classes on 1 May, as a board's planning section makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from edu_dx.demo.city import DISTRICTS, ELEMENTARY, JUNIOR_HIGH
from edu_dx.demo.cohorts import SchoolCount
from edu_dx.demo.enrolment_layout import CLASSES, ORDINARY, PUPILS, SPECIAL, Layout, layout_of
from edu_dx.demo.paper import commas, era_date, new_workbook, spread, wide

Cell = str | int

_NO_GRADES = ("", "", "")
_SCHOOL_WITH_BRANCH = "おくみほん"
_BRANCH_CLOSED = 2020
_BRANCH_NOTE = "※　「分」は、うち分校の児童数（内数）。"
_TIME_TO_COMPILE = dt.timedelta(days=68)


def write_enrolment_workbook(
    folder: Path,
    fiscal_year: int,
    counts: Sequence[SchoolCount],
    last_year: Sequence[SchoolCount],
) -> Path:
    """Write one year's workbook: 総括表, elementary schools, junior high schools."""
    layout = layout_of(fiscal_year)
    day = dt.date(fiscal_year, 5, 1)
    path = folder / f"{day:%Y%m%d}_みほん市立学校_学級数・児童生徒数_架空データ.xlsx"
    with new_workbook(path, "みほん市立学校　学級数・児童生徒数（架空データ）") as workbook:
        formats = _Formats(
            head=workbook.add_format(
                {"align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}
            ),
            number=workbook.add_format({"border": 1, "num_format": "#,##0"}),
            text=workbook.add_format({"border": 1}),
        )
        _write_summary(workbook.add_worksheet("総括表"), layout, formats, day, counts)
        for name, school_type in (("小児童", ELEMENTARY), ("中生徒", JUNIOR_HIGH)):
            sheet = workbook.add_worksheet(name if layout.totals_first else school_type)
            _write_schools(
                sheet, layout, formats, day, _of_type(counts, school_type), _of_type(last_year, school_type)
            )
    return path


@dataclass(frozen=True)
class _Formats:
    head: Format
    number: Format
    text: Format


@dataclass(frozen=True)
class _Group:
    """One merged heading with the columns below it."""

    name: str
    label: str
    columns: tuple[str, ...]
    values: Callable[[Sequence[SchoolCount]], list[int]]


def _of_type(counts: Sequence[SchoolCount], school_type: str) -> list[SchoolCount]:
    return [count for count in counts if count.school.school_type == school_type]


def _sums(grades: Sequence[tuple[int, ...]]) -> list[int]:
    by_grade = [sum(column) for column in zip(*grades, strict=True)]
    return [sum(by_grade), *by_grade]


def _class_values(counts: Sequence[SchoolCount]) -> list[int]:
    elementary = counts[0].school.school_type == ELEMENTARY
    multi_grade = [sum(count.multi_grade_classes for count in counts)] if elementary else []
    by_grade = _sums([count.classes for count in counts])[1:]
    special = sum(count.special_classes for count in counts)
    return [sum(count.all_classes for count in counts), *by_grade, *multi_grade, special]


def _groups(layout: Layout, school_type: str) -> list[_Group]:
    elementary = school_type == ELEMENTARY
    pupils = "児童" if elementary else "生徒"
    grades = tuple(f"{wide(grade)}年" for grade in range(1, 7 if elementary else 4))
    every_class = ("計", *grades, *(("複式",) if elementary else ()), layout.special_label)
    all_groups = (
        _Group(CLASSES, "学　　級　　数", every_class, _class_values),
        _Group(
            PUPILS,
            "　　".join(f"{pupils}数"),
            ("計", *grades),
            lambda counts: _sums([each.pupils for each in counts]),
        ),
        _Group(
            ORDINARY,
            f"（再掲）{pupils}数（特別支援学級在籍者を除く）",
            ("計", *grades),
            lambda counts: _sums(
                [
                    tuple(a - b for a, b in zip(each.pupils, each.special_pupils, strict=True))
                    for each in counts
                ]
            ),
        ),
        _Group(
            SPECIAL,
            f"(再掲）特別支援学級{pupils}数",
            ("計", *grades),
            lambda counts: _sums([each.special_pupils for each in counts]),
        ),
    )
    by_name = {group.name: group for group in all_groups}
    return [by_name[name] for name in layout.groups]


def _write_schools(
    sheet: Worksheet,
    layout: Layout,
    formats: _Formats,
    day: dt.date,
    counts: Sequence[SchoolCount],
    last_year: Sequence[SchoolCount],
) -> None:
    school_type = counts[0].school.school_type
    groups = _groups(layout, school_type)
    sheet.set_column(layout.first_column, layout.first_column + 2, 14)
    sheet.set_column(layout.first_column + 3, layout.first_column + 40, 6)
    _write_title(sheet, layout, day, school_type)
    leading = ["学校コード" if layout.with_codes else "学校調査番号", "整理番号", "校   名"]
    _write_header(sheet, layout, formats, leading, groups)
    row = layout.header_row + 2
    for label, members in _rows(layout, counts, last_year):
        if label:
            values = [_cells(group.values(members)) for group in groups]
            cells = ["", "", label, *(cell for group in values for cell in group)]
        else:
            cells = _school_cells(layout, day, members[0], groups)
        _write_row(sheet, row, layout.first_column, cells, formats)
        row += 1
    branch_note = [_BRANCH_NOTE] if any(_has_branch(count, day) for count in counts) else []
    for note in (*layout.notes, *branch_note):
        sheet.write(row, layout.first_column, note)
        row += 1


def _write_title(sheet: Worksheet, layout: Layout, day: dt.date, school_type: str) -> None:
    pupils = "児童" if school_type == ELEMENTARY else "生徒"
    if layout.header_row > 3:
        sheet.write(0, layout.first_column + 12, layout.author)
        sheet.write(1, layout.first_column + 12, f"{era_date(day + _TIME_TO_COMPILE)}作成")
    title = f"{era_date(day)}現在　みほん市立{school_type}　{pupils}数、学級数（架空データ）"
    sheet.write(layout.header_row - 2, layout.first_column + 2, title)


def _school_cells(layout: Layout, day: dt.date, count: SchoolCount, groups: Sequence[_Group]) -> list[Cell]:
    school = count.school
    cells: list[Cell] = [
        school.code if layout.with_codes else school.survey_number,
        school.number,
        spread(school.name),
    ]
    wide_digits = sum(count.pupils) < layout.wide_digits_below
    for group in groups:
        values = _cells(group.values([count]), wide_digits)
        branch = group.name == PUPILS and _has_branch(count, day)
        cells += _marked_with_branch(values, count.pupils) if branch else values
    return cells


def _rows(
    layout: Layout, counts: Sequence[SchoolCount], last_year: Sequence[SchoolCount]
) -> list[tuple[str, Sequence[SchoolCount]]]:
    """Labels and members of every row in order; a school's own row has no label."""
    rows: list[tuple[str, Sequence[SchoolCount]]] = []
    for district in DISTRICTS:
        members = [count for count in counts if count.school.district == district]
        own = [("", [member]) for member in members]
        total = (f"{district}地区計", members)
        rows += [total, *own] if layout.totals_first else [*own, total]
    city = [("前年５月", last_year), ("合　　計", counts)]
    return [*city, *rows] if layout.totals_first else [*rows, *reversed(city)]


def _has_branch(count: SchoolCount, day: dt.date) -> bool:
    return count.school.name == _SCHOOL_WITH_BRANCH and day.year < _BRANCH_CLOSED


def _marked_with_branch(values: Sequence[Cell], pupils: Sequence[int]) -> list[Cell]:
    """The total and the largest grade with the pupils of the branch among them: ``83,分2``."""
    marked = list(values)
    largest = 1 + pupils.index(max(pupils))
    for column, at_the_branch in ((0, 3), (largest, 2)):
        marked[column] = f"{values[column]},分{at_the_branch}"
    return marked


def _cells(values: Sequence[int], wide_digits: bool = False) -> list[Cell]:
    return [(wide(value) if wide_digits else value) if value else "" for value in values]


def _write_header(
    sheet: Worksheet, layout: Layout, formats: _Formats, leading: Sequence[str], groups: Sequence[_Group]
) -> None:
    upper, lower = layout.header_row, layout.header_row + 1
    column = layout.first_column
    for label in leading:
        sheet.merge_range(upper, column, lower, column, label, formats.head)
        column += 1
    for group in groups:
        sheet.merge_range(upper, column, upper, column + len(group.columns) - 1, group.label, formats.head)
        for offset, name in enumerate(group.columns):
            sheet.write(lower, column + offset, name, formats.head)
        column += len(group.columns)


def _write_row(
    sheet: Worksheet, row: int, first_column: int, cells: Sequence[Cell], formats: _Formats
) -> None:
    for column, cell in enumerate(cells, start=first_column):
        if cell != "":
            sheet.write(row, column, cell, formats.number if isinstance(cell, int) else formats.text)


def _write_summary(
    sheet: Worksheet, layout: Layout, formats: _Formats, day: dt.date, counts: Sequence[SchoolCount]
) -> None:
    """The sheet in front: one row a school type, with school numbers like ``22,分1``."""
    grades = [f"{wide(grade)}年" for grade in range(1, 7)]
    sheet.write(0, 0, "みほん市立学校　学校数、学級数、児童・生徒数総括表（架空データ）")
    sheet.write(1, 14, f"（{era_date(day)}現在）")
    sheet.write(2, 14, layout.author)
    sheet.merge_range(3, 2, 3, 10, "学　　級　　数", formats.head)
    sheet.merge_range(3, 11, 3, 17, "児　童　・　生　徒　数", formats.head)
    header = ["区　　分", "学校数", *grades, "複式", "特別支援", "計", *grades, "計"]
    for column, label in enumerate(header):
        sheet.write(4, column, label, formats.head)
    with_branch = day.year < _BRANCH_CLOSED
    for row, school_type in enumerate((ELEMENTARY, JUNIOR_HIGH), start=5):
        members = _of_type(counts, school_type)
        total, *classes = _class_values(members)
        all_pupils, *pupils = _sums([member.pupils for member in members])
        number = _number_of_schools(members, with_branch and school_type == ELEMENTARY)
        cells: list[Cell] = [*classes, total, *pupils, all_pupils]
        if school_type == JUNIOR_HIGH:
            cells = [*classes[:3], *_NO_GRADES, "", classes[3], total, *pupils, *_NO_GRADES, all_pupils]
        _write_row(sheet, row, 0, [school_type, number, *cells], formats)
    _write_row(sheet, 7, 0, ["合　　計", _number_of_schools(counts, with_branch)], formats)
    sheet.write(7, 10, sum(count.all_classes for count in counts), formats.number)
    sheet.write(7, 17, commas(sum(sum(count.pupils) for count in counts)), formats.text)
    sheet.write(8, 0, "（注）分：分校（児童数は本校に含む）　　この表の数値は架空のものです。")


def _number_of_schools(counts: Sequence[SchoolCount], with_branch: bool) -> Cell:
    return f"{len(counts)},分1" if with_branch else len(counts)
