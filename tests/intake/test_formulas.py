"""Formulas without a result and Excel's errors are neither blank nor 0."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from edu_dx.intake.values import NOT_CALCULATED, UnreadableError, read_number
from edu_dx.intake.workbook import open_file

ODS_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def write_ods(path: Path, content: str) -> Path:
    """One sheet 児童数 of the given columns and rows."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {ODS_NAMESPACES}><office:body><office:spreadsheet>'
            f'<table:table table:name="児童数">{content}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def test_a_formula_that_a_program_wrote_has_no_result(write_xlsx: Callable[..., Path]) -> None:
    raw = open_file(write_xlsx("表.xlsx", [["学校名", "計"], ["みほん小学校", "=SUM(D2:E2)", "", 3, "=D2"]]))
    assert raw.sheets[0].rows == [
        ["学校名", "計", "", "", ""],
        ["みほん小学校", NOT_CALCULATED, "", 3, NOT_CALCULATED],
    ]
    assert "2か所（B2、E2）は、数式の計算結果がファイルにありません" in raw.warnings[0]


def test_results_of_excel_are_read_and_its_errors_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("児童数")
        sheet.write_formula(0, 0, "=1+2", None, 3)
        sheet.write_formula(0, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 2, '="み"&"ほん"', None, "みほん")
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
        sheet.write_boolean(1, 0, True)
    raw = open_file(path)
    assert raw.sheets[0].rows == [[3, "#DIV/0!", "みほん", ""], [True, "", "", "#N/A"]]
    assert raw.warnings == [
        "シート「児童数」の2か所（B1、D2）は、Excelのエラー（#N/A など）です。"
        "空欄や0とはせず、値として読んでいません。"
    ]


def test_a_formula_whose_result_is_an_empty_text_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "校")
    changed = tmp_path / "空.xlsx"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(changed, "w") as written:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith("sheet1.xml"):
                cell = b'<c r="B1" t="str"><f>IF(A1="x",1,"")</f><v></v></c></row>'
                content = content.replace(b"</row>", cell)
            written.writestr(name, content)
    raw = open_file(changed)
    assert raw.warnings == []
    assert raw.sheets[0].rows[0][0] == "校"


def test_open_document_marks_the_same(tmp_path: Path) -> None:
    number = '<table:table-cell table:formula="of:=3" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    path = write_ods(
        tmp_path / "表.ods",
        '<table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="4"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        f"{number}</table:table-row>"
        '<table:table-row table:visibility="filter"><table:table-cell table:formula="of:=[.C1]"/>'
        '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=x" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>Err:508</text:p></table:table-cell>'
        f"{number}</table:table-row>",
    )
    raw = open_file(path)
    assert raw.sheets[0].rows == [["", "", 3, ""], ["", "", 3, ""], [NOT_CALCULATED, "#N/A", "#VALUE!", 3]]
    assert ["（A3）" in raw.warnings[0], "（B3、C3）" in raw.warnings[1]] == [True, True]
    assert "非表示の行が1行（3行目）" in raw.warnings[2]
    assert "非表示の列が1列（A列）" in raw.warnings[3]


@pytest.mark.parametrize("cell", [NOT_CALCULATED, "#N/A", "#DIV/0!", "#VALUE!"])
def test_what_is_marked_is_refused_as_a_number(cell: str) -> None:
    with pytest.raises(UnreadableError):
        read_number(cell)


def test_a_long_sheet_is_searched_block_by_block(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(70_000):
            sheet.write_number(row, 0, row)
            sheet.write_number(row, 1, 123456.789)
        sheet.write_formula(69_999, 2, "=NA()", None, "#N/A")
    raw = open_file(path)
    assert raw.sheets[0].rows[69_999] == [69_999, 123456.789, "#N/A"]
    assert "（C70000）" in raw.warnings[0]


@pytest.mark.parametrize("rows", [2, 3_000])
def test_errors_of_an_old_workbook_are_marked(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "表.xls"
    book = xlwt.Workbook()
    for name in ("児童数", "Sheet2"):
        sheet = book.add_sheet(name)
        for row in range(rows):
            sheet.write(row, 0, row)
            sheet.write(row, 1, f"学校{row}")
        sheet.row(rows - 1).set_cell_error(2, 0x2A)
        sheet.write(rows - 1, 3, xlwt.Formula("1/0"))
        sheet.write(rows - 1, 4, True)
    book.save(str(path))
    empty, division = b"\x03\0\0\0\0\0\xff\xff", b"\x02\0\x07\0\0\0\xff\xff"
    path.write_bytes(path.read_bytes().replace(empty, division))
    raw = open_file(path)
    for sheet in raw.sheets:
        assert sheet.rows[rows - 1] == [rows - 1, f"学校{rows - 1}", "#N/A", "#DIV/0!", True]
    assert f"シート「Sheet2」の2か所（C{rows}、D{rows}）は、Excelのエラー" in raw.warnings[1]


def test_times_of_an_open_document_are_times(tmp_path: Path) -> None:
    path = write_ods(
        tmp_path / "表.ods",
        '<table:table-row><table:table-cell office:value-type="time" office:time-value="PT123H45M00S">'
        "<text:p>123:45</text:p></table:table-cell></table:table-row>",
    )
    assert open_file(path).sheets[0].rows == [[dt.timedelta(hours=123, minutes=45)]]
