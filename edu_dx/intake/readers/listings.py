"""Regular lists of texts that fit no table: kept cell by cell, the last resort."""

from __future__ import annotations

import re

import pandas as pd

from edu_dx.intake.content import ContentReader
from edu_dx.intake.dates import read_moment
from edu_dx.intake.layout import Layout, Part
from edu_dx.intake.personal.headers import personal_kind_of_header
from edu_dx.intake.personal.kinds import OF_ORGANISATIONS_TOO, PersonalKind
from edu_dx.intake.profiles import Grid, Profile
from edu_dx.intake.readers.known_words import names_a_quantity, tables_alike
from edu_dx.intake.readers.list_names import name_of_list
from edu_dx.intake.readers.other_columns import impersonal_columns, masked_texts
from edu_dx.intake.readers.undated import date_by_arrival
from edu_dx.intake.text import bare, squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables import TABLES
from edu_dx.tables.definitions.columns import SCHOOL_CODE, SCHOOL_NAME

_NUMBER_OF_ROW = re.compile(
    r"no\.?|№|番号|項番|通し番号|連番|整理番号|id|.*(?:コード|code|番号|_id)|年度?|year"
)
_FEW_CODES = 12
_TIMES_EACH = 10
_REGULAR = 0.8
_TOO_PERSONAL = 0.5
_MOMENTS = 0.9
_SCHOOLS = 0.8
_SCHOOL = re.compile(r".*(?:小学校|中学校|義務教育学校|学園|分校)")
_SCHOOL_HEADERS = {squeeze(name) for name in (*SCHOOL_NAME.header_names, *SCHOOL_CODE.header_names)}
_TIME = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\d{1,2}時\d{1,2}分")
_NEVER_IN_A_LIST = frozenset(
    [PersonalKind.PASSWORD, PersonalKind.MY_NUMBER, PersonalKind.OFFICIAL_NUMBER, PersonalKind.CARD]
)
_ONLY_OF_PERSONS = frozenset(PersonalKind) - OF_ORGANISATIONS_TOO - {PersonalKind.NAME}
"""Kinds of columns that make every row a person; a list of offices may well name who is in charge."""


class ListingsReader(ContentReader):
    """Reads table ``listings``.

    A list with quantities, with moments (a log), of schools, or with the words of a defined table is not read here: it is one of
    those tables gone wrong, and is refused in words. So is a list of persons.
    """

    table = TABLES["listings"]
    looked_for = "文字だけの一覧表（数の列や、ほかの表の見出しがあるものは除く）"
    kind = "listings"
    needs_period = False
    keeps_errors = True

    def recognise_grid(self, grid: Grid) -> Layout | None:
        """The layout of a regular list of texts that looks like no other table."""
        filled = [profile for profile in grid.profiles if profile.filled]
        columns = [profile.column for profile in filled]
        if len(filled) < 2 or not _is_regular(grid) or any(map(_is_quantity, filled)):
            return None
        if any(_tells_of_schools(profile) or profile.share(_is_moment) >= _MOMENTS for profile in filled):
            return None
        if any(map(names_a_quantity, columns)) or tables_alike(columns):
            return None
        kinds = [personal_kind_of_header(column.printed[-1]) for column in columns]
        if not _NEVER_IN_A_LIST.isdisjoint(kinds):
            return None
        if sum(kind is not None for kind in kinds) >= _TOO_PERSONAL * len(columns):
            return None
        if not _ONLY_OF_PERSONS.isdisjoint(kinds):
            return None
        keys = {_key(number): column for number, column in enumerate(columns, start=1)}
        remark = "決まった表に当てはまらないため、一覧表として文字のまま保管しました。"
        return Layout(grid.header, keys, remarks=(remark,))

    def records(self, part: Part) -> pd.DataFrame:
        """Canonical columns and ``row``: one record for each filled cell."""
        year = date_by_arrival(part)
        columns = list(part.layout.keys.values())
        kinds = {personal_kind_of_header(column.text) for column in columns} - {None}
        of_places = frozenset([PersonalKind.ADDRESS, PersonalKind.POSTCODE])
        kept = impersonal_columns(part, columns, of_places if kinds <= OF_ORGANISATIONS_TOO else frozenset())
        numbers = {int(row): number for number, row in enumerate(part.ledger.open_rows, start=1)}
        blocks = [
            pd.DataFrame({"value": masked_texts(part, column).series().dropna(), "item": column.text})
            for column in kept
        ]
        records = pd.concat(blocks).reset_index(names="row")
        records["fiscal_year"] = year
        records["list_name"] = name_of_list(part.titles, part.sheet.name, part.stem)
        records["record_no"] = records["row"].map(numbers)
        return records.sort_values("row", kind="stable", ignore_index=True)


def _key(number: int) -> str:
    return "value" if number == 1 else f"value {number}"


def _is_regular(grid: Grid) -> bool:
    """Whether nearly every row fills more than one column, as rows of a table do."""
    counts = grid.sheet.filled_cells[grid.rows]
    return bool(len(counts)) and float((counts > 1).mean()) >= _REGULAR


def _tells_of_schools(profile: Profile) -> bool:
    """Whether a column names the schools of a board, about which there are tables of many kinds."""
    names = _SCHOOL_HEADERS & {profile.column.leaf, bare(profile.column.leaf)}
    return bool(names) or profile.share(lambda text: bool(_SCHOOL.fullmatch(text))) >= _SCHOOLS


def _is_moment(text: str) -> bool:
    """Whether a text is a time of day, with or without its day."""
    if _TIME.fullmatch(text):
        return True
    if ":" not in text and "時" not in text:
        return False
    try:
        read_moment(text)
    except (UnreadableError, ValueError):
        return False
    return True


def _is_quantity(profile: Profile) -> bool:
    """Whether a column holds amounts: numbers that are neither codes of a few values nor numbers of rows."""
    if not profile.is_measure or _NUMBER_OF_ROW.fullmatch(profile.column.leaf):
        return False
    is_code = profile.different <= _FEW_CODES and profile.filled >= _TIMES_EACH * profile.different
    return not is_code
