"""From one raw file to canonical rows and a receipt for each table found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.classify import set_apart_what_is_not_data
from edu_dx.intake.layout import Layout, Part, Reader
from edu_dx.intake.ledger import Ledger
from edu_dx.intake.parts import Region, regions_of, titles_above
from edu_dx.intake.periods import (
    Period,
    one_period_in,
    period_in,
    period_in_file_name,
    period_in_sheet_name,
)
from edu_dx.intake.readers.registry import READERS, why_not_read
from edu_dx.intake.receipt import ColumnMatch, NotData, Receipt, SheetNotRead
from edu_dx.intake.rejections import reject_bad_values, reject_duplicates
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.side_by_side import tables_of
from edu_dx.intake.text import as_text, is_blank
from edu_dx.intake.totals import check_totals, stale_totals
from edu_dx.intake.workbook import open_file
from edu_dx.tables import TABLES


@dataclass(frozen=True)
class Intake:
    """One table read from one file.

    Args:
        table: canonical name of the table.
        frame: its rows, with exactly the columns and types of ``edu_dx.tables``.
        receipt: what became of every raw row.
    """

    table: str
    frame: pd.DataFrame
    receipt: Receipt


def read_file(
    path: Path,
    *,
    table: str | None = None,
    fiscal_year: int | None = None,
    register: pd.DataFrame | None = None,
) -> list[Intake]:
    """Read every table that a raw file holds; nothing is written anywhere.

    Args:
        path: xls, xlsx, xlsm, xlsb, ods or delimited text, recognised by content.
        table: read this table only.
        fiscal_year: the fiscal year of a file that does not state one; rows of other years are rejected.
        register: frame of table ``schools``, for looking up school codes by name; its latest year counts.

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
    raw = open_file(Path(path))
    readers = [reader for reader in READERS if table in (None, reader.table.name)]
    found: list[tuple[Sheet, Region]] = []
    not_read = [SheetNotRead(sheet=name, reason=reason) for name, reason in raw.left_out.items()]
    for sheet in raw.sheets:
        regions = [(part, region) for part in tables_of(sheet) for region in regions_of(part, readers)]
        found += regions
        if not regions:
            not_read.append(SheetNotRead(sheet=sheet.name, reason=why_not_read(sheet)))
    if not found:
        raise _nothing_found(raw, readers, table)
    elsewhere = _titles_of_all_sheets(raw)
    intakes = [
        _take_in(raw, sheet, region, reader, layout, fiscal_year, register, tuple(not_read), elsewhere)
        for sheet, region in found
        for reader, layout in region.found
    ]
    return intakes


def frames_by_table(intakes: Sequence[Intake]) -> dict[str, pd.DataFrame]:
    """All rows of one file by table: several sheets of a file may give rows of the same table and year."""
    tables = dict.fromkeys(intake.table for intake in intakes)
    return {
        table: pd.concat([intake.frame for intake in intakes if intake.table == table], ignore_index=True)
        for table in tables
    }


def _take_in(
    raw: RawFile,
    sheet: Sheet,
    region: Region,
    reader: Reader,
    layout: Layout,
    fiscal_year: int | None,
    register: pd.DataFrame | None,
    not_read: tuple[SheetNotRead, ...],
    elsewhere: tuple[str, ...],
) -> Intake:
    rows = [row for row in sheet.filled if region.start <= row < region.stop]
    layout = reader.completed(layout, sheet)
    part = Part(
        sheet,
        layout,
        Ledger(sheet, rows),
        titles_above(sheet, region.start, layout.header.first),
        raw.path.stem,
        register=register,
    )
    set_apart_what_is_not_data(part, reader)
    _settle_period(part, reader, fiscal_year, elsewhere)
    records = reader.records(part)
    if len(records):
        open_rows = set(part.ledger.data_rows)
        records = records[records["row"].isin(open_rows)]
        reject_bad_values(records, reader.table, part)
        _reject_other_years(records, part)
        records = records[records["row"].isin(set(part.ledger.data_rows))]
        reject_duplicates(records, reader.table, part)
        records = records[records["row"].isin(set(part.ledger.data_rows))]
    _settle_rows_without_record(records, part)
    frame = reader.table.frame(records.reset_index(drop=True) if len(records) else None)
    return Intake(reader.table.name, frame, _receipt(raw, part, reader, frame, not_read))


def _settle_rows_without_record(records: pd.DataFrame, part: Part) -> None:
    """Reject rows that gave nothing; a row that went into another's record shares that row's fate."""
    taken = set(records["row"]) if len(records) else set()
    for row in part.ledger.data_rows:
        if row in taken or part.joined.get(row) in taken:
            continue
        owner = part.joined.get(row)
        part.ledger.reject(
            row,
            "数がありません（空欄か、「-」などの記号だけです）"
            if owner is None
            else f"{owner + 1}行目が受け入れられないため",
        )


