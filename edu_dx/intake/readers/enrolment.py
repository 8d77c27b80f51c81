"""Enrolment: pupils and classes by school and grade, wide (a column a grade) or long (a row a grade)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from edu_dx.intake.columns import read_column, read_numbers
from edu_dx.intake.dates import read_date
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, Part, Reader, names_of
from edu_dx.intake.periods import read_fiscal_year
from edu_dx.intake.readers.enrolment_header import CLASSES, PUPILS, Facet, Grade, read_facet, read_grade
from edu_dx.intake.receipt import NotData
from edu_dx.intake.rows import label_kind
from edu_dx.intake.school_keys import SchoolName, school_keys
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze, unpadded
from edu_dx.tables import TABLES
from edu_dx.tables.codes import SCHOOL_TYPES
from edu_dx.tables.fiscal_year import fiscal_year_of

TABLE = TABLES["enrolment"]
SPECIAL = "special_support_pupils"

_NAMES = {
    "school_code": names_of(TABLE, "school_code"),
    "school_name": names_of(
        TABLE, "school_name", "学校", "学校園名", "小学校名", "中学校名", "小学校", "中学校", "施設名"
    )
    - {"市町村名", "園名"},
    "school_type": names_of(TABLE, "school_type", "学校区分", "種類"),
    "grade": names_of(TABLE, "grade", "学年別"),
    "class_kind": names_of(TABLE, "class_kind", "学級種別", "学級区分", "学級の種別"),
    "fiscal_year": names_of(TABLE, "fiscal_year", "調査年度", "年次"),
    "as_of": {
        squeeze(name)
        for name in ("調査日", "基準日", "調査基準日", "調査年月日", "年月日", "時点", "基準年月日")
    },
    "municipality_code": names_of(TABLES["births"], "municipality_code"),
    "municipality_name": names_of(TABLES["births"], "municipality_name"),
}
_OUT_OF_SCOPE = re.compile(
    r"幼稚園|幼児|こども園|保育|高等学校|高校|高等専門|高専|特別支援学校|盲学校|聾学校|養護学校|大学|専修"
)
_IN_SCOPE = re.compile(r"小学校|中学校|義務教育学校|小・中|小中")
_CLOSED = re.compile(r"休校|閉校|廃校|休級|休園|募集停止|空白|欠番")


class EnrolmentReader(Reader):
    """Reads table ``enrolment``."""

    table = TABLE
    looked_for = "「学校名」（または「学校コード」「団体コード」）と、「１年」「２年」…の列、または「学年」と「児童数」「生徒数」「学級数」の列"

    def recognise(self, header: Header, titles: tuple[str, ...]) -> Layout | None:
        keys = _keys_of(header)
        if not {"school_name", "school_code", "municipality_code", "municipality_name"} & keys.keys():
            return None
        title = squeeze("|".join(titles))
        if _OUT_OF_SCOPE.search(title) and not _IN_SCOPE.search(title):
            return None
        taken = {column.index for column in keys.values()}
        facets = [
            facet for column in header.columns if column.index not in taken and (facet := read_facet(column))
        ]
        facets = [facet.measuring(_measure_of_title(title, facets)) for facet in facets]
        contents = [facet.content for facet in facets if facet.grade or not facet.is_total]
        if len(contents) != len(set(contents)):
            return None
        return _wide(header, keys, facets) if "grade" not in keys else _long(header, keys, facets)

    def label_columns(self, layout: Layout) -> list[int]:
        first = min(measure.column.index for measure in layout.measures)
        own = {layout.keys[key].index for key in ("grade", "class_kind") if key in layout.keys}
        return [index for index in range(first) if index not in own]

    def records(self, part: Part) -> pd.DataFrame:
        schools = _schools_of(part)
        numbers = _numbers_of(part)
        _set_closed_apart(part, schools, numbers)
        years = _years_of(part)
        keys = school_keys(
            {row: school for row, school in schools.items() if row in set(part.ledger.data_rows)}, part
        )
        cells: dict[tuple[int, int | None, str], dict[str, Any]] = {}
        for row in part.ledger.data_rows:
            for (target, grade, kind), value in numbers.get(row, {}).items():
                number = grade.absolute(schools[row].school_type) if grade else None
                if grade and number is None:
                    if value:
                        part.ledger.reject(row, f"{schools[row].school_type}に{grade.number}年はありません")
                    continue
                if grade is None and target == CLASSES and kind != "通常" and not value:
                    continue
                cells.setdefault((row, number, kind), {})[target] = value
        records = pd.DataFrame(
            [
                {
                    "row": row,
                    "fiscal_year": years.get(row),
                    "school_code": keys.get(row),
                    "school_name": schools[row].printed,
                    "school_type": schools[row].school_type,
                    "grade": grade,
                    "class_kind": kind,
                    **values,
                }
                for (row, grade, kind), values in cells.items()
            ]
        )
        return records


def _keys_of(header: Header) -> dict[str, HeaderColumn]:
    keys: dict[str, HeaderColumn] = {}
    for field, names in _NAMES.items():
        taken = frozenset(column.index for column in keys.values())
        single = Header(header.first, header.last, tuple(c for c in header.columns if not _counts(c)))
        if column := single.column_called(names, taken=taken):
            keys[field] = column
    return keys


def _counts(column: HeaderColumn) -> bool:
    """Whether a header belongs to a column of numbers, though its group's name might fit a key."""
    return column.leaf not in set().union(*_NAMES.values()) and read_facet(column) is not None


