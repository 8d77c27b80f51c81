"""From one raw file to canonical rows and a receipt for each table found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.classify import set_apart_what_is_not_data
from edu_dx.intake.content import regions_by_content
from edu_dx.intake.context import Context
from edu_dx.intake.findings import Stage
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.ledger import Ledger
from edu_dx.intake.matching.mapped_reader import MappedReader
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.matcher import ColumnMatcher
from edu_dx.intake.matching.profile import Profile, profile_of
from edu_dx.intake.parts import Region, regions_of, titles_above
from edu_dx.intake.period_of_part import settle_period
from edu_dx.intake.personal.receipt_without_persons import without_persons
from edu_dx.intake.personal.screen import screen
from edu_dx.intake.personal.strays import mask_strays
from edu_dx.intake.readers.oneroster_readers import readers_of_set
from edu_dx.intake.readers.oneroster_set import roster_of, why_roster_file_is_not_read
from edu_dx.intake.readers.registry import readers_of, why_not_read, why_out_of_scope
from edu_dx.intake.receipt import Receipt, SheetNotRead
from edu_dx.intake.receipt_of_part import receipt_of
from edu_dx.intake.rejections import reject_bad_values, reject_duplicates
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.side_by_side import tables_of
from edu_dx.intake.template.form import (
    NOTHING_WRITTEN,
    nothing_written,
    table_of_form,
    why_form_is_not_read,
)
from edu_dx.intake.template.sheets import why_no_data
from edu_dx.intake.text import is_blank
from edu_dx.intake.transposed import transposed_regions
from edu_dx.intake.workbook import open_file
from edu_dx.tables import TABLES


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


def read_file(
    path: Path,
    *,
    table: str | None = None,
    context: Context | None = None,
    columns: ColumnMatcher | None = None,
) -> list[Intake]:
    """Read every table that a raw file holds; nothing is written anywhere.

    Args:
        path: xls, xlsx, xlsm, xlsb, ods or delimited text, recognised by content.
        table: read this table only.
        context: what the reading rests on beside the file; by default on nothing.
        columns: decides about headers that no reader knows; by default they are not read.

    Returns:
        One Intake per table and sheet (several tables may come from one sheet, and stacked tables of a sheet come
        one by one), in the order of the file.

    Raises:
        UserError: the file cannot be opened, holds no known table, or does not say which year it is about.
    """
    if table is not None and table not in TABLES:
        raise UserError(
            f"「{table}」という表はありません。",
            where="--table",
            fix=f"次から選んでください：{'、'.join(TABLES)}",
        )
    context = context or Context()
    raw = open_file(Path(path), hidden_sheets=context.hidden_sheets)
    roster = roster_of(raw)
    readers = readers_of(table) if roster is None else readers_of_set(roster, table)
    found: list[tuple[Sheet, Region]] = []
    not_read = [SheetNotRead(sheet=name, reason=reason) for name, reason in raw.left_out.items()]
    for sheet in raw.sheets:
        form = table_of_form(sheet, raw)
        reason = why_no_data(sheet.own_name) or why_roster_file_is_not_read(sheet)
        if reason := reason or (form and why_form_is_not_read(sheet)):
            not_read.append(SheetNotRead(sheet=sheet.name, reason=reason))
            continue
        asked = readers_of(form.name) if form and table is None else readers
        parts = tables_of(sheet)
        known = columns.known_regions if columns else regions_of
        regions = [(part, region) for part in parts for region in known(part, asked)]
        regions = regions or [(sheet, region) for region in regions_by_content(sheet, asked, raw.stem_of(sheet))]
        if not regions:
            turned, on_their_side = transposed_regions(sheet, asked)
            regions = [(turned, region) for region in on_their_side]
        if columns and not regions and not why_out_of_scope(sheet):
            regions = [(part, region) for part in parts for region in columns.proposed_regions(part, asked)]
        found += regions
        if not regions:
            reason = columns.why_not_read(sheet) if columns else ""
            not_read.append(SheetNotRead(sheet=sheet.name, reason=reason or why_not_read(sheet)))
    if not found and any(left.reason == NOTHING_WRITTEN for left in not_read):
        raise nothing_written(raw)
    if not found:
        raise _nothing_found(raw, readers, table)
    around = _Surroundings(raw, context, tuple(not_read))
    intakes: list[Intake] = []
    failures: dict[str, UserError] = {}
    for sheet, region in found:
        try:
            intakes += [
                _take_in(around, sheet, region, reader, layout, _place(found, sheet, region, reader))
                for reader, found_layout in region.found
                for layout in _of_stated_year(found_layout, context.fiscal_year)
            ]
        except UserError as error:
            if not sheet.member:
                raise
            failures[sheet.name] = error
    if not intakes:
        raise next(iter(failures.values()))
    return [_telling(intake, failures) for intake in intakes]


def _telling(intake: Intake, failures: dict[str, UserError]) -> Intake:
    """The intake with the members of the zip that could not be read in its receipt: they lose no others."""
    told = tuple(SheetNotRead(sheet=name, reason=error.what) for name, error in failures.items())
    not_read = (*intake.receipt.sheets_not_read, *told)
    return replace(intake, receipt=intake.receipt.model_copy(update={"sheets_not_read": not_read}))


def _of_stated_year(layout: Layout, fiscal_year: int | None) -> list[Layout]:
    """The layouts of all years that a header has columns of; those of the year that the user states alone."""
    years = [layout, *layout.beside]
    return [year for year in years if fiscal_year is not None and year.fiscal_year == fiscal_year] or years


def frames_by_table(intakes: Sequence[Intake]) -> dict[str, pd.DataFrame]:
    """All rows of one file by table: several sheets of a file may give rows of the same table and year."""
    tables = dict.fromkeys(intake.table for intake in intakes)
    return {
        table: pd.concat([intake.frame for intake in intakes if intake.table == table], ignore_index=True)
        for table in tables
    }


@dataclass(frozen=True)
class _Surroundings:
    """What all parts of one file share."""

    raw: RawFile
    context: Context
    not_read: tuple[SheetNotRead, ...]


def _place(found: Sequence[tuple[Sheet, Region]], sheet: Sheet, region: Region, reader: Reader) -> int:
    """How many regions of the sheet before this one hold the same table."""
    before = found[: next(number for number, (_, other) in enumerate(found) if other is region)]
    return sum(
        other_sheet.name == sheet.name and any(other.table is reader.table for other, _ in other_region.found)
        for other_sheet, other_region in before
    )


def _take_in(
    around: _Surroundings, sheet: Sheet, region: Region, reader: Reader, layout: Layout, place: int
) -> Intake:
    rows = region.start + np.flatnonzero(sheet.filled_cells[region.start : region.stop])
    layout = reader.completed(layout, sheet)
    part = Part(
        sheet,
        layout,
        Ledger(sheet, rows),
        titles_above(sheet, region.start, layout.header.first),
        around.raw.stem_of(sheet),
        context=around.context,
    )
    set_apart_what_is_not_data(part, reader)
    settle_period(part, reader, _titles_of_file(around.raw, sheet))
    screen(part, reader)
    records = _accepted(mask_strays(reader.records(part), reader.table, part), part, reader)
    _settle_rows_without_record(records, part)
    frame = reader.table.frame(records.reset_index(drop=True) if len(records) else None)
    raw_rows = records["row"].reset_index(drop=True) if len(records) else pd.Series(dtype="int64")
    receipt = without_persons(
        receipt_of(around.raw, part, reader, frame, raw_rows, around.not_read), part
    )
    return Intake(
        reader.table.name,
        frame,
        receipt,
        profile_of(reader.table, frame, receipt, part, place),
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


def _titles_of_file(raw: RawFile, sheet: Sheet) -> tuple[str, ...]:
    return tuple(
        text
        for other in raw.sheets
        if other.member == sheet.member and not why_no_data(other.own_name)
        for row in other.rows[:15]
        if (text := " ".join(cell for cell in row if isinstance(cell, str) and not is_blank(cell)))
    )


def _nothing_found(raw: RawFile, readers: Sequence[Reader], table: str | None) -> UserError:
    looked_for = "\n".join(
        f"　・{reader.table.label}（{reader.table.name}）：{reader.looked_for}" for reader in readers
    )
    reasons = "、".join(f"{sheet.name}" for sheet in raw.sheets if sheet.name)
    where = f"{raw.path.name}" + (f"（見たシート：{reasons}）" if reasons else "")
    what = "表の見出しが見つかりませんでした。次の見出しを探しました。\n" + looked_for
    if table is None:
        fix = "見出しの行を確かめてください。表の種類が分かるときは --table を付けてください。例：--table enrolment"
    else:
        fix = "見出しの行を直すか、--table の指定を確かめてください。"
    return UserError(what, where=where, fix=fix)
