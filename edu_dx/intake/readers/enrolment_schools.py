"""Which school each row of an enrolment sheet is about: name, type, code, and the ward it stands under."""

from __future__ import annotations

import re
from itertools import pairwise

from edu_dx.intake.dates import YEAR
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.readers.enrolment_brackets import rows_of_brackets
from edu_dx.intake.readers.enrolment_titles import school_in
from edu_dx.intake.receipt import NotData
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.rows import label_kind
from edu_dx.intake.school_keys import SchoolName
from edu_dx.intake.text import Cell, as_text, is_blank, squeeze, unpadded
from edu_dx.tables.codes import SCHOOL_CODE, SCHOOL_TYPES, is_municipality_code

_OUT_OF_SCOPE = re.compile(
    r"幼稚園|幼児|こども園|保育|高等学校|高校|高等専門|高専|特別支援学校|盲学校|聾学校|養護学校|大学|専修"
)
_IN_SCOPE = re.compile(r"小学校|中学校|義務教育学校|小・中|小中")

_SCHOOL_END = re.compile(r"(?:小|中|学校|学園|分校|分教室)(?:\(.*\))?$")
_YEAR_NAME = re.compile(YEAR + r"年?度?(?:合計|計)?")
_AVERAGE_OR_SHARE = re.compile(r".*(?:平均|構成比|割合|比率)(?:\(.*\))?|.*(?:当たり|あたり).*")
_GRADES_OF_LATER_STAGE = 3


def is_out_of_scope(text: str) -> bool:
    """Whether a squeezed title or name is about other schools than 小学校, 中学校 and 義務教育学校 alone."""
    return bool(_OUT_OF_SCOPE.search(text)) and not _IN_SCOPE.search(text)


def schools_of(part: Part) -> dict[int, SchoolName]:
    """The school that each open row is about; rows that name none are rejected or set apart."""
    has_codes = _has_official_codes(part)
    types_in_column = _carried_types(part)
    default = type_in(part.title_text) or type_in(squeeze(part.stem)) or _type_of_header(part.layout)
    schools: dict[int, SchoolName] = {}
    section_types, section_names = _sections_of(part)
    _set_continued_rows_apart(part)
    part.joined.update(rows_of_brackets(part))
    _reject_two_rows_a_school(part)
    grades = [measure.fixed["grade"].number for measure in part.layout.measures if measure.fixed["grade"]]
    three_grades = max(grades, default=0) == _GRADES_OF_LATER_STAGE
    carried: dict[str, Cell] = {}
    of_title = _school_of_title(part)
    corner = _is_under_corner(part)
    for row in part.ledger.data_rows:
        if row in part.joined:
            continue
        cells = {
            key: part.cell(row, key)
            for key in ("school_code", "school_name", "municipality_code", "municipality_name")
        }
        if _runs_over_rows(part):
            if all(is_blank(cells[key]) for key in ("school_code", "school_name") if key in part.layout.keys):
                cells = {
                    key: cells[key] if not is_blank(cells[key]) else carried.get(key, "") for key in cells
                }
            carried = cells
        name = of_title or unpadded(cells["school_name"])
        code = _code(cells["school_code"]) if has_codes else ""
        municipal = not of_title and not {"school_name", "school_code"} & part.layout.keys.keys()
        if municipal:
            name = unpadded(cells["municipality_name"])
            code = _municipality_code(cells["municipality_code"])
        if not name and not code:
            _settle_nameless(part, row)
            continue
        if kind_of_row := _kind_of_label(squeeze(name)):
            part.ledger.set_apart(row, kind_of_row)
            continue
        if corner and not _SCHOOL_END.search(squeeze(name)):
            part.ledger.reject(
                row, f"「{name}」が学校名なのか分かりません（学校名の列に見出し「学校名」を付けてください）"
            )
            continue
        outside = is_out_of_scope(name) or is_out_of_scope(squeeze(part.cell(row, "school_type")))
        kind = (
            types_in_column.get(row)
            or type_in(squeeze(of_title))
            or _type_of_code(code)
            or type_in(name)
            or section_types.get(row)
            or default
        )
        if outside:
            part.ledger.set_apart(row, NotData.OUT_OF_SCOPE)
        elif not kind:
            part.ledger.reject(row, "学校種（小学校・中学校・義務教育学校）が分かりません")
        else:
            schools[row] = SchoolName(
                name,
                kind,
                code,
                section_names.get(row, ""),
                municipal or is_municipality_code(code),
                later_stage=kind == "義務教育学校"
                and (
                    "後期" in name + squeeze(part.cell(row, "stage"))
                    or (three_grades and "中学校" in (section_types.get(row), default))
                ),
            )
    return schools