def _settle_period(part: Part, reader: Reader, fiscal_year: int | None, elsewhere: tuple[str, ...]) -> None:
    """Find when the part holds, and make sure that the user and the file do not say different things."""
    if reader.has_own_period(part.layout):
        part.stated_year = fiscal_year
        titled = period_in([*part.titles, part.stem])
        if fiscal_year is None and titled and titled.states_fiscal_year:
            part.stated_year = titled.fiscal_year
        part.period = titled
        return
    headers = [text for column in part.layout.header.columns for text in column.printed]
    notes = [
        " ".join(as_text(cell) for cell in part.sheet.rows[row] if not is_blank(cell))
        for row in part.ledger.rows_of_kind(NotData.NOTE)
    ]
    in_sheet = next(
        filter(
            None, (period_in(texts, day_first=reader.needs_day) for texts in (part.titles, headers, notes))
        ),
        None,
    )
    if in_sheet is None and (year := part.layout.fiscal_year):
        in_sheet = Period(year, None, f"見出しにある {year}年度の列")
    named = (
        period_in_sheet_name(part.sheet.name) or period_in_file_name(part.stem) or one_period_in(elsewhere)
    )
    if fiscal_year is not None:
        if in_sheet and in_sheet.fiscal_year != fiscal_year:
            raise UserError(
                f"指定された年度（{fiscal_year}）と、資料に書かれた時点（{in_sheet.source}）が違います。",
                where=part.sheet.name,
                fix=f"--fiscal-year {in_sheet.fiscal_year} とするか、年度の指定を外してください。",
            )
        part.period = in_sheet or Period(fiscal_year, None, f"指定された年度 {fiscal_year}")
        if named and named.fiscal_year == fiscal_year and not in_sheet:
            part.period = replace(named, source=part.period.source)
    else:
        part.period = in_sheet or named
    if part.period is None and reader.needs_period:
        raise UserError(
            "いつの時点の資料か分かりませんでした（表題・見出し・シート名・ファイル名に年月日や年度がありません）。",
            where=" ".join(filter(None, (part.stem, part.sheet.name))),
            fix="年度を西暦で指定してください。例：--fiscal-year 2025",
        )


def _reject_other_years(records: pd.DataFrame, part: Part) -> None:
    if part.stated_year is None:
        return
    other = records[records["fiscal_year"] != part.stated_year]
    for row, year in other[["row", "fiscal_year"]].drop_duplicates().itertuples(index=False):
        part.ledger.reject(int(row), f"{year}年度の行です（読むのは{part.stated_year}年度）")


def _receipt(
    raw: RawFile, part: Part, reader: Reader, frame: pd.DataFrame, not_read: Sequence[SheetNotRead]
) -> Receipt:
    totals = check_totals(part, reader)
    header = part.layout.header
    return Receipt(
        file_name=raw.path.name,
        sha256=raw.sha256,
        encoding=raw.encoding,
        sheet=part.sheet.name,
        table=reader.table.name,
        table_label=reader.table.label,
        header_rows=(header.first + 1, header.last + 1),
        columns=_column_matches(part, reader),
        period=part.period.source if part.period else "各行に記載",
        fiscal_years=tuple(sorted(int(year) for year in frame["fiscal_year"].dropna().unique())),
        records=len(frame),
        rejected=part.ledger.rejected(),
        not_data=part.ledger.not_data(),
        warnings=(*raw.warnings, *part.layout.remarks, *part.ledger.warnings, *stale_totals(part, totals)),
        unknown_schools=tuple(part.unknown_schools),
        totals=totals,
        sheets_not_read=tuple(not_read),
        **part.ledger.counts(),
    )


def _column_matches(part: Part, reader: Reader) -> tuple[ColumnMatch, ...]:
    read_as = {column.index: _label(reader, key) for key, column in part.layout.keys.items()}
    read_as |= {measure.column.index: _label(reader, measure.target) for measure in part.layout.measures}
    read_as |= {measure.column.index: "合計の照合" for measure in part.layout.row_totals}
    return tuple(
        ColumnMatch(
            column=column_letter(column.index), header=column.text, read_as=read_as.get(column.index, "")
        )
        for column in part.layout.header.columns
    )


_OTHER_KEYS = {
    "as_of": "基準日",
    "date": "日付",
    "item": "区分",
    "section": "地区",
    "municipality_code": "団体コード",
    "municipality_name": "市区町村名",
}


def _label(reader: Reader, key: str) -> str:
    labels = {column.name: column.label for column in reader.table.columns}
    return labels.get(key, _OTHER_KEYS.get(key, key))


def column_letter(index: int) -> str:
    """A column's letters in Excel: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _titles_of_all_sheets(raw: RawFile) -> tuple[str, ...]:
    return tuple(
        text
        for sheet in raw.sheets
        for row in sheet.rows[:15]
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
