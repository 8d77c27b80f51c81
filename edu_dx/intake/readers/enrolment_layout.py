"""Which column of an enrolment sheet holds what: keys, the numbers of each grade, and printed totals."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from edu_dx.intake.dates import YEAR, western_year
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Layout, Measure, names_of
from edu_dx.intake.periods import period_in
from edu_dx.intake.readers.enrolment_header import (
    CLASSES,
    PUPILS,
    SPECIAL,
    Facet,
    Grade,
    read_facet,
    read_grade,
)
from edu_dx.intake.readers.enrolment_titles import school_in
from edu_dx.intake.readers.municipal import MUNICIPALITY_CODE_NAMES
from edu_dx.intake.text import squeeze
from edu_dx.tables import TABLES

_TABLE = TABLES["enrolment"]

_NAMES = {
    "school_code": names_of(_TABLE, "school_code"),
    "school_name": names_of(
        _TABLE,
        "school_name",
        "学校",
        "学校名称",
        "学校園名",
        "小中学校名",
        "小学校名",
        "中学校名",
        "小学校",
        "中学校",
        "施設名",
    )
    - {"市町村名", "園名"},
    "school_type": names_of(_TABLE, "school_type", "学校区分", "種類"),
    "grade": names_of(_TABLE, "grade", "学年別"),
    "class_kind": names_of(_TABLE, "class_kind", "学級種別", "学級区分", "学級の種別"),
    "fiscal_year": names_of(
        _TABLE, "fiscal_year", "調査年度", "年次", "年", "調査年", "年度別", "時間軸", "year"
    ),
    "as_of": {
        squeeze(name)
        for name in ("調査日", "基準日", "調査基準日", "調査年月日", "年月日", "時点", "基準年月日")
    },
    "item": {
        squeeze(name)
        for name in ("区分", "項目", "内訳", "人数・学級数", "集計項目", "性別", "男女別", "男女")
    },
    "class": {
        squeeze(name)
        for name in (
            "組",
            "組名",
            "学級名",
            "クラス",
            "クラス名",
            "学級・組",
            "年組",
            "年・組",
            "学年・組",
            "学年組",
        )
    },
    "stage": {squeeze(name) for name in ("課程", "課程別", "前期・後期", "前期後期")},
    "section": {squeeze(name) for name in ("区", "区名", "行政区", "地区", "地区名", "ブロック", "中学校区")},
    "municipality_code": MUNICIPALITY_CODE_NAMES,
    "municipality_name": names_of(TABLES["births"], "municipality_name"),
}
_SPECIAL_ALONE = re.compile(
    r"特別支援学級の?(?:在籍)?(?:児童|生徒)数?(?:一覧表?|調べ?)?(?:\||$|\([^)]*現在\))"
)
_ABOUT_PUPILS = re.compile(r"児童|生徒|在籍|学級編[制成]|学級数")
_CERTAIN_PUPILS = re.compile(
    r"(?:不登校|長期欠席|欠席|卒業|入学|転入|転出|外国人|外国籍|帰国|準?要保護|就学援助|日本語|通級|給食|むし歯|いじめ|肥満|端末|スクールバス)"
    r"[^|]{0,12}?(?:児童生徒|児童・生徒|児童|生徒|者)(?:数|の数)?"
)
_TO_COME = re.compile(r"推計|見込|予測|将来|試算")
_BESIDE_PUPILS = re.compile(r"備考|担任|担当|教室|摘要|補助|番号|^no")
_LONGEST_HEADER = 10
_CLASS_LISTS = {"学級", "クラス", "組", "年組"}
_GRADE_ALONE = re.compile(r"(?:小学校?|中学校?)?第?[1-9一二三四五六七八九]学?年生?(?:児童数|生徒数)?")
_YEAR_LABEL = re.compile(YEAR + r"(?:年|\.|計|$|\()")
_MAY_NAME_SCHOOLS = re.compile(r"学校.*名|校名|学校id")


def enrolment_layout(header: Header, titles: tuple[str, ...]) -> Layout | None:
    """The layout under ``header``; the titles say what is counted where no header does.

    None where no school or municipality is named, no grade stands in a column or a row, or two columns count
    the same (as they do when the header rows are cut short).
    """
    title = squeeze("|".join(titles))
    if _is_about_other_numbers("|".join((title, *(c.path for c in header.columns if _is_long_text(c))))):
        return None
    keys = _keys_of(header)
    if not {"school_name", "school_code", "municipality_code", "municipality_name"} & keys.keys():
        keys = _keys_beside_grades(header, keys, titles) or {}
        if not keys:
            return None
    if not {"school_name", "school_code"} & keys.keys() and any(
        _MAY_NAME_SCHOOLS.search(c.leaf) for c in header.columns
    ):
        return None
    if _SPECIAL_ALONE.search(title) and len(re.findall(r"児童|生徒", title)) == 1:
        return None
    taken = {column.index for column in keys.values()}
    facets = [
        facet for column in header.columns if column.index not in taken and (facet := read_facet(column))
    ]
    if (grade := _grade_of_title(title)) and "grade" not in keys and not any(facet.grade for facet in facets):
        facets = [replace(facet, grade=grade) for facet in facets]
    groups = _by_year(facets, title)
    layouts = [
        replace(layout, fiscal_year=year)
        for year, group in groups
        if (layout := _layout_of_year(_without_other_years(header, facets, group), keys, group, title))
    ]
    if not layouts:
        return None
    read = {measure.column.index for layout in layouts for measure in layout.measures}
    first, *beside = [
        replace(layout, ignored=frozenset(c.index for c in header.columns) - _indices(layout.header))
        for layout in layouts
    ]
    left_out = [
        facet.column.text
        for _, group in groups
        for facet in group
        if len(groups) > 1 and read.isdisjoint(_indices_of(group)) and facet.column.index in first.ignored
    ]
    if left_out:
        remark = "別の年度の列は読んでいません：" + "・".join(
            f"「{text}」" for text in dict.fromkeys(left_out)
        )
        first = replace(first, remarks=(*first.remarks, remark))
    return replace(first, beside=tuple(beside))


def _keys_beside_grades(
    header: Header, keys: dict[str, HeaderColumn], titles: tuple[str, ...]
) -> dict[str, HeaderColumn] | None:
    """The keys where no column names a school: it stands in the title, or under a corner that names the grades.

    In ``学年｜1年｜2年…`` the first column says what a row counts if the title names the school, else the school.
    """
    about_pupils = _ABOUT_PUPILS.search(squeeze("".join(titles)) + header.labels_of_all)
    school = bool(about_pupils and school_in(titles))
    taken = {column.index for column in keys.values()}
    others = [c for c in header.columns if c.index not in taken and not read_facet(c)]
    if any(not _BESIDE_PUPILS.search(c.leaf) and c.leaf not in _CLASS_LISTS for c in others[1:]):
        return None
    first = header.columns[0]
    across = any(read_grade(column.leaf) for column in header.columns[1:])
    if across and (corner := keys.get("grade")):
        own = {key: column for key, column in keys.items() if key != "grade"}
        return {**own, "item" if school else "school_name": corner}
    if not school:
        return None
    if not across and "grade" not in keys:
        by_class = keys.get("class") or (first if first.leaf in _CLASS_LISTS else None)
        return {**keys, "class": by_class, "grade": by_class} if by_class else None
    return keys


def _is_about_other_numbers(title: str) -> bool:
    """Whether titles speak of certain pupils (不登校児童数) or of numbers to come (見込), and of no others."""
    if _TO_COME.search(title):
        return True
    left = _CERTAIN_PUPILS.sub("", title)
    return left != title and not _ABOUT_PUPILS.search(left)


def _is_long_text(column: HeaderColumn) -> bool:
    """Whether a header is a title that came to stand over a column, as in a table on its side."""
    return any(len(label) > _LONGEST_HEADER for label in column.labels)


def _grade_of_title(title: str) -> Grade | None:
    """The one grade that a title or the sheet's name consists of (a sheet a grade)."""
    grades = {read_grade(text) for text in title.split("|") if _GRADE_ALONE.fullmatch(text)}
    return grades.pop() if len(grades) == 1 else None


