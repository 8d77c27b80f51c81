"""XML Spreadsheet 2003: the workbook in one XML file that some systems hand out as .xls or .xml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree

from edu_dx.intake.sheet import Range, Sheet
from edu_dx.intake.text import Cell
from edu_dx.intake.values import NOT_CALCULATED

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"


def sheets_of_xml(content: bytes) -> Iterator[tuple[Sheet, bool]]:
    """Every sheet, and whether it is hidden.

    Raises:
        xml.etree.ElementTree.ParseError, ValueError: the XML is broken.
    """
    for worksheet in ElementTree.fromstring(content).iter(_SS + "Worksheet"):
        hidden = any(element.text != "SheetVisible" for element in worksheet.iter(_VISIBLE))
        yield _sheet(worksheet), hidden


def _sheet(worksheet: ElementTree.Element) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[Range] = []
    row = -1
    for row_element in worksheet.iter(_SS + "Row"):
        row = int(row_element.get(_SS + "Index", row + 2)) - 1
        column = -1
        for cell in row_element.iter(_SS + "Cell"):
            column = int(cell.get(_SS + "Index", column + 2)) - 1
            cells[row, column] = _cell(cell)
            across, down = (int(cell.get(_SS + name, 0)) for name in ("MergeAcross", "MergeDown"))
            if across or down:
                merges.append(((row, column), (row + down, column + across)))
            column += across
    height = max((row for row, _ in cells), default=-1) + 1
    width = max((column for _, column in cells), default=-1) + 1
    rows: list[list[Cell]] = [
        [cells.get((row, column), "") for column in range(width)] for row in range(height)
    ]
    return Sheet(worksheet.get(_SS + "Name", ""), rows, tuple(merges))


def _cell(element: ElementTree.Element) -> Cell:
    data = element.find(_SS + "Data")
    text = "" if data is None else "".join(data.itertext())
    if data is None or not text:
        return NOT_CALCULATED if data is None and element.get(_SS + "Formula") else ""
    match data.get(_SS + "Type"):
        case "Number":
            return float(text)
        case "DateTime":
            moment = dt.datetime.fromisoformat(text)
            return moment if moment.time() != dt.time() else moment.date()
        case "Boolean":
            return text == "1"
        case _:
            return text
