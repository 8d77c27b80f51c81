"""Tables of web pages and of XML Spreadsheet 2003, under the names of Excel files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.intake.values import NOT_CALCULATED
from edu_dx.intake.web_tables import tables_of_page
from edu_dx.intake.workbook import open_file

PAGE = """<html><head><meta charset="Shift_JIS"><title>児童数</title><style>td {}</style></head><body>
<table border=1><tr><th rowspan="2">学校名<th colspan=2>１年</tr><tr><td>男</td><td>女</td></tr>
<tr><td>みほん&amp;れい<br>小学校</td><td> 10 </td><td>&#9650;2</td></tr></table></body></html>"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="児童数"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">題</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="Number">10</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data></Cell><Cell ss:Formula="=1"/></Row>
</Table></Worksheet>
<Worksheet ss:Name="隠す"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-16"])
def test_a_web_page_named_as_a_workbook_is_read_and_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(PAGE.encode(encoding))
    raw = open_file(path)
    assert raw.sheets[0].rows == [
        ["学校名", "１年", ""],
        ["", "男", "女"],
        ["みほん&れい\n小学校", "10", "▲2"],
    ]
    assert raw.sheets[0].merges == (((0, 0), (1, 0)), ((0, 1), (0, 2)))
    assert raw.encoding == f"html（{encoding}）"
    assert "ウェブページの表（HTML）" in raw.warnings[0]


def test_every_table_of_a_page_that_holds_anything_is_a_sheet() -> None:
    sheets = tables_of_page("<table><tr><td>1</table><p>x<table><tr><td></table><table><td>2<td>3</table>")
    assert [(sheet.name, list(sheet.rows)) for sheet in sheets] == [("表1", [["1"]]), ("表2", [["2", "3"]])]


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    sheets = tables_of_page("<table><tr><td>外<table><tr><td>内</td></tr></table>側</td></tr></table>")
    assert [list(sheet.rows) for sheet in sheets] == [[["外側"]], [["内"]]]


@given(st.text(st.sampled_from("<>/ab tdrhle=\"'1&;!-"), max_size=80))
def test_any_page_is_read_without_an_error(text: str) -> None:
    for sheet in tables_of_page("<table><tr><td>" + text):
        assert len({len(row) for row in sheet.rows}) == 1


def test_an_xml_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_text(XML, encoding="utf-8")
    raw = open_file(path)
    assert [sheet.name for sheet in raw.sheets] == ["児童数"]
    assert raw.sheets[0].rows == [
        ["題", "", True, ""],
        ["", "", "", ""],
        [10, "", dt.date(2024, 5, 1), NOT_CALCULATED],
    ]
    assert raw.sheets[0].merges == (((0, 0), (0, 1)),)
    assert "非表示" in raw.left_out["隠す"]
    assert len(open_file(path, hidden_sheets=True).sheets) == 2


def test_a_broken_xml_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.xml"
    path.write_text(XML[:-40], encoding="utf-8")
    with pytest.raises(UserError, match="壊れている"):
        open_file(path)
