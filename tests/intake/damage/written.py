"""A twin as the bytes of a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from tests.intake.damage.twin import Role, Twin


def write(twin: Twin, folder: Path) -> Path:
    """The twin as a file; kinds of damage that concern bytes come last."""
    content = {"csv": _text, "xlsx": _xlsx, "xls": _xls}[twin.form](twin)
    for change in twin.on_bytes:
        content = change(content)
    path = folder / f"{twin.stem}{twin.suffix or '.' + twin.form}"
    path.write_bytes(content)
    return path


def _text(twin: Twin) -> bytes:
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if twin.quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=twin.delimiter, lineterminator=twin.line_end, quoting=quoting)
    for row in twin.rows:
        writer.writerow(row.cells)
    return text.getvalue().encode(twin.encoding)


def _xlsx(twin: Twin) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in {"Sheet1": [row.cells for row in twin.rows], **twin.sheets_beside}.items():
        sheet = book.add_worksheet(name)
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                _put(sheet, place, column, cell, day)
        if name in twin.hidden_sheets:
            sheet.hide()
        if name == "Sheet1":
            for merge in twin.merges:
                sheet.merge_range(merge, "")
                _put_back(sheet, merge, rows, day)
            for row in twin.hidden_rows:
                sheet.set_row(twin.rows.index(row), None, None, {"hidden": True})
    book.close()
    return content.getvalue()


def _put(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.formula, None, cell.result)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, str) and cell:
        sheet.write_string(row, column, cell)
    elif cell != "":
        sheet.write_number(row, column, cell)


def _put_back(sheet: Any, merge: str, rows: list[list[Any]], day: Any) -> None:
    from xlsxwriter.utility import xl_cell_to_rowcol

    row, column = xl_cell_to_rowcol(merge.split(":")[0])
    _put(sheet, row, column, rows[row][column], day)


class Formula:
    """A cell with a formula and the result that the file holds for it."""

    def __init__(self, formula: str, result: Any) -> None:
        self.formula = formula
        self.result = result

    def __str__(self) -> str:
        return str(self.result)


def _xls(twin: Twin) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for place, row in enumerate(twin.rows):
        for column, cell in enumerate(row.cells):
            if isinstance(cell, dt.date):
                sheet.write(place, column, cell, day)
            elif cell != "":
                sheet.write(place, column, str(cell) if isinstance(cell, Formula) else cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def header_place(twin: Twin) -> int:
    """Number that Excel shows beside the lowest row of the header."""
    return twin.place_of(twin.of(Role.HEADER)[-1])
