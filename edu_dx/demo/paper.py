"""How boards write things down: full-width digits, thousands commas, era dates, padded names."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from edu_dx.tables.fiscal_year import era_year

_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
_CREATED = dt.datetime(2026, 4, 1, 9, 0, 0)


def wide(text: object) -> str:
    """``text`` with full-width digits and commas."""
    return str(text).translate(_WIDE)


def commas(number: int) -> str:
    """``number`` with thousands commas."""
    return f"{number:,}"


def era_date(day: dt.date) -> str:
    """``day`` as 令和７年５月１日, in full-width digits; the first year of Reiwa began in May 2019."""
    if dt.date(2019, 1, 1) <= day < dt.date(2019, 5, 1):
        return wide(f"平成31年{day.month}月{day.day}日")
    return wide(f"{era_year(day.year)}年{day.month}月{day.day}日")


def spread(name: str) -> str:
    """A short name padded with spaces to the width of a column: あおば → あ  お  ば."""
    return {2: "　　", 3: "  "}.get(len(name), "").join(name)


def write_csv(path: Path, rows: Iterable[Sequence[Any]], *, encoding: str) -> Path:
    """Write rows as CSV with Windows line ends, in one encoding."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def new_workbook(path: Path, title: str) -> xlsxwriter.Workbook:
    """A workbook that writes text as text and carries no time of writing."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "comments": "架空のデータです。", "created": _CREATED})
    return workbook
