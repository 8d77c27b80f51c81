"""One table as an empty workbook that intake reads as it stands.

Sheets follow the MIC rule for machine-readable tables (2020-12-18): one header row, no merged cells, one datum a
cell, units and explanations in cells of their own.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from edu_dx.intake.template.columns import (
    example_cell,
    number_format,
    takes_gap_symbols,
    template_columns,
    width,
)
from edu_dx.intake.template.sheets import EXAMPLE, GUIDE
from edu_dx.intake.template.validation import rule_of, what_to_write
from edu_dx.tables import Column, Handling, Table

_FONT = "BIZ UDPゴシック"
_UNDATED = dt.datetime(2000, 1, 1)
_LAST_ROW = 1_048_575
_DARK, _PALE, _LINE, _NOTICE = "#1F4E79", "#DDEBF7", "#8EA9C1", "#C00000"
_HEADER_HEIGHT = 30
_GUIDE_HEADINGS = ("項目", "必須", "何を書くか", "書き方", "単位", "選べる値", "例（架空）", "英語名")
_GUIDE_WIDTHS = (24, 7, 52, 46, 9, 40, 26, 22)


def write_template(table: Table, path: Path) -> None:
    """Write the empty form of ``table``, with a sheet of an invented example and one that explains the columns."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties(
            {"title": f"{table.label}（様式）", "comments": table.description, "created": _UNDATED}
        )
        _Writer(book, table).write()


class _Writer:
    """Writes one table's form into one workbook."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book = book
        self.table = table
        self.columns = template_columns(table)

    def write(self) -> None:
        """Write the sheets in reading order; the first is the one to fill in."""
        self._form(self.table.label)
        example = self._form(EXAMPLE)
        example.set_tab_color(_NOTICE)
        for index, column in enumerate(self.columns):
            example.write(1, index, example_cell(column), self._format(num_format=number_format(column)))
        self._guide()

    def _form(self, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, _HEADER_HEIGHT)
        for index, column in enumerate(self.columns):
            sheet.set_column(index, index, width(column), self._format(num_format=number_format(column)))
            sheet.write_string(0, index, column.label, self._header(column))
            sheet.write_comment(0, index, self._comment(column), _COMMENT)
            if rule := rule_of(column, self.table, index):
                sheet.data_validation(1, index, _LAST_ROW, index, rule)
        return sheet

    def _guide(self) -> None:
        sheet = self.book.add_worksheet(GUIDE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for index, wide in enumerate(_GUIDE_WIDTHS):
            sheet.set_column(index, index, wide)
        sheet.write_string(0, 0, f"{self.table.label}：項目の説明", self._format(bold=True, font_size=14))
        for row, line in enumerate(self._notes(), start=1):
            sheet.write_string(row, 0, line, self._format())
        top = len(self._notes()) + 2
        header = self._format(bold=True, font_color="white", bg_color=_DARK, border=1, border_color=_LINE)
        sheet.write_row(top, 0, _GUIDE_HEADINGS, header)
        sheet.freeze_panes(top + 1, 1)
        body = self._format(text_wrap=True, valign="top", border=1, border_color=_LINE, num_format="@")
        for row, column in enumerate(self.columns, start=top + 1):
            sheet.write_row(row, 0, self._explained(column), body)

    def _notes(self) -> list[str]:
        notes = [
            f"{self.table.description}。",
            f"「{self.table.label}」のシートの2行目から書いてください。見出しの文字、列の並び、シートの数は変えないでください。",
            "見出しの色が濃い列は必ず書きます。薄い列は、分からないときは空欄にします。",
            f"「{EXAMPLE}」のシートは取り込まれません。書かれているのは架空の値です。",
        ]
        if any(takes_gap_symbols(column, self.table) for column in self.columns):
            notes.append(
                "数がないときに 0 と書かないでください。-（該当なし）・…（不詳）・x（秘匿）・未提出 と書きます。"
            )
        if dropped := [c.label for c in self.table.not_stored if c.handling is Handling.DROP]:
            notes.append(f"次のことは書かないでください（書かれていても保管しません）：{'、'.join(dropped)}")
        return notes

    def _explained(self, column: Column) -> list[str]:
        return [
            column.label,
            "必須" if column.required else "",
            column.description,
            what_to_write(column, self.table),
            column.unit,
            "\n".join(column.choices),
            column.example,
            column.name,
        ]

    def _comment(self, column: Column) -> str:
        lines = [
            column.description,
            what_to_write(column, self.table),
            f"例：{column.example}",
            "（必ず書きます）" if column.required else "（分からないときは空欄）",
        ]
        return "\n".join(filter(None, lines))

    def _header(self, column: Column) -> Format:
        colours = {"font_color": "white", "bg_color": _DARK} if column.required else {"bg_color": _PALE}
        return self._format(
            bold=True,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            border_color=_LINE,
            **colours,
        )

    def _format(self, **properties: Any) -> Format:
        return self.book.add_format({"font_name": _FONT, "font_size": 10.5, **properties})


_COMMENT = {
    "author": "",
    "font_name": _FONT,
    "font_size": 9,
    "x_scale": 2.4,
    "y_scale": 1.6,
    "color": "#FFFFE1",
}