def _layout_of_year(
    header: Header, keys: dict[str, HeaderColumn], facets: list[Facet], title: str
) -> Layout | None:
    default = PUPILS if "class" in keys else _measure_of_title(title, facets)
    facets = [facet.measuring(default) for facet in facets]
    contents = [facet.content for facet in facets if facet.grade or not facet.is_total]
    if len(contents) != len(set(contents)):
        return None
    if any(facet.grade for facet in facets) == ("grade" in keys):
        return None
    return _layout(header, keys, facets)


def _by_year(facets: list[Facet], title: str) -> list[tuple[int | None, list[Facet]]]:
    """The columns of each year that headers name: those of the title's year (else of no or the latest year) first."""
    years = {facet.column.index: _year_of(facet.column) for facet in facets}
    if len(set(years.values())) < 2:
        return [(None, facets)]
    titled = period_in([title])
    if titled and titled.fiscal_year in years.values():
        years = {index: titled.fiscal_year if year is None else year for index, year in years.items()}
    order = sorted(
        set(years.values()),
        key=lambda year: (titled is not None and year != titled.fiscal_year, year is not None, -(year or 0)),
    )
    return [(year, [facet for facet in facets if years[facet.column.index] == year]) for year in order]


def _without_other_years(header: Header, facets: list[Facet], own: list[Facet]) -> Header:
    others = _indices_of(facets) - _indices_of(own)
    return Header(header.first, header.last, tuple(c for c in header.columns if c.index not in others))


