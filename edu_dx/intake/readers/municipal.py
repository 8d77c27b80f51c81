"""What the tables by municipality have in common: codes, names, sub-totals and what they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from edu_dx.intake.columns import read_column
from edu_dx.intake.header import Header, HeaderColumn
from edu_dx.intake.layout import Part, names_of
from edu_dx.intake.municipality_keys import (
    is_subtotal,
    is_ward_of_city,
    municipality_name,
    read_municipality_code,
)
from edu_dx.intake.own_municipality import own_municipality
from edu_dx.intake.receipt import NotData
from edu_dx.intake.text import squeeze, unpadded
from edu_dx.tables import TABLES, Table

MUNICIPALITY_CODE_NAMES = names_of(
    TABLES["births"],
    "municipality_code",
    "市町村コード",
    "全国地方公共団体コード",
    "都道府県コード又は市区町村コード",
    "標準地域コード",
    "行政区域コード",
)


def municipal_keys(header: Header, table: Table, more: Mapping[str, set[str]]) -> dict[str, HeaderColumn]:
    """Columns of code, prefecture and name, and of ``more`` fields, each column once."""
    wanted = {
        "municipality_code": MUNICIPALITY_CODE_NAMES,
        "prefecture": names_of(table, "prefecture"),
        "municipality_name": names_of(table, "municipality_name"),
        **more,
    }
    return header.columns_called(wanted)


def municipalities_of(part: Part) -> dict[int, dict[str, str]]:
    """Code, prefecture and name of every open row; sub-total rows (prefecture, 郡) are set apart."""
    column = part.layout.keys.get("municipality_code")
    if column is None:
        return _of_own_city(part)
    codes = read_column(part, part.ledger.data_rows, column.index, read_municipality_code, column.text)
    marks: Counter[str] = Counter()
    found = {}
    for row in part.ledger.data_rows:
        if row not in codes:
            part.ledger.reject(row, "団体コードがありません")
            continue
        name, mark = municipality_name(part.cell(row, "municipality_name"))
        prefecture, other_mark = municipality_name(part.cell(row, "prefecture"))
        marks[mark or other_mark] += 1
        if is_subtotal(codes[row], name):
            part.ledger.set_apart(row, NotData.TOTAL)
        else:
            found[row] = {
                "municipality_code": codes[row],
                "prefecture": prefecture,
                "municipality_name": name,
            }
    for mark in [mark for mark in marks if mark]:
        part.ledger.warnings.append(
            f"名称の後に「{mark}」の付いた行が{marks[mark]}行あります。印は外しました。意味は資料の注を確かめてください。"
        )
    return found


def _of_own_city(part: Part) -> dict[int, dict[str, str]]:
    own = own_municipality(part)
    part.ledger.warnings.append(f"市区町村の列がないため、{own.name}（{own.code}）の資料として読みました。")
    place = {
        "municipality_code": own.code,
        "prefecture": own.prefecture,
        "municipality_name": own.name,
    }
    return dict.fromkeys(part.ledger.data_rows, place)


def parts_of_totals(part: Part, data: list[int], totals: list[int]) -> dict[int, dict[str, list[int]]]:
    """What each sub-total adds up: 合計 all municipalities, a prefecture its own, a 郡 its towns; one sex at a time.

    Wards of designated cities are left out, because their city has a row of its own.
    """
    counted = [
        row for row in data if not is_ward_of_city(municipality_name(part.cell(row, "municipality_name"))[0])
    ]
    groups: dict[tuple[str, str, str], list[int]] = {}
    for row in counted:
        prefecture = municipality_name(part.cell(row, "prefecture"))[0]
        name = municipality_name(part.cell(row, "municipality_name"))[0]
        sex = squeeze(part.cell(row, "sex"))
        district = name[: name.index("郡") + 1] if "郡" in name[1:] else ""
        for key in {("", "", sex), (prefecture, "", sex), (prefecture, district, sex)}:
            groups.setdefault(key, []).append(row)
    found = {}
    for row in totals:
        prefecture = municipality_name(part.cell(row, "prefecture"))[0]
        name = municipality_name(part.cell(row, "municipality_name"))[0]
        sex = squeeze(part.cell(row, "sex"))
        is_grand = not unpadded(part.cell(row, "municipality_code"))
        rows = groups.get(("", "", sex) if is_grand else (prefecture, name, sex))
        parts = "市区町村の和（政令市の区を除く）"
        if rows is None:
            after = next(
                (
                    other
                    for other in totals
                    if other > row
                    and part.cell(other, "municipality_code") != part.cell(row, "municipality_code")
                ),
                len(part.sheet.rows),
            )
            rows = [
                other for other in counted if row < other < after and squeeze(part.cell(other, "sex")) == sex
            ]
            parts = "下に続く行"
        found[row] = {parts: rows}
    return found