def _measure_of_title(title: str, facets: list[Facet]) -> str:
    """What grade columns count where only the title can say it: pupils, unless classes alone are named."""
    pupils = bool(re.search(r"児童|生徒|在籍", title))
    classes = "学級" in title
    has_pupils = any(facet.measure == PUPILS and facet.grade for facet in facets)
    return CLASSES if (classes and not pupils) or has_pupils else PUPILS


@dataclass(frozen=True)
class _Choice:
    """The columns that make up one number of a record."""

    target: str
    grade: Grade | None
    kind: str
    facets: tuple[Facet, ...]

    def measures(self) -> list[Measure]:
        fixed = {"grade": self.grade, "class_kind": self.kind}
        return [Measure(facet.column, self.target, fixed) for facet in self.facets]


def _wide(header: Header, keys: dict[str, HeaderColumn], facets: list[Facet]) -> Layout | None:
    if not any(facet.grade for facet in facets):
        return None
    return _layout(header, keys, facets)


def _long(header: Header, keys: dict[str, HeaderColumn], facets: list[Facet]) -> Layout | None:
    if any(facet.grade for facet in facets) or not any(facet.measure for facet in facets):
        return None
    return _layout(header, keys, facets)


def _layout(header: Header, keys: dict[str, HeaderColumn], facets: list[Facet]) -> Layout | None:
    groups: dict[tuple[Any, ...], list[Facet]] = defaultdict(list)
    for facet in facets:
        groups[facet.measure, facet.grade, facet.special, facet.combined, facet.excludes_special].append(
            facet
        )
    long = "grade" in keys
    grades = sorted({facet.grade for facet in facets if facet.grade}, key=lambda g: (g.stage, g.number))
    choices: list[_Choice] = []
    for grade in [None] if long else grades:
        ordinary = _best(groups[PUPILS, grade, False, False, False], long)
        excluding = _best(groups[PUPILS, grade, False, False, True], long)
        special = _best(groups[PUPILS, grade, True, False, False], long)
        pupils = ordinary or (*excluding, *special)
        classes = _best(groups[CLASSES, grade, False, False, False], long) or _best(
            groups[CLASSES, grade, False, False, True], long
        )
        choices += [
            _Choice(PUPILS, grade, "通常", pupils),
            _Choice(SPECIAL, grade, "通常", special),
            _Choice(CLASSES, grade, "通常", classes),
        ]
    special_by_grade = any(choice.target == SPECIAL and choice.facets for choice in choices)
    if not special_by_grade:
        choices.append(
            _Choice(SPECIAL, None, "特別支援", _best(groups[PUPILS, None, True, False, False], True))
        )
    special_classes = _best(groups[CLASSES, None, True, False, False], True) or tuple(
        facet for facet in facets if facet.measure == CLASSES and facet.special and not facet.combined
    )
    choices += [
        _Choice(CLASSES, None, "特別支援", special_classes),
        _Choice(CLASSES, None, "複式", _best(groups[CLASSES, None, False, True, False], True)),
    ]
    measures = tuple(measure for choice in choices for measure in choice.measures())
    if not measures:
        return None
    used = {measure.column.index for measure in measures}
    totals = tuple(
        Measure(facet.column, SPECIAL if facet.special else facet.measure)
        for facet in facets
        if facet.column.index not in used
        and not facet.grade
        and not facet.sex
        and not facet.combined
        and not facet.excludes_special
        and facet.measure
        and "男女" not in facet.column.path
    )
    return Layout(header, keys, measures, totals)


