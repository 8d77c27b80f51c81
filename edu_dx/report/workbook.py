"""The numbers of a report as an Excel workbook: one table a sheet, one datum a cell.

Sheets follow the MIC rule for machine-readable tables (2020-12-18): one heading row, no merged cells, numbers
as unrounded numbers, units and sources in cells of their own (sheets 目次 and 項目一覧).
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from edu_dx.present import style
from edu_dx.present.block import Block, BlockColumn, Cell, Chart, Format
from edu_dx.present.display import SUPPRESSED
from edu_dx.report.document import Document
from edu_dx.report.page import report_page

_FONT = "BIZ UDPゴシック"
_UNDATED = dt.datetime(2000, 1, 1)
_ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31
_NUMBER_FORMATS = {
    Format.COUNT: "#,##0",
    Format.DECIMAL: "#,##0.0",
    Format.RATIO: "0.0%",
    Format.YEN: "#,##0",
    Format.TEXT: "General",
}
_AXIS_FORMATS = {
    Format.COUNT: "#,##0",
    Format.DECIMAL: "General",
    Format.RATIO: "0%",
    Format.YEN: "#,##0",
    Format.TEXT: "General",
}
# In digits; longer text takes more lines, so that a sheet stays legible on A4.
_WIDEST_WORDS = 30
_WIDEST_LABEL = 44
_LINE_PT = 13.0
_ROW_PADDING_PT = 3.0
_CHART_TYPES: dict[str, dict[str, str]] = {
    "line": {"type": "line"},
    "bar": {"type": "column"},
    "stacked_bar": {"type": "column", "subtype": "stacked"},
    "horizontal_bar": {"type": "bar"},
    "scatter": {"type": "scatter"},
}
_DASHES = ("solid", "dash", "dash_dot", "round_dot", "long_dash", "square_dot")

Row = Sequence[Cell]


def workbook_report(document: Document) -> bytes:
    """The workbook; the same bytes for the same document."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(packed, options) as book:
        book.set_size(1600, 1200)
        book.set_properties(_properties(document))
        _Writer(book, document).write()
    return packed.getvalue()


def _properties(document: Document) -> dict[str, Any]:
    dated = document.provenance.dated
    record = document.provenance.record
    return {
        "title": document.title,
        "company": record.board_name if record else "",
        "created": dated.replace(tzinfo=None) if dated else _UNDATED,
    }


