"""The readers in use, and why a sheet that none of them recognises was not read."""

from __future__ import annotations

import re

from edu_dx.intake.layout import Reader
from edu_dx.intake.readers.births import BirthsReader
from edu_dx.intake.readers.certificates import CertificateReader
from edu_dx.intake.readers.counter_tickets import CounterTicketReader
from edu_dx.intake.readers.enrolment import EnrolmentReader
from edu_dx.intake.readers.facilities import FacilitiesReader
from edu_dx.intake.readers.listings import ListingsReader
from edu_dx.intake.readers.lists import BOARDS, MUNICIPALITIES, SCHOOLS
from edu_dx.intake.readers.oneroster import LOOSE_READERS
from edu_dx.intake.readers.population import PopulationReader
from edu_dx.intake.readers.statistics import StatisticsReader
from edu_dx.intake.readers.survey import SurveyReader, SurveyTextReader
from edu_dx.intake.readers.tidy import general_readers
from edu_dx.intake.readers.tidy_header import Dictionary
from edu_dx.intake.sheet import Sheet
from edu_dx.intake.text import as_text, is_blank, squeeze
from edu_dx.tables import TABLES

_OF_ONE_LAYOUT: tuple[Reader, ...] = (
    EnrolmentReader(),
    PopulationReader(),
    BirthsReader(),
    CounterTicketReader(),
    CertificateReader(),
    SCHOOLS,
    MUNICIPALITIES,
    BOARDS,
    *LOOSE_READERS,
)
_BY_CONTENT: tuple[Reader, ...] = (
    SurveyReader(),
    SurveyTextReader(),
    StatisticsReader(),
    FacilitiesReader(),
    ListingsReader(),
)

_READ_OTHERWISE = {reader.table.name for reader in _OF_ONE_LAYOUT}
_FROM_FILES = tuple(table for table in TABLES.values() if table.from_files)
_DICTIONARY = Dictionary(
    [table for table in _FROM_FILES if table.name not in _READ_OTHERWISE],
    others=[table for table in _FROM_FILES if table.name in _READ_OTHERWISE],
)
READERS: tuple[Reader, ...] = (
    *_OF_ONE_LAYOUT,
    *general_readers(_DICTIONARY),
    *_BY_CONTENT,
)


def readers_of(table: str | None) -> tuple[Reader, ...]:
    """The readers that are asked, in this order; those of one table where the user says that a file is of it."""
    if table is None:
        return READERS
    own = [reader for reader in (*_OF_ONE_LAYOUT, *_BY_CONTENT) if reader.table.name == table]
    return (*own, *general_readers(Dictionary([TABLES[table]])))


_OTHER_SCHOOLS = (
    ("総括表|総括", "学校ごとでない総括表です"),
    ("幼稚園|幼園|園児|幼児", "幼稚園の表です（読むのは小学校・中学校・義務教育学校です）"),
    ("高等専門学校|高専", "高等専門学校の表です（読むのは小学校・中学校・義務教育学校です）"),
    ("特別支援学校", "特別支援学校の表です（読むのは小学校・中学校・義務教育学校です）"),
    ("高等学校|高校", "高等学校の表です（読むのは小学校・中学校・義務教育学校です）"),
)


def why_out_of_scope(sheet: Sheet) -> str:
    """A Japanese reason for a sheet whose name or first rows say that it is about other schools; "" otherwise."""
    rows = [sheet.rows[row] for row in sheet.filled[:6]]
    for text in (squeeze(sheet.name), squeeze("".join(as_text(cell) for row in rows for cell in row))):
        for pattern, reason in _OTHER_SCHOOLS:
            if re.search(pattern, text):
                return reason
    return ""


def why_not_read(sheet: Sheet) -> str:
    """A Japanese reason, from the sheet's name and first rows, for a sheet without a known header."""
    if not sheet.filled:
        return "空のシートです"
    if reason := why_out_of_scope(sheet):
        return reason
    if tied := _DICTIONARY.tables_tied_in(sheet):
        named = "と".join(f"「{table.label}」（{table.name}）" for table in tied)
        return f"{named}のどれとも読める見出しです。--table で表の種類を指定してください"
    cells = [cell for row in sheet.rows for cell in row if not is_blank(cell)]
    if len(cells) <= 5 or max(len(as_text(cell)) for cell in cells) > 200:
        return "表ではなく説明文のシートです"
    return "どの表の見出しも見つかりませんでした"