def _best(facets: list[Facet], totals_count: bool) -> tuple[Facet, ...]:
    """The printed sum if there is one, else its parts (男 and 女, kinds of disability)."""
    whole = [facet for facet in facets if facet.is_total and not facet.sex]
    plain = [facet for facet in facets if not facet.sex and not facet.is_total]
    sexes = [facet for facet in facets if facet.sex and "男女別" not in facet.column.path]
    if whole and (totals_count or facets[0].grade):
        return (whole[0],)
    return tuple(plain or sexes)


def _schools_of(part: Part) -> dict[int, SchoolName]:
    """The school that each open row is about; rows that name none are rejected or set apart."""
    default = _type_in(part.title_text) or _type_of_header(part.layout)
    schools: dict[int, SchoolName] = {}
    section_types, section_names = _sections_of(part)
    carried: dict[str, Cell] = {}
    for row in part.ledger.data_rows:
        cells = {
            key: part.cell(row, key)
            for key in ("school_code", "school_name", "municipality_code", "municipality_name")
        }
        if "grade" in part.layout.keys:
            if all(is_blank(cells[key]) for key in ("school_code", "school_name") if key in part.layout.keys):
                cells = {
                    key: cells[key] if not is_blank(cells[key]) else carried.get(key, "") for key in cells
                }
            carried = cells
        own_type = _type_of_cell(part.cell(row, "school_type"))
        name = unpadded(cells["school_name"])
        code = squeeze(cells["school_code"]).upper()
        municipal = not {"school_name", "school_code"} & part.layout.keys.keys()
        if municipal:
            name = unpadded(cells["municipality_name"])
            code = _municipality_code(cells["municipality_code"])
        if not name and not code:
            part.ledger.reject(row, "学校名がありません")
            continue
        outside = _OUT_OF_SCOPE.search(name) or _OUT_OF_SCOPE.search(squeeze(part.cell(row, "school_type")))
        kind = own_type or _type_of_code(code) or _type_in(name) or section_types.get(row) or default
        if outside and not _IN_SCOPE.search(name):
            part.ledger.set_apart(row, NotData.OUT_OF_SCOPE)
        elif not kind:
            part.ledger.reject(row, "学校種（小学校・中学校・義務教育学校）が分かりません")
        else:
            schools[row] = SchoolName(name, kind, code, section_names.get(row, ""), municipal)
    return schools


def _sections_of(part: Part) -> tuple[dict[int, str], dict[int, str]]:
    """School type and ward of the section that each open row stands in, from section headings and sub-totals.

    A sub-total stands above its rows or below them; the first one of the sheet tells which.
    """
    rows = part.ledger.data_rows
    headings = part.ledger.rows_of_kind(NotData.SECTION)
    totals = [row for row in part.ledger.rows_of_kind(NotData.TOTAL) if _section_name(_words(part, row))]
    totals_below = bool(totals and rows and totals[0] > rows[0])
    types: dict[int, str] = {}
    names: dict[int, str] = {}
    _carry(part, sorted([*rows, *headings]), set(headings), types, names)
    if totals:
        order = sorted([*rows, *totals], reverse=totals_below)
        _carry(part, order, set(totals), types, names)
    return types, names


def _carry(
    part: Part, order: list[int], marks: set[int], types: dict[int, str], names: dict[int, str]
) -> None:
    kind, name = "", ""
    for row in order:
        if row in marks:
            words = _words(part, row)
            kind, name = _type_in(words) or kind, _section_name(words) or name
        else:
            types[row], names[row] = kind or types.get(row, ""), name or names.get(row, "")