class _Writer:
    """Writes one document into one workbook."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.page = report_page(document)
        self.names = _sheet_names([block for block in document.blocks if block.columns])

    def write(self) -> None:
        """Write every sheet in reading order."""
        self._cover()
        self._sheet("目次", *self._contents())
        if self.document.numbers:
            self._numbers(self.document.numbers)
        for name, block in self.names:
            self._block(name, block)
        self._sheet("項目一覧", *_columns(self.names))
        if self.document.checks:
            self._sheet("検算", *_checks(self.document.checks))

    def _cover(self) -> None:
        sheet = self._new_sheet("表紙")
        sheet.fit_to_pages(1, 1)
        lines = list(self._cover_lines())
        widest = max(_digits(label) for label, _ in lines)
        sheet.set_column(0, 0, min(widest, _WIDEST_LABEL) + 2, self._format())
        sheet.set_column(1, 1, 84, self._format(text_wrap=True))
        sheet.hide_gridlines(2)
        sheet.set_row(0, 34)
        sheet.write_string(0, 0, "表題", self._format(valign="vcenter"))
        title = self._format(bold=True, font_size=16, font_color=style.BLUE, valign="vcenter")
        sheet.write_string(0, 1, self.document.title, title)
        for row, (label, text) in enumerate(lines, start=1):
            warning = label in ("注意", "データ")
            form = self._format(
                text_wrap=True, valign="top", **({"bold": True, "font_color": "#A3260F"} if warning else {})
            )
            sheet.write_string(row, 0, label, self._format(valign="top", text_wrap=True))
            sheet.write_string(row, 1, text, form)

    def _cover_lines(self) -> Iterable[tuple[str, str]]:
        if self.page["draft"]:
            yield "注意", "下書き（承認前のため、外部に出さないでください）"
        if self.page["fictional"]:
            yield "データ", "架空のデータです"
        yield "問い", self.document.question
        yield "教育委員会", self.page["cover"]["board"]
        yield from ((line["label"], line["value"]) for line in self.page["cover"]["lines"])
        yield from (("条件：" + item["label"], item["value"]) for item in self.page["annex"]["parameters"])
        yield from (
            (f"資料：{item['label']}", f"{item['records']} 行　指紋 {item['fingerprint']}")
            for item in self.page["annex"]["tables"]
        )
        yield from ((item["label"], item["value"]) for item in self.page["annex"]["facts"])

    def _contents(self) -> tuple[list[BlockColumn], list[Row]]:
        labels = ("シート", "種類", "表題", "期間", "対象", "資料", "資料の指紋", "読み方", "図の説明")
        kinds = {"table": "表", "figure": "図"}
        rows: list[Row] = [
            [
                name,
                kinds[block.kind],
                block.title,
                block.period,
                block.filter,
                "、".join(source.label for source in block.sources),
                "、".join(source.fingerprint for source in block.sources),
                block.note,
                block.alt,
            ]
            for name, block in self.names
        ]
        return _words(labels), rows

    def _numbers(self, blocks: list[Block]) -> None:
        sheet = self._sheet("主な数値", *_numbers(blocks))
        for row, measure in enumerate((block.measure for block in blocks), start=1):
            if measure is None:
                continue
            form = self._format(num_format=_NUMBER_FORMATS[measure.format], valign="top")
            for place, value in ((1, measure.value), (5, measure.low), (6, measure.high)):
                _write(sheet, row, place, value, form)
            for place, part in ((3, measure.numerator), (4, measure.denominator)):
                whole = part is None or float(part).is_integer()
                shown = _NUMBER_FORMATS[Format.COUNT if whole else Format.DECIMAL]
                _write(sheet, row, place, part, self._format(num_format=shown, valign="top"))

    def _block(self, name: str, block: Block) -> None:
        columns, rows = _with_parts_beside_ratios(block)
        sheet = self._sheet(name, columns, rows)
        if block.chart is not None and rows:
            self._chart(sheet, name, block, block.chart, columns, rows)

    def _sheet(self, name: str, columns: list[BlockColumn], rows: list[Row]) -> Worksheet:
        sheet = self._new_sheet(name)
        widths = [_width(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, widths[place])
            sheet.write_string(0, place, column.heading, self._heading(column, place))
        sheet.set_row(0, _height([column.heading for column in columns], widths))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        forms = [self._body(column, place) for place, column in enumerate(columns)]
        withheld = self._format(align="right", valign="top")
        for number, row in enumerate(rows, start=1):
            sheet.set_row(number, _height(row, widths))
            for place, value in enumerate(row):
                form = withheld if value == SUPPRESSED else forms[place]
                _write(sheet, number, place, value, form)
        return sheet

    def _chart(
        self,
        sheet: Worksheet,
        name: str,
        block: Block,
        spec: Chart,
        columns: list[BlockColumn],
        rows: list[Row],
    ) -> None:
        chart = self.book.add_chart(_CHART_TYPES[spec.kind])
        keys = [column.key for column in columns]
        last, x = len(rows), keys.index(spec.x)
        for number, key in enumerate(spec.series):
            place = keys.index(key)
            colour = style.PALETTE[number % len(style.PALETTE)]
            dash = (
                _DASHES[number // len(style.PALETTE) % len(_DASHES)]
                if spec.kind != "line"
                else _DASHES[number % len(_DASHES)]
            )
            chart.add_series(
                {
                    "name": [name, 0, place],
                    "categories": [name, 1, x, last, x],
                    "values": [name, 1, place, last, place],
                    **_look(spec.kind, colour, dash),
                }
            )
        font = {"name": _FONT, "size": 9, "bold": False}
        chart.set_title({"name": block.title, "name_font": {"name": _FONT, "size": 12}, "overlay": False})
        value_format = _AXIS_FORMATS[columns[keys.index(spec.series[0])].format]
        categories = {"name": spec.x_title, "name_font": font, "num_font": font, "label_position": "low"}
        values = {
            "name": spec.y_title,
            "name_font": font,
            "num_font": font,
            "num_format": value_format,
            "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
        }
        if spec.kind == "horizontal_bar":
            # Excel draws the first category at the bottom, next to the crossing axis.
            chart.set_x_axis(values | {"label_position": "high"})
            chart.set_y_axis(categories | {"reverse": True, "major_gridlines": {"visible": False}})
        else:
            chart.set_x_axis(categories)
            chart.set_y_axis(values)
        chart.set_legend({"position": "bottom", "font": font} if len(spec.series) > 1 else {"none": True})
        chart.set_size({"width": 760, "height": 440})
        sheet.insert_chart(1, len(keys) + 1, chart, {"description": block.alt})

    def _new_sheet(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{_header_text(self.page['running'])}&R{_header_text(self.page['marks'])}")
        sheet.set_footer("&L&A&R&P / &N")
        if self.page["draft"]:
            sheet.set_tab_color("#A3260F")
        return sheet

    def _heading(self, column: BlockColumn, place: int) -> CellFormat:
        side = "left" if column.format is Format.TEXT else "right"
        return self._format(
            bold=True,
            bg_color="#F2F5F8",
            bottom=1,
            text_wrap=True,
            valign="bottom",
            align=side,
            indent=_indent(column, place),
        )

    def _body(self, column: BlockColumn, place: int) -> CellFormat:
        words = {"align": "left", "text_wrap": True, "indent": _indent(column, place)}
        return self._format(
            num_format=_NUMBER_FORMATS[column.format],
            valign="top",
            **(words if column.format is Format.TEXT else {}),
        )

    def _format(self, **properties: Any) -> CellFormat:
        return self.book.add_format({"font_name": _FONT, "font_size": 10, **properties})


def _look(kind: str, colour: str, dash: str) -> dict[str, Any]:
    if kind == "line":
        return {"line": {"color": colour, "width": 2.0, "dash_type": dash}}
    if kind == "scatter":
        return {
            "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
        }
    return {"fill": {"color": colour}, "border": {"color": "#FFFFFF"}}


def _write(sheet: Worksheet, row: int, place: int, value: Cell, form: CellFormat) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, form)
    else:
        sheet.write_number(row, place, value, form)


def _with_parts_beside_ratios(block: Block) -> tuple[list[BlockColumn], list[Row]]:
    """The block's columns with every numerator and denominator moved behind the first ratio made of it."""
    places = {column.key: place for place, column in enumerate(block.columns)}
    order: list[int] = []
    for place, column in enumerate(block.columns):
        parts = [places[key] for key in (column.numerator, column.denominator) if key]
        if not column.support:
            order += [part for part in (place, *parts) if part not in order]
    order += [place for place in range(len(block.columns)) if place not in order]
    withheld = set(block.suppressed)
    rows: list[Row] = [
        [SUPPRESSED if (number, place) in withheld else row[place] for place in order]
        for number, row in enumerate(block.rows)
    ]
    return [block.columns[place] for place in order], rows


