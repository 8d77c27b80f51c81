"""A workbook → its sheets, with what stands in place of results that it does not hold."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from edu_dx.errors import UserError
from edu_dx.intake.formulas import Markup, counts_from_1904, markup_of
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.sheet import Range, RawFile, Sheet
from edu_dx.intake.text import Cell, is_blank
from edu_dx.intake.values import NOT_CALCULATED

HIDDEN = "非表示のシートです（読むときは --hidden-sheets を付けてください）"
"""Why a hidden sheet is left out."""

_A_FEW = 5
_ODS_TIME = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9]+(?:\.[0-9]+)?)S")
_BROKEN = (
    CalamineError,
    OSError,
    ValueError,
    LookupError,
    struct.error,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
)


def open_spreadsheet(content: bytes, kind: str, path: Path, sha256: str, *, hidden_sheets: bool) -> RawFile:
    """Every sheet of an xls, xlsx, xlsb or ods; hidden ones only with ``hidden_sheets``.

    Raises:
        UserError: the workbook is protected or broken.
    """
    raw = RawFile(path, sha256, kind, [])
    try:
        markup = markup_of(content, kind)
        with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
            for metadata in workbook.sheets_metadata:
                if reason := _why_left_out(metadata, hidden_sheets=hidden_sheets):
                    raw.left_out[metadata.name] = reason
                    continue
                sheet = _sheet(workbook, kind, metadata.name, markup.get(metadata.name, Markup()))
                raw.sheets.append(sheet)
                raw.warnings.extend(_warnings(sheet, markup.get(sheet.name, Markup())))
        if counts_from_1904(content, kind):
            raw.warnings.append(
                "日付を1904年から数える設定のブックです。日付の書式のない通し番号は、4年ずれて読まれます。"
            )
    except PasswordError as error:
        raise protected(path) from error
    except _BROKEN as error:
        if "password" in str(error).lower():
            raise protected(path) from error
        raise broken(path) from error
    return raw


def protected(path: Path) -> UserError:
    """The refusal of a workbook behind a password."""
    return UserError(
        "パスワードで保護されたファイルのため、読めませんでした。",
        where=path.name,
        fix="Excelで開き、「情報」→「ブックの保護」→「パスワードを使用して暗号化」を空にして保存し直してください。",
    )


def broken(path: Path) -> UserError:
    """The refusal of a file whose container cannot be read."""
    return UserError(
        "ファイルが壊れているため、読めませんでした。",
        where=path.name,
        fix="送り主に、もう一度ファイルを送ってもらってください。",
    )


def _why_left_out(sheet: SheetMetadata, *, hidden_sheets: bool) -> str | None:
    if sheet.typ != SheetTypeEnum.WorkSheet:
        return "グラフなど、表でないシートです"
    if sheet.visible != SheetVisibleEnum.Visible and not hidden_sheets:
        return HIDDEN
    return None


def _sheet(workbook: CalamineWorkbook, kind: str, name: str, markup: Markup) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    merges: Sequence[Range] = sheet.merged_cell_ranges or ()
    _put(markup.not_values, rows)
    if kind == "ods":
        rows = [[_length_of_time(cell) for cell in row] for row in rows]
    return Sheet(name, rows, tuple(merges))


def _length_of_time(cell: Cell) -> Cell:
    """A time of an ods, which comes in the writing of the file (``PT123H45M00S``), as a time."""
    match = _ODS_TIME.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        return cell
    hours, minutes, seconds = map(float, match.groups())
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _put(not_values: dict[tuple[int, int], str], rows: list[list[Cell]]) -> None:
    """Write what stands for missing results into the grid, which grows where they lie outside of it."""
    if not not_values:
        return
    width = max(*(column + 1 for _, column in not_values), len(rows[0]) if rows else 0)
    height = max(*(row + 1 for row, _ in not_values), len(rows))
    rows.extend([] for _ in range(height - len(rows)))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (row_index, column), stands_for in not_values.items():
        rows[row_index][column] = stands_for


def _warnings(sheet: Sheet, markup: Markup) -> Iterator[str]:
    where = f"シート「{sheet.name}」"
    uncalculated = [place for place, text in markup.not_values.items() if text == NOT_CALCULATED]
    errors = [place for place, text in markup.not_values.items() if text != NOT_CALCULATED]
    if uncalculated:
        yield (
            f"{where}の{len(uncalculated)}か所（{_places(uncalculated)}）は、数式の計算結果がファイルにありません。"
            "空欄や0とはせず、値として読んでいません。Excelで開いて上書き保存すると、計算結果が入ります。"
        )
    if errors:
        yield (
            f"{where}の{len(errors)}か所（{_places(errors)}）は、Excelのエラー（#N/A など）です。"
            "空欄や0とはせず、値として読んでいません。"
        )
    rows = [row for row in markup.hidden_rows if row < len(sheet.rows) and _holds_data(sheet.rows[row])]
    if rows:
        numbers = "・".join(str(row + 1) for row in rows[:_A_FEW]) + ("…" if len(rows) > _A_FEW else "")
        yield f"{where}に非表示の行が{len(rows)}行（{numbers}行目）あり、ほかの行と同じように読みました。"
    columns = _hidden_columns(sheet, markup)
    if columns:
        letters = "・".join(map(column_letter, columns[:_A_FEW])) + ("…" if len(columns) > _A_FEW else "")
        yield f"{where}に非表示の列が{len(columns)}列（{letters}列）あり、ほかの列と同じように読みました。"


def _hidden_columns(sheet: Sheet, markup: Markup) -> list[int]:
    width = len(sheet.rows[0]) if sheet.rows else 0
    hidden = [column for columns in markup.hidden_columns for column in columns if column < width]
    return [column for column in hidden if _holds_data([row[column] for row in sheet.rows])]


def _holds_data(cells: Sequence[Cell]) -> bool:
    return any(not is_blank(cell) for cell in cells)


def _places(places: list[tuple[int, int]]) -> str:
    named = [f"{column_letter(column)}{row + 1}" for row, column in places[:_A_FEW]]
    return "、".join(named) + ("…" if len(places) > _A_FEW else "")
