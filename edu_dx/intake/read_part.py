"""One table of one sheet → its rows and its receipt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from edu_dx.intake.classify import set_apart_what_is_not_data
from edu_dx.intake.context import Context
from edu_dx.intake.failed_keys import reject_failed_keys
from edu_dx.intake.find_tables import FoundTables, Place
from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.ledger import Ledger
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.profile import Profile, profile_of
from edu_dx.intake.merged_cells import tell_merged_numbers, with_merged_keys
from edu_dx.intake.parts import titles_above
from edu_dx.intake.period_of_part import settle_period
from edu_dx.intake.personal.receipt_without_persons import without_persons
from edu_dx.intake.personal.screen import screen
from edu_dx.intake.personal.strays import mask_strays
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.receipt_of_part import receipt_of
from edu_dx.intake.rejections import reject_bad_values, reject_duplicates
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.slipped_rows import reject_slipped_rows
from edu_dx.intake.template.sheets import why_no_data
from edu_dx.intake.text import is_blank


@dataclass(frozen=True)
class Intake:
    """One table read from one file.

    Args:
        table: canonical name of the table.
        frame: its rows, with exactly the columns and types of ``edu_dx.tables``.
        receipt: what became of every raw row.
        profile: what came, in figures that next year's file is compared with.
        mapping: what its headers were taken for, where the readers do not know them.
    """

    table: str
    frame: pd.DataFrame
    receipt: Receipt
    profile: Profile
    mapping: Mapping | None = None


def read_part(
    raw: RawFile, tables: FoundTables, place: Place, reader: Reader, layout: Layout, context: Context
) -> Intake:
    """Read one of the tables that a file holds.

    Raises:
        UserError: nobody says which year it is about, or it holds persons where the table has none.
    """
    sheet, region = place
    rows = region.start + np.flatnonzero(sheet.filled_cells[region.start : region.stop])
    layout = reader.completed(layout, sheet)
    sheet = with_merged_keys(sheet, layout, reader)
    titles = titles_above(sheet, region.start, layout.header.first)
    part = Part(sheet, layout, Ledger(sheet, rows), titles, raw.stem_of(sheet), context=context)
    set_apart_what_is_not_data(part, reader)
    tell_merged_numbers(part)
    reject_slipped_rows(part)
    settle_period(part, reader, _titles_of_file(raw, tables, sheet))
    screen(part, reader)
    records = reader.records(part)
    reject_failed_keys(records, part, reader)
    records = _accepted(mask_strays(records, reader.table, part), part, reader)
    _settle_rows_without_record(records, part)
    frame = reader.table.frame(records.reset_index(drop=True) if len(records) else None)
    raw_rows = records["row"].reset_index(drop=True) if len(records) else pd.Series(dtype="int64")
    receipt = without_persons(receipt_of(raw, part, reader, frame, raw_rows, tables.not_read), part)
    return Intake(
        reader.table.name,
        frame,
        receipt,
        profile_of(reader.table, frame, receipt, part, tables.rank(place, reader)),
        reader.mapping if isinstance(reader, MappedReader) else None,
    )


def _accepted(records: pd.DataFrame, part: Part, reader: Reader) -> pd.DataFrame:
    """The records whose raw rows stand every rule of the table."""
    if not len(records):
        return records
    records = _of_open_rows(records, part)
    reject_bad_values(records, reader.table, part)
    _reject_other_years(records, part)
    records = _of_open_rows(records, part)
    reject_duplicates(records, reader.table, part)
    return _of_open_rows(records, part)


def _of_open_rows(records: pd.DataFrame, part: Part) -> pd.DataFrame:
    return records[part.ledger.are_open(records["row"].to_numpy(dtype="int64"))]


def _settle_rows_without_record(records: pd.DataFrame, part: Part) -> None:
    """Reject rows that gave nothing; a row that went into another's record shares that row's fate."""
    taken = np.zeros(len(part.sheet.rows), dtype=bool)
    if len(records):
        taken[records["row"].to_numpy(dtype="int64")] = True
    without_record = part.ledger.open_rows[~taken[part.ledger.open_rows]]
    for row in map(int, without_record):
        if row in part.joined and taken[part.joined[row]]:
            continue
        owner = part.joined.get(row)
        part.ledger.reject(
            row,
            "数がありません（空欄か、「-」などの記号だけです）"
            if owner is None
            else f"{owner + 1}行目が受け入れられないため",
        )


def _reject_other_years(records: pd.DataFrame, part: Part) -> None:
    if part.stated_year is None:
        return
    other = records[records["fiscal_year"] != part.stated_year]
    for row, year in other[["row", "fiscal_year"]].drop_duplicates().itertuples(index=False):
        part.ledger.reject(int(row), f"{year}年度の行です（読むのは{part.stated_year}年度）", Stage.RANGES)


_COVER_ROWS = 6


def _titles_of_file(raw: RawFile, tables: FoundTables, sheet: Sheet) -> tuple[str, ...]:
    """The titles and headers of all sheets of the same file, a cover sheet's among them, and no line of data."""
    of_tables = [
        title
        for other, region in tables.places
        if other.member == sheet.member
        for title in titles_above(
            other, region.start, 1 + max(layout.header.last for _, layout in region.found)
        )
    ]
    with_table = {other.name for other, _ in tables.places}
    covers = [
        " ".join(texts)
        for other in raw.sheets
        if other.member == sheet.member and other.name not in with_table and not why_no_data(other.own_name)
        for row in other.rows[:_COVER_ROWS]
        if len(texts := [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]) == 1
    ]
    return (*of_tables, *covers)