def _school_of_title(part: Part) -> str:
    """The school of the whole part, where no column names any."""
    named = {"school_name", "school_code", "municipality_code", "municipality_name"}
    return "" if named & part.layout.keys.keys() else school_in(part.titles)


def _is_under_corner(part: Part) -> bool:
    """Whether names stand in a column whose header is about the columns beside it (学年)."""
    column = part.layout.keys.get("school_name")
    return column is not None and column.leaf in ("学年", "学年別")


def _kind_of_label(name: str) -> NotData | None:
    """What a row is whose name is no school's but a year, an average or a share."""
    if _YEAR_NAME.fullmatch(name):
        return NotData.LAST_YEAR
    return NotData.NOTE if _AVERAGE_OR_SHARE.fullmatch(name) else None


def _has_official_codes(part: Part) -> bool:
    """Whether the code column holds 13-character codes; a board's own numbers do not identify a school."""
    column = part.layout.keys.get("school_code")
    if column is None:
        return False
    codes = [_code(part.sheet.rows[row][column.index]) for row in part.ledger.data_rows]
    own_numbers = any(codes) and not any(SCHOOL_CODE.fullmatch(c) or is_municipality_code(c) for c in codes)
    if own_numbers and "school_name" in part.layout.keys:
        part.ledger.warnings.append(
            f"{column_letter(column.index)}列「{column.text}」は文部科学省の学校コード（13桁）ではないため使わず、学校名で照合しました。"
        )
        return False
    return True


def _carried_types(part: Part) -> dict[int, str]:
    """The type that a column of types says; a blank (a merged cell) takes the type above it."""
    types, above = {}, ""
    for row in part.ledger.data_rows:
        cell = part.cell(row, "school_type")
        above = above if is_blank(cell) else _type_of_cell(cell)
        types[row] = above
    return types


def _code(cell: Cell) -> str:
    """What a code column says; a name in it, as an unknown school's key, is no code."""
    text = squeeze(cell).upper()
    return text if any(character.isdigit() for character in text) else ""


def _runs_over_rows(part: Part) -> bool:
    """Whether a school takes several rows, so that its name may stand on the first of them alone."""
    return not {"grade", "item", "stage", "fiscal_year", "as_of"}.isdisjoint(part.layout.keys)


def _names_no_school(part: Part, row: int) -> bool:
    named = {"school_code", "school_name", "municipality_code", "municipality_name"} & part.layout.keys.keys()
    return bool(named) and all(is_blank(part.cell(row, key)) for key in named)


def _set_continued_rows_apart(part: Part) -> None:
    """A row without a name below a total, a closed school or last year's figures goes on with that."""
    if not _runs_over_rows(part):
        return
    apart = {
        row: kind
        for kind in (NotData.TOTAL, NotData.LAST_YEAR, NotData.OUT_OF_SCOPE, NotData.CLOSED)
        for row in part.ledger.rows_of_kind(kind)
    }
    kind: NotData | None = None
    for row in sorted([*apart, *part.ledger.data_rows]):
        if row in apart and not _has_no_label(part, row):
            kind = apart[row]
        elif row not in apart and not _names_no_school(part, row):
            kind = None
        elif row not in apart and kind:
            part.ledger.set_apart(row, kind)


def _has_no_label(part: Part, row: int) -> bool:
    """Whether a row set apart says so in its own 計 alone and still belongs to the school above it."""
    return _names_no_school(part, row) and not _words(part, row)


