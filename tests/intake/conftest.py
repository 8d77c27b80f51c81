"""Small messy files, written the way boards write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

Row = Sequence[object]
WriteText = Callable[..., Path]
WriteWorkbook = Callable[..., Path]


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteText:
    """Write rows as delimited text: ``write_csv("名前.csv", rows, encoding="cp932", delimiter=",")``."""

    def write(name: str, rows: Sequence[Row], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path: Path) -> WriteWorkbook:
    """Write one sheet, or several by name, with merged ranges: ``write_xlsx("名前.xlsx", rows, merges=[...])``."""

    def write(
        name: str,
        rows: Sequence[Row] | dict[str, Sequence[Row]],
        *,
        merges: Sequence[str] = (),
        hidden: Sequence[str] = (),
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, content in (rows if isinstance(rows, dict) else {"Sheet1": rows}).items():
            sheet = book.create_sheet(title)
            for row in content:
                sheet.append(list(row))
            for merge in merges:
                sheet.merge_cells(merge)
            if title in hidden:
                sheet.sheet_state = "hidden"
        path = tmp_path / name
        book.save(path)
        return path

    return write