def _words(part: Part, row: int) -> str:
    return squeeze("".join(as_text(cell) for cell in part.sheet.rows[row] if isinstance(cell, str)))


def _section_name(text: str) -> str:
    """区 or block that the rows below (or above) a sub-total belong to: 東灘区計 → 東灘区."""
    name = re.sub(r"(?:合計|小計|総計|計)$", "", text)
    return name if name and not _type_in(name) and label_kind(name) is None and len(name) <= 12 else ""


def _type_in(text: str) -> str:
    """The one school type that a text names; "" if it names none or several."""
    found = {kind for kind in ("小学校", "中学校", "義務教育学校") if kind in text}
    if found == {"小学校", "中学校"} and re.search(r"小中学校$", text):
        return "義務教育学校"
    return found.pop() if len(found) == 1 else ""


def _type_of_header(layout: Layout) -> str:
    paths = "|".join(measure.column.path for measure in layout.measures)
    if ("児童" in paths) != ("生徒" in paths):
        return "小学校" if "児童" in paths else "中学校"
    grades = {measure.fixed["grade"].number for measure in layout.measures if measure.fixed.get("grade")}
    return {6: "小学校", 3: "中学校", 9: "義務教育学校"}.get(max(grades, default=0), "")


def _type_of_cell(cell: Cell) -> str:
    text = squeeze(cell).upper()
    if not text or _OUT_OF_SCOPE.search(text):
        return ""
    if text[:2] in SCHOOL_TYPES:
        return SCHOOL_TYPES[text[:2]]
    return (
        "義務教育学校"
        if "義務" in text
        else "小学校"
        if text.startswith("小")
        else "中学校"
        if text.startswith("中")
        else ""
    )


def _type_of_code(code: str) -> str:
    kind = SCHOOL_TYPES.get(code[:2], "")
    return kind if kind in ("小学校", "中学校", "義務教育学校") else ""


def _municipality_code(cell: Cell) -> str:
    digits = squeeze(cell)
    return (
        as_text(float(digits)).zfill(6) if digits.replace(".0", "").isdecimal() and len(digits) >= 5 else ""
    )


def _years_of(part: Part) -> dict[int, int]:
    rows = part.ledger.data_rows
    if column := part.layout.keys.get("as_of"):
        days = read_column(part, rows, column.index, read_date, column.text)
        return {row: fiscal_year_of(day) for row, day in days.items()}
    if column := part.layout.keys.get("fiscal_year"):
        return read_column(part, rows, column.index, read_fiscal_year, column.text)
    return dict.fromkeys(rows, part.period.fiscal_year) if part.period else {}


def _numbers_of(part: Part) -> dict[int, dict[tuple[str, Grade | None, str], float]]:
    """row → (target, grade, class kind) → number; columns of the same content are added up."""
    numbers: dict[int, dict[tuple[str, Grade | None, str], float]] = defaultdict(dict)
    row_grades, row_kinds = _grades_and_kinds(part)
    for measure in part.layout.measures:
        values = read_numbers(part, part.ledger.data_rows, measure.column.index, measure.column.text)
        for row, value in values.items():
            target, grade = measure.target, measure.fixed.get("grade") or row_grades.get(row)
            kind = row_kinds.get(row) or str(measure.fixed["class_kind"])
            if kind != "通常":
                grade = None
            if row_kinds.get(row) and kind == "特別支援" and target == PUPILS:
                target = SPECIAL
            key = (target, grade, kind)
            numbers[row][key] = numbers[row].get(key, 0) + value
    return numbers


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


def _set_closed_apart(
    part: Part, schools: dict[int, SchoolName], numbers: dict[int, dict[tuple[str, Grade | None, str], float]]
) -> None:
    """Rows of schools without a pupil and a class are not data; nothing is printed about them."""
    for row in part.ledger.data_rows:
        if any(numbers.get(row, {}).values()):
            continue
        words = squeeze("".join(as_text(cell) for cell in part.sheet.rows[row]))
        if "grade" in part.layout.keys and row in numbers and not _CLOSED.search(words):
            continue
        part.ledger.set_apart(row, NotData.CLOSED)
