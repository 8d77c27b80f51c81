"""Lists of public places: names with an address or a position."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from edu_dx.intake.codes import read_code
from edu_dx.intake.columns import read_cells
from edu_dx.intake.content import ContentReader
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import OF_ORGANISATIONS_TOO
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.list_names import name_of_list
from edu_dx.intake.readers.other_columns import impersonal_columns, masked_texts
from edu_dx.intake.readers.undated import date_by_arrival
from edu_dx.intake.text import Cell, bare, is_blank, unpadded
from edu_dx.intake.values import UnreadableError, missing_in, read_number
from edu_dx.tables import TABLES

_PLACES = (
    "施設|エリア|スポット|地点|場所|店舗?|避難(?:場)?所|公園|会場|拠点|停留所|バス停|駅|設備|観光地|文化財|遺跡|建物|庁舎|窓口|センター"
    "|公民館|図書館|学童|クラブ|園|館|病院|医療機関|事業所|駐車場|トイレ|aed設置場所|設置場所"
)
_NAMES = {
    "facility_name": re.compile(
        rf"名称(?:_?漢字)?|(?:{_PLACES})の?名称?|(?:facility|place|spot|site|building)?_?name"
    ),
    "latitude": re.compile(r"緯度|北緯|lat(?:itude)?"),
    "longitude": re.compile(r"経度|東経|lng|lon(?:g(?:itude)?)?"),
    "address": re.compile(r"(?:施設)?(?:の)?(?:所在地|住所)(?:_?(?:連結)?表記)?|address"),
    "postcode": re.compile(r"郵便番号|〒|post_?code|zip(?:_?code)?"),
    "phone": re.compile(r"(?:代表)?電話(?:番号)?|tel\.?|phone(?:_?number)?|連絡先電話番号"),
    "kind": re.compile(
        rf"種別|種類|(?:{_PLACES})?(?:の)?(?:種別|種類|区分|分類)|カテゴリー?|category|type|kind"
    ),
    "area": re.compile(
        r"区|区名|市区?町村?名?|市町名?|(?:所在)?地(?:区|域)名?|行政区|学区|校区|district|city|area|ward|municipality"
    ),
}
_DIFFERENT = 0.8
_LONGEST_NAME = 80
_NUMBERS = 0.9


class FacilitiesReader(ContentReader):
    """Reads table ``facilities``."""

    table = TABLES["facilities"]
    looked_for = "施設・地点の「名称」と、「所在地」または「緯度」「経度」"
    kind = "facilities"
    needs_period = False

    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The layout of a list whose rows are places: each has a name, and an address or a position."""
        found = _columns(grid)
        has_position = {"latitude", "longitude"} <= found.keys() and all(
            found[name].share_of_numbers >= _NUMBERS for name in ("latitude", "longitude")
        )
        if not has_position and "address" not in found:
            return None
        if _tells_of_persons(grid):
            return None
        name = found.get("facility_name") or (_naming(grid, found) if has_position else None)
        if name is None:
            return None
        keys = {field: profile.column for field, profile in (found | {"facility_name": name}).items()}
        return Layout(grid.header, _with_others(grid, keys))

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record a row."""
        year = date_by_arrival(part)
        others = _other_texts(part)
        rows = part.ledger.open_rows
        records = pd.DataFrame({"row": rows, "fiscal_year": year}, index=rows)
        records["list_name"] = name_of_list(part.titles, part.sheet.name, part.stem)
        records["record_no"] = range(1, len(rows) + 1)
        for field, column in part.layout.keys.items():
            if field in _READS:
                records[field] = read_cells(part, rows, column.index, _READS[field], column.text).series()
        return records.join(others)


def _columns(grid: Grid) -> dict[str, Profile]:
    """The column of each field that a header names, each column once."""
    found: dict[str, Profile] = {}
    for field, pattern in _NAMES.items():
        taken = {profile.column.index for profile in found.values()}
        for profile in grid.profiles:
            label = profile.column.leaf
            if profile.column.index in taken or not profile.filled:
                continue
            if pattern.fullmatch(label) or pattern.fullmatch(bare(label)):
                found[field] = profile
                break
    return found


def _tells_of_persons(grid: Grid) -> bool:
    """Whether a column is named as persons' data that no public place has: 氏名, 生年月日, 会員番号."""
    kinds = {personal_kind_of_header(profile.column.printed[-1]) for profile in grid.profiles}
    return bool(kinds - {None} - OF_ORGANISATIONS_TOO)


def _naming(grid: Grid, found: Mapping[str, Profile]) -> Profile | None:
    """The leftmost column of short texts nearly all of which are different."""
    taken = {profile.column.index for profile in found.values()}
    for profile in grid.profiles:
        is_naming = profile.filled == profile.rows and profile.different >= _DIFFERENT * profile.rows
        if profile.column.index not in taken and is_naming and not profile.is_measure:
            return profile if profile.longest <= _LONGEST_NAME else None
    return None


def _with_others(grid: Grid, keys: Mapping[str, HeaderColumn]) -> dict[str, HeaderColumn]:
    others = [column for column in grid.header.columns if column not in keys.values()]
    return dict(keys) | {f"other_items {number}": column for number, column in enumerate(others, start=1)}


def _other_texts(part: Part) -> pd.Series:
    """The remaining columns in one text a row, as ``見出し：値／見出し：値``."""
    asked = [column for field, column in part.layout.keys.items() if field.startswith("other_items")]
    kept = impersonal_columns(part, asked, allowed=OF_ORGANISATIONS_TOO)
    found: dict[int, list[str]] = {int(row): [] for row in part.ledger.open_rows}
    for column in kept:
        for row, text in masked_texts(part, column).series().dropna().items():
            found[int(str(row))].append(f"{column.text}：{text}")
    return pd.Series(
        {row: "／".join(texts) or None for row, texts in found.items()}, dtype="object", name="other_items"
    )


def _degrees(cell: Cell) -> float | None:
    if is_blank(cell):
        return None
    number = read_number(cell)
    if number.remark:
        raise UnreadableError(f"「{cell}」は緯度・経度として読めません")
    return number.value


def _code_if_any(cell: Cell) -> str | None:
    """A code, or nothing where a symbol says that there is none."""
    return None if missing_in(cell) else read_code(cell)


_READS = {
    "facility_name": unpadded,
    "kind": unpadded,
    "area": unpadded,
    "address": unpadded,
    "postcode": _code_if_any,
    "phone": _code_if_any,
    "latitude": _degrees,
    "longitude": _degrees,
}
