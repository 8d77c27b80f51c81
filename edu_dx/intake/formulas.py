"""What a workbook's own markup says about cells that no reader of values shows.

Formulas without a result, results that are errors, and rows and columns that are hidden. A workbook written by a
program holds formulas that nobody has calculated, and a reader of values gives a blank (or 0) for them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

from edu_dx.intake.old_workbook import errors_of_old_workbook
from edu_dx.intake.values import NOT_CALCULATED

_BLOCK = 1 << 22
_ATTRIBUTE = re.compile(rb'\b([a-z]+)="([^"]*)"')
_UNPREFIXED = rb"<(?:\w+:)?"
_CELL = re.compile(
    _UNPREFIXED + rb"c\b(?P<attributes>[^>]*[^/>])>\s*"
    rb"(?P<formula>" + _UNPREFIXED + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?\s*"
    rb"(?:" + _UNPREFIXED + rb"v\b[^>/]*>(?P<value>[^<]*)<)?"
)
_HIDDEN_ROW = re.compile(_UNPREFIXED + rb'row\b(?P<attributes>[^>]*\bhidden="(?:1|true)"[^>]*)(?<!/)>')
_HIDDEN_COLUMN = re.compile(_UNPREFIXED + rb'col\b(?P<attributes>[^>]*\bhidden="(?:1|true)"[^>]*)>')
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


@dataclass
class Markup:
    """What one sheet's markup says; rows and columns count from 0.

    Args:
        not_values: cells whose formula has no result or an error, (row, column) → what stands for it.
        hidden_rows: hidden rows.
        hidden_columns: hidden columns, as ranges.
    """

    not_values: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)


def markup_of(content: bytes, kind: str) -> dict[str, Markup]:
    """What the markup of an xlsx or ods says, by sheet; for an xls its errors alone; nothing for an xlsb.

    Sheets are read in blocks, and only blocks that hold a formula or an error cell by cell.
    """
    if kind == "xls":
        return {name: Markup(not_values=errors) for name, errors in errors_of_old_workbook(content).items()}
    if kind not in ("xlsx", "ods"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if kind == "ods":
            return _markup_of_ods(package)
        return {
            name: _markup_of_xlsx_sheet(package, part)
            for name, part in _xlsx_sheets(package)
            if part in package.NameToInfo
        }


def counts_from_1904(content: bytes, kind: str) -> bool:
    """Whether an xlsx counts its days from 1904, as workbooks of old Macintoshes do."""
    if kind != "xlsx":
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return re.search(rb'\bdate1904="(?:1|true)"', package.read("xl/workbook.xml")) is not None


def _xlsx_sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of every worksheet."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    for element in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            yield element.get("name", ""), normpath(join("/xl", targets.get(key, "")))[1:]


def _markup_of_xlsx_sheet(package: zipfile.ZipFile, part: str) -> Markup:
    markup = Markup()
    rest = b""
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            rest += block
            end = rest.rfind(b"row>") + len(b"row>")
            if end < len(b"row>"):
                continue
            _scan(rest[:end], markup)
            rest = rest[end:]
    _scan(rest, markup)
    return markup


def _scan(block: bytes, markup: Markup) -> None:
    if b' hidden="' in block:
        for row in _HIDDEN_ROW.finditer(block):
            if number := _attributes(row).get("r"):
                markup.hidden_rows.append(int(number) - 1)
        for column in _HIDDEN_COLUMN.finditer(block):
            attributes = _attributes(column)
            markup.hidden_columns.append(range(int(attributes["min"]) - 1, int(attributes["max"])))
    if b"f>" not in block and b"<f " not in block and b't="e"' not in block:
        return
    for cell in _CELL.finditer(block):
        attributes = _attributes(cell)
        stands_for = _stands_for(attributes.get("t", "n"), cell["formula"], cell["value"])
        if stands_for and (place := attributes.get("r")):
            markup.not_values[_place(place)] = stands_for


def _attributes(match: re.Match[bytes]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(match["attributes"])}


def _stands_for(cell_type: str, formula: bytes | None, value: bytes | None) -> str | None:
    if cell_type == "e":
        return (value or b"#VALUE!").decode()
    if formula and not value and cell_type != "str":
        return NOT_CALCULATED
    return None


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _markup_of_ods(package: zipfile.ZipFile) -> dict[str, Markup]:
    sheets: dict[str, Markup] = {}
    markup, row, column = Markup(), 0, 0
    with package.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            if event == "start":
                if element.tag == _TABLE + "table":
                    markup, row, column = Markup(), 0, 0
                    sheets[element.get(_TABLE + "name", "")] = markup
            elif element.tag == _TABLE + "table-column":
                width = int(element.get(_TABLE + "number-columns-repeated", 1))
                if element.get(_TABLE + "visibility", "visible") != "visible":
                    markup.hidden_columns.append(range(column, column + width))
                column += width
            elif element.tag == _TABLE + "table-row":
                height = int(element.get(_TABLE + "number-rows-repeated", 1))
                _scan_ods_row(element, range(row, row + height), markup)
                row += height
                element.clear()
    return sheets


def _scan_ods_row(element: ElementTree.Element, rows: range, markup: Markup) -> None:
    if element.get(_TABLE + "visibility", "visible") != "visible":
        markup.hidden_rows += rows
    column = 0
    for cell in element:
        width = int(cell.get(_TABLE + "number-columns-repeated", 1))
        if stands_for := _stands_for_ods(cell):
            places = ((row, place) for row in rows for place in range(column, column + width))
            markup.not_values.update(dict.fromkeys(places, stands_for))
        column += width


def _stands_for_ods(cell: ElementTree.Element) -> str | None:
    if cell.get(_TABLE + "formula") is None:
        return None
    printed = "".join(cell.itertext()).strip()
    if cell.get(_CALC + "value-type") == "error":
        return printed if printed.startswith("#") else "#VALUE!"
    return NOT_CALCULATED if cell.get(_OFFICE + "value-type") is None else None