def _reject_two_rows_a_school(part: Part) -> None:
    """Where every school has a second row that nothing tells from the first, neither can be read."""
    if _runs_over_rows(part):
        return
    rows = [row for row in part.ledger.data_rows if row not in part.joined]
    columns = [measure.column.index for measure in part.layout.measures]
    second = {
        row
        for above, row in pairwise(rows)
        if _names_no_school(part, row)
        and not _names_no_school(part, above)
        and sum(not is_blank(part.sheet.rows[row][column]) for column in columns) * 2 >= len(columns)
    }
    if not second or len(second) * 3 < len(rows):
        return
    for row in rows:
        part.ledger.reject(
            row,
            "1校が2行以上に分かれていて、どの行が何の数か分かりません"
            "（「学級数」「児童数」や「男」「女」「計」と書いた列を加えてください）",
        )


def _settle_nameless(part: Part, row: int) -> None:
    """A row of numbers without a school: a note in the margin if it is mostly empty, else a row to ask about."""
    columns = [measure.column.index for measure in part.layout.measures]
    filled = sum(not is_blank(part.sheet.rows[row][column]) for column in columns)
    if filled * 2 < len(columns):
        part.ledger.set_apart(row, NotData.STRAY)
    else:
        part.ledger.reject(row, "学校名がありません")


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
    if "section" in part.layout.keys:
        names |= _section_column(part)
        return types, names
    if totals:
        order = sorted([*rows, *totals], reverse=totals_below)
        _carry(part, order, set(totals), types, names)
    return types, names


def _section_column(part: Part) -> dict[int, str]:
    names, name = {}, ""
    for row in part.ledger.data_rows:
        name = squeeze(part.cell(row, "section")) or name
        names[row] = name
    return names


def _carry(
    part: Part, order: list[int], marks: set[int], types: dict[int, str], names: dict[int, str]
) -> None:
    kind, name = "", ""
    for row in order:
        if row in marks:
            words = _words(part, row)
            kind, name = type_in(words) or kind, _section_name(words) or name
        else:
            types[row], names[row] = kind or types.get(row, ""), name or names.get(row, "")


def _words(part: Part, row: int) -> str:
    first = min(measure.column.index for measure in part.layout.measures)
    return squeeze("".join(as_text(cell) for cell in part.sheet.rows[row][:first] if isinstance(cell, str)))


def _section_name(text: str) -> str:
    """区 or block that the rows below (or above) a sub-total belong to: 東灘区計 → 東灘区."""
    name = re.sub(r"(?:合計|小計|総計|計)$", "", text)
    return name if name and not type_in(name) and label_kind(name) is None and len(name) <= 12 else ""


def type_in(text: str) -> str:
    """The one school type that a text names; "" if it names none or several."""
    found = {kind for kind in ("小学校", "中学校", "義務教育学校") if kind in text}
    if found == {"小学校", "中学校"} and re.search(r"小中学校$", text):
        return "義務教育学校"
    return found.pop() if len(found) == 1 else ""


def _type_of_header(layout: Layout) -> str:
    paths = "|".join(measure.column.path for measure in layout.measures)
    if named := type_in("|".join(column.path for column in layout.keys.values())):
        return named
    if ("児童" in paths) != ("生徒" in paths):
        return "小学校" if "児童" in paths else "中学校"
    grades = {measure.fixed["grade"].number for measure in layout.measures if measure.fixed.get("grade")}
    return {6: "小学校", 3: "中学校", 9: "義務教育学校"}.get(max(grades, default=0), "")


def _type_of_cell(cell: Cell) -> str:
    text = squeeze(cell)
    if text[:2].upper() in SCHOOL_TYPES:
        return SCHOOL_TYPES[text[:2].upper()]
    if is_out_of_scope(text):
        return ""
    return next((kind for kind in ("義務教育学校", "小学校", "中学校") if text.startswith(kind[:1])), "")


def _type_of_code(code: str) -> str:
    kind = SCHOOL_TYPES.get(code[:2], "")
    return kind if kind in ("小学校", "中学校", "義務教育学校") else ""


def _municipality_code(cell: Cell) -> str:
    digits = squeeze(cell)
    return (
        as_text(float(digits)).zfill(6) if digits.replace(".0", "").isdecimal() and len(digits) >= 5 else ""
    )