def _words(labels: Iterable[str]) -> list[BlockColumn]:
    return [
        BlockColumn(key=f"c{number}", label=label, format=Format.TEXT) for number, label in enumerate(labels)
    ]


def _numbers(blocks: list[Block]) -> tuple[list[BlockColumn], list[Row]]:
    labels = ("項目", "値", "単位", "分子", "分母", "下限", "上限", "幅の意味", "期間", "対象", "読み方")
    rows: list[Row] = [
        [
            block.title,
            measure.value,
            measure.unit or ("円" if measure.format is Format.YEN else ""),
            measure.numerator,
            measure.denominator,
            measure.low,
            measure.high,
            measure.range_label,
            block.period,
            block.filter,
            block.note,
        ]
        for block in blocks
        if (measure := block.measure)
    ]
    figures = {"値", "分子", "分母", "下限", "上限"}
    columns = [
        column.model_copy(update={"format": Format.DECIMAL}) if column.label in figures else column
        for column in _words(labels)
    ]
    return columns, rows


def _columns(sheets: list[tuple[str, Block]]) -> tuple[list[BlockColumn], list[Row]]:
    labels = ("シート", "項目", "単位", "割合の分子", "割合の分母")
    rows: list[Row] = []
    for name, block in sheets:
        names = {column.key: column.label for column in block.columns}
        rows += [
            [
                name,
                column.label,
                column.unit,
                names.get(column.numerator or "", ""),
                names.get(column.denominator or "", ""),
            ]
            for column in _with_parts_beside_ratios(block)[0]
        ]
    return _words(labels), rows


def _checks(blocks: list[Block]) -> tuple[list[BlockColumn], list[Row]]:
    rows: list[Row] = [
        [block.title, "適合" if block.passed else "要確認", block.note, block.guidance] for block in blocks
    ]
    return _words(("確かめたこと", "結果", "説明", "合わないときにすること")), rows


def _sheet_names(blocks: list[Block]) -> list[tuple[str, Block]]:
    """A legal name of its own for each sheet, made from the title."""
    taken = {"表紙", "目次", "主な数値", "項目一覧", "検算"}
    named = []
    for block in blocks:
        stem = _ILLEGAL_IN_NAME.sub("", block.title).strip("' ") or block.name
        number, name = 1, _shortened(stem, "")
        while name.casefold() in taken:
            number += 1
            name = _shortened(stem, f"（{number}）")
        taken.add(name.casefold())
        named.append((name, block))
    return named


def _shortened(stem: str, ending: str) -> str:
    """At most 31 units of UTF-16, as Excel counts, never half a character."""
    room = _NAME_LENGTH - len(ending)
    while len(stem.encode("utf-16-le")) // 2 > room:
        stem = stem[:-1]
    return stem.rstrip("' ") + ending


def _width(column: BlockColumn, values: list[Cell]) -> float:
    """Column width in digits; Japanese characters take two."""
    body = max((_digits(str(value)) for value in values if value is not None), default=0)
    shown = min(body, _WIDEST_WORDS) if column.format is Format.TEXT else min(body, 14)
    return max(shown, min(_digits(column.heading), 18), 8) + 2


def _indent(column: BlockColumn, place: int) -> int:
    """Words keep away from the number that ends before them."""
    return 1 if place and column.format is Format.TEXT else 0


def _height(row: Iterable[Cell], widths: Sequence[float]) -> float:
    """Row height in points at which wrapped text shows in full; Excel allows 409."""
    lines = [
        math.ceil(_digits(value) / (width - 2))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(_LINE_PT * max(lines, default=1) + _ROW_PADDING_PT, 409)


def _digits(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _header_text(text: str) -> str:
    """Text for a page header, where & begins a command; Excel allows 255 signs."""
    return text.replace("&", "&&")[:200]