def _indices_of(facets: list[Facet]) -> set[int]:
    return {facet.column.index for facet in facets}


def _indices(header: Header) -> set[int]:
    return {column.index for column in header.columns}


def _year_of(column: HeaderColumn) -> int | None:
    """The year that a header such as ``令和6年度｜1年`` or ``R6計`` counts in."""
    matches = (_YEAR_LABEL.match(unicodedata.normalize("NFKC", label)) for label in reversed(column.printed))
    return next((western_year(match) for match in matches if match), None)


def _keys_of(header: Header) -> dict[str, HeaderColumn]:
    single = Header(header.first, header.last, tuple(c for c in header.columns if not _counts(c)))
    return single.columns_called(_NAMES)


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
        and not (facet.special and not facet.is_total)
        and facet.measure
        and "男女" not in facet.column.path
    )
    return Layout(header, keys, measures, totals, _remarks(choices))


def _remarks(choices: list[_Choice]) -> tuple[str, ...]:
    """A word on pupils that are printed without those of special support."""
    pupils = [choice for choice in choices if choice.target == PUPILS and choice.facets]
    without = [c for c in pupils if all(facet.excludes_special for facet in c.facets)]
    if not without:
        return ()
    return ("学年別の児童生徒数は、特別支援学級の在籍者を除いた数です（資料に学年別の内訳がありません）。",)


def _best(facets: list[Facet], totals_count: bool) -> tuple[Facet, ...]:
    """The printed sum if there is one, else its parts (男 and 女, kinds of disability)."""
    whole = [facet for facet in facets if facet.is_total and not facet.sex]
    plain = [facet for facet in facets if not facet.sex and not facet.is_total]
    sexes = [facet for facet in facets if facet.sex and "男女別" not in facet.column.path]
    if whole and (totals_count or facets[0].grade):
        return (whole[0],)
    return tuple(plain or sexes)
