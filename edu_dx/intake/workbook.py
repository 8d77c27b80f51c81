"""A file → its sheets as grids of cells, by content and not by extension."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from edu_dx.errors import UserError
from edu_dx.intake.delimited import read_delimited
from edu_dx.intake.sheet import RawFile, Sheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORKBOOK_SUFFIXES = {"xls": {".xls"}, "xlsx": {".xlsx", ".xlsm"}, "xlsb": {".xlsb"}, "ods": {".ods"}}
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}


def open_file(path: Path) -> RawFile:
    """Read every sheet of a workbook, or the one table of a text file.

    Raises:
        UserError: the file is missing, empty, protected, broken or of a kind that holds no table.
    """
    if not path.is_file():
        raise UserError(
            "ファイルが見つかりません。", where=str(path), fix="場所とファイル名を確かめてください。"
        )
    content = path.read_bytes()
    if not content.strip():
        raise UserError(
            "ファイルが空です。", where=path.name, fix="元のファイルを開き、中身を確かめてください。"
        )
    kind = _kind_of(content, path)
    sha256 = hashlib.sha256(content).hexdigest()
    raw = _open_text(content, path, sha256) if kind == "text" else _open_workbook(content, kind, path, sha256)
    if not any(sheet.filled for sheet in raw.sheets) and not raw.left_out:
        raise UserError(
            "ファイルに表がありません。", where=path.name, fix="元のファイルを開き、中身を確かめてください。"
        )
    return raw


def _kind_of(content: bytes, path: Path) -> str:
    """``xls``, ``xlsx``, ``xlsb``, ``ods`` or ``text``."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _protected(path)
        return "xls"
    if content.startswith(_ZIP):
        return _kind_of_package(content, path)
    head = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"%pdf", b"<html", b"<!doctype", b"<?xml", b"<table", b"{\\rtf")):
        raise UserError(
            "表計算のファイルではありません（中身はPDFやウェブページの形です）。",
            where=path.name,
            fix="Excelで開いて「Excelブック（.xlsx）」として保存し直すか、元のExcelファイルをもらってください。",
        )
    return "text"


def _kind_of_package(content: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile as error:
        raise _broken(path) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    raise UserError(
        "圧縮ファイルか、表計算でない文書です。",
        where=path.name,
        fix="圧縮ファイルは展開し、中のExcelかCSVを一つずつ指定してください。",
    )


def _open_text(content: bytes, path: Path, sha256: str) -> RawFile:
    decoded = read_delimited(content, file_name=path.name)
    warnings = []
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        warnings.append(
            f"拡張子は「{path.suffix}」ですが、中身は文字だけのファイル（CSV）なので、CSVとして読みました。"
        )
    if decoded.external_characters:
        warnings.append(
            f"外字が{decoded.external_characters}文字あり、「〓」で示しました。元の文字を確かめてください。"
        )
    return RawFile(path, sha256, decoded.encoding, [Sheet("", decoded.rows)], {}, warnings)


def _open_workbook(content: bytes, kind: str, path: Path, sha256: str) -> RawFile:
    sheets, left_out = [], {}
    try:
        with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ != SheetTypeEnum.WorkSheet:
                    left_out[sheet.name] = "グラフなど、表でないシートです"
                elif sheet.visible != SheetVisibleEnum.Visible:
                    left_out[sheet.name] = "非表示のシートです"
                else:
                    sheets.append(_sheet(workbook, sheet.name))
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or type(error).__name__ == "PasswordError":
            raise _protected(path) from error
        raise _broken(path) from error
    warnings = []
    if path.suffix.lower() not in _WORKBOOK_SUFFIXES[kind]:
        warnings.append(
            f"拡張子は「{path.suffix}」ですが、中身は {kind} 形式なので、{kind} として読みました。"
        )
    return RawFile(path, sha256, kind, sheets, left_out, warnings)


def _sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()))


def _protected(path: Path) -> UserError:
    return UserError(
        "パスワードで保護されたファイルのため、読めませんでした。",
        where=path.name,
        fix="Excelで開き、「情報」→「ブックの保護」→「パスワードを使用して暗号化」を空にして保存し直してください。",
    )


def _broken(path: Path) -> UserError:
    return UserError(
        "ファイルが壊れているため、読めませんでした。",
        where=path.name,
        fix="送り主に、もう一度ファイルを送ってもらってください。",
    )
