"""A file → its sheets as grids of cells, by content and not by extension."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

from edu_dx.errors import UserError
from edu_dx.intake.archive import refuse_beyond_limits, unpack
from edu_dx.intake.decode import decode
from edu_dx.intake.delimited import read_delimited
from edu_dx.intake.sheet import RawFile, Sheet
from edu_dx.intake.spreadsheet import HIDDEN, broken, open_spreadsheet, protected
from edu_dx.intake.web_tables import tables_of_page
from edu_dx.intake.xml_spreadsheet import NAMESPACE, sheets_of_xml

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES = {b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!": "RAR", b"\x1f\x8b": "gzip", b"BZh": "bzip2"}
_DOCUMENTS = (b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"mime-version:")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_BEGINNING = 2048
_SUFFIXES = {
    "xls": {".xls"},
    "xlsx": {".xlsx", ".xlsm"},
    "xlsb": {".xlsb"},
    "ods": {".ods"},
    "html": {".html", ".htm"},
    "xml": {".xml"},
    "text": {".csv", ".tsv", ".txt"},
}
_FORMS = {
    "html": "ウェブページの表（HTML）",
    "xml": "XML形式のブック（XML スプレッドシート 2003）",
    "text": "文字だけのファイル（CSV）",
}

_MOST_SWALLOWED = 10


def open_file(path: Path, *, hidden_sheets: bool = False) -> RawFile:
    """Read every sheet of a workbook, the tables of a web page, the one table of a text file, or all of a zip.

    Args:
        path: the file.
        hidden_sheets: whether hidden sheets are read as well; otherwise they are left out, with the reason.

    Raises:
        UserError: the file is missing, empty, protected, broken or of a kind that holds no table.
    """
    if not path.is_file():
        raise UserError(
            "ファイルが見つかりません。", where=str(path), fix="場所とファイル名を確かめてください。"
        )
    content = path.read_bytes()
    if _kind_of(content, path) == "zip":
        return _open_archive(content, path, hidden_sheets=hidden_sheets)
    return _open_content(content, path, hidden_sheets=hidden_sheets)


def _open_content(content: bytes, path: Path, *, hidden_sheets: bool) -> RawFile:
    """The sheets of one file that is no zip of files."""
    kind = _kind_of(content, path)
    sha256 = hashlib.sha256(content).hexdigest()
    if kind == "zip":
        raise UserError(
            "圧縮ファイルの中の圧縮ファイルは読みません。",
            where=path.name,
            fix="展開して、中のファイルを（フォルダごと）指定してください。",
        )
    if kind == "text":
        raw = _open_text(content, path, sha256)
    elif kind == "html":
        raw = _open_page(content, path, sha256)
    elif kind == "xml":
        raw = _open_xml(content, path, sha256, hidden_sheets=hidden_sheets)
    else:
        raw = open_spreadsheet(content, kind, path, sha256, hidden_sheets=hidden_sheets)
    if path.suffix.lower() not in _SUFFIXES[kind]:
        form = _FORMS.get(kind, f" {kind} 形式")
        raw.warnings.insert(
            0, f"拡張子は「{path.suffix}」ですが、中身は{form}なので、そのとおりに読みました。"
        )
    if not any(sheet.filled for sheet in raw.sheets) and not raw.left_out:
        raise UserError(
            "ファイルに表がありません。", where=path.name, fix="元のファイルを開き、中身を確かめてください。"
        )
    return raw


def _open_archive(content: bytes, path: Path, *, hidden_sheets: bool) -> RawFile:
    """All members that hold tables; the others are left out, each with its reason."""
    archive = unpack(content, file_name=path.name)
    raw = RawFile(path, hashlib.sha256(content).hexdigest(), "zip", [], archive.left_out)
    encodings = set()
    for member in archive.members:
        try:
            opened = _open_content(member.content, Path(member.name), hidden_sheets=hidden_sheets)
        except UserError as error:
            raw.left_out[member.name] = error.what
            continue
        encodings.add(opened.encoding)
        for sheet in opened.sheets:
            name = f"{member.name}／{sheet.name}" if sheet.name else member.name
            raw.sheets.append(replace(sheet, name=name, member=f"{path.name}/{member.name}"))
        raw.left_out.update({f"{member.name}／{name}": reason for name, reason in opened.left_out.items()})
        raw.warnings.extend(f"{member.name}：{warning}" for warning in opened.warnings)
    if not raw.sheets:
        reasons = "、".join(f"{name}（{reason}）" for name, reason in list(raw.left_out.items())[:5])
        raise UserError(
            "圧縮ファイルの中に、読める表がありません。" + (f"中身：{reasons}" if reasons else ""),
            where=path.name,
            fix="展開して中身を確かめ、ExcelかCSVのファイルを指定してください。",
        )
    return replace(raw, encoding=f"zip（{'・'.join(sorted(encodings))}）")


def _kind_of(content: bytes, path: Path) -> str:
    """``xls``, ``xlsx``, ``xlsb``, ``ods``, ``zip``, ``html``, ``xml`` or ``text``."""
    if not content.strip():
        raise UserError(
            "ファイルが空です。", where=path.name, fix="元のファイルを開き、中身を確かめてください。"
        )
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise protected(path)
        if "WordDocument".encode("utf-16-le") in content:
            raise _no_table(path, "Wordなどの文書")
        return "xls"
    if content.startswith(_ZIPS):
        return _kind_of_package(content, path)
    _refuse_other_archives(content, path)
    beginning = content[:_BEGINNING].lstrip(b"\xef\xbb\xbf \r\n\t")
    if beginning.lower().startswith(_DOCUMENTS):
        raise _no_table(path, "PDF・文書・画像")
    plain = beginning.replace(b"\0", b"").lstrip(b"\xff\xfe")
    if plain.startswith(b"<?xml") and NAMESPACE.encode() in plain:
        return "xml"
    if plain.startswith(b"<") and _PAGE.search(plain):
        return "html"
    if plain.startswith(b"<?xml"):
        raise _no_table(path, "XML")
    return "text"


def _kind_of_package(content: bytes, path: Path) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            infos = package.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise broken(path) from error
    kinds = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
    kind = next((kinds[name] for name in kinds if name in names), None)
    if kind:
        refuse_beyond_limits(infos, file_name=path.name)
        return kind
    if "[Content_Types].xml" in names:
        raise _no_table(path, "WordやPowerPointの文書")
    return "zip"


def _refuse_other_archives(content: bytes, path: Path) -> None:
    form = next((form for mark, form in _OTHER_ARCHIVES.items() if content.startswith(mark)), None)
    if content[2:5] == b"-lh":
        form = "LZH"
    if form:
        raise UserError(
            f"{form} 形式の圧縮ファイルのため、読めませんでした。",
            where=path.name,
            fix="展開して、中のExcelかCSVを（フォルダごと）指定してください。",
        )


def _no_table(path: Path, form: str) -> UserError:
    return UserError(
        f"表計算のファイルではありません（中身は{form}の形です）。",
        where=path.name,
        fix="Excelで開いて「Excelブック（.xlsx）」として保存し直すか、元のExcelファイルをもらってください。",
    )


def _open_text(content: bytes, path: Path, sha256: str) -> RawFile:
    decoded = read_delimited(content, file_name=path.name)
    warnings = [
        *_external_characters(decoded.external_characters),
        *(
            f'{first}～{last}行目は、引用符（"）に囲まれて一つのセルになっています。引用符が紛れ込み、'
            "何件かのデータが失われているかもしれません。文字として開き、その行を確かめてください。"
            for first, last in list(decoded.swallowed.values())[:_MOST_SWALLOWED]
        ),
    ]
    sheet = Sheet("", decoded.rows, swallowed=tuple(decoded.swallowed))
    return RawFile(path, sha256, decoded.encoding, [sheet], {}, warnings)


def _open_page(content: bytes, path: Path, sha256: str) -> RawFile:
    decoded = decode(content, file_name=path.name)
    sheets = tables_of_page(decoded.text)
    if not sheets:
        raise _no_table(path, "ウェブページ")
    return RawFile(
        path,
        sha256,
        f"html（{decoded.encoding}）",
        sheets,
        {},
        _external_characters(decoded.external_characters),
    )


def _open_xml(content: bytes, path: Path, sha256: str, *, hidden_sheets: bool) -> RawFile:
    raw = RawFile(path, sha256, "xml", [])
    try:
        for sheet, hidden in sheets_of_xml(content):
            if hidden and not hidden_sheets:
                raw.left_out[sheet.name] = HIDDEN
            else:
                raw.sheets.append(sheet)
    except (ParseError, ValueError) as error:
        raise broken(path) from error
    return raw


def _external_characters(count: int) -> list[str]:
    if not count:
        return []
    return [f"外字が{count}文字あり、「〓」で示しました。元の文字を確かめてください。"]
