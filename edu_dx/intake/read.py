"""From one raw file to canonical rows and a receipt for each table found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.context import Context
from edu_dx.intake.find_tables import find_tables
from edu_dx.intake.layout import Layout
from edu_dx.intake.matching.matcher import ColumnMatcher
from edu_dx.intake.read_part import Intake, read_part
from edu_dx.intake.receipt import SheetNotRead
from edu_dx.intake.workbook import open_file
from edu_dx.tables import TABLES


def read_file(
    path: Path,
    *,
    table: str | None = None,
    context: Context | None = None,
    columns: ColumnMatcher | None = None,
) -> list[Intake]:
    """Read every table that a raw file holds; nothing is written anywhere.

    Args:
        path: xls, xlsx, xlsm, xlsb, ods, delimited text or a zip of such files, recognised by content.
        table: read this table only.
        context: what the reading rests on beside the file; by default on nothing.
        columns: decides about headers that no reader knows; by default they are not read.

    Returns:
        One Intake per table and sheet (several tables may come from one sheet, and stacked tables of a sheet come
        one by one), in the order of the file.

    Raises:
        UserError: the file cannot be opened, holds no known table, or does not say which year it is about. A member
            of a zip that fails loses no others: the receipts name it.
    """
    if table is not None and table not in TABLES:
        raise UserError(
            f"「{table}」という表はありません。",
            where="--table",
            fix=f"次から選んでください：{'、'.join(TABLES)}",
        )
    context = context or Context()
    raw = open_file(Path(path), hidden_sheets=context.hidden_sheets)
    tables = find_tables(raw, table=table, columns=columns)
    intakes: list[Intake] = []
    failures: dict[str, UserError] = {}
    for place in tables.places:
        sheet, region = place
        try:
            intakes += [
                read_part(raw, tables, place, reader, layout, context)
                for reader, found in region.found
                for layout in _of_stated_year(found, context.fiscal_year)
            ]
        except UserError as error:
            if not sheet.member:
                raise
            failures[sheet.name] = error
    if not intakes:
        raise next(iter(failures.values()))
    return [_telling(intake, failures) for intake in intakes]


def _of_stated_year(layout: Layout, fiscal_year: int | None) -> list[Layout]:
    """The layouts of all years that a header has columns of; those of the year that the user states alone."""
    years = [layout, *layout.beside]
    return [year for year in years if fiscal_year is not None and year.fiscal_year == fiscal_year] or years


def _telling(intake: Intake, failures: dict[str, UserError]) -> Intake:
    """The intake with the members of the zip that could not be read in its receipt: they lose no others."""
    told = tuple(SheetNotRead(sheet=name, reason=error.what) for name, error in failures.items())
    not_read = (*intake.receipt.sheets_not_read, *told)
    return replace(intake, receipt=intake.receipt.model_copy(update={"sheets_not_read": not_read}))


def frames_by_table(intakes: Sequence[Intake]) -> dict[str, pd.DataFrame]:
    """All rows of one file by table: several sheets of a file may give rows of the same table and year."""
    tables = dict.fromkeys(intake.table for intake in intakes)
    return {
        table: pd.concat([intake.frame for intake in intakes if intake.table == table], ignore_index=True)
        for table in tables
    }
