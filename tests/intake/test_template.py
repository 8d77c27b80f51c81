"""The form of a table: its sheets, its cells and what Excel lets a person type."""

import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from edu_dx.intake.template.columns import template_columns
from edu_dx.intake.template.sheets import why_no_data
from edu_dx.intake.template.workbook import write_template
from edu_dx.tables import TABLES, Table

FORMS = pytest.mark.parametrize(
    "table", [pytest.param(table, id=table.name) for table in TABLES.values() if table.has_form]
)


@pytest.fixture
def form(tmp_path: Path) -> Workbook:
    """The form of monthly absence: codes, a month, numbers that may be missing for a reason."""
    return opened(TABLES["absence_months"], tmp_path)


def opened(table: Table, folder: Path) -> Workbook:
    path = folder / "form.xlsx"
    write_template(table, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(path)


def cell_below(sheet: Worksheet, label: str) -> str:
    """Address of the first cell below a header."""
    return next(cell.offset(row=1).coordinate for cell in sheet[1] if cell.value == label)


def rule(sheet: Worksheet, label: str) -> tuple[str, str]:
    address = cell_below(sheet, label)
    (found,) = (v for v in sheet.data_validations.dataValidation if address in v.sqref)
    return found.formula1, found.error


@FORMS
def test_the_first_sheet_is_one_header_row_of_labels_with_nothing_merged(
    table: Table, tmp_path: Path
) -> None:
    sheet = opened(table, tmp_path).worksheets[0]

    assert [cell.value for cell in sheet[1]] == [column.label for column in template_columns(table)]
    assert sheet.max_row == 1
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "A2"
    assert all(cell.comment for cell in sheet[1])


@FORMS
def test_what_is_never_stored_has_no_column(table: Table) -> None:
    headers = {column.label for column in template_columns(table)}

    assert headers.isdisjoint(column.label for column in table.not_stored)


@FORMS
def test_no_two_forms_have_the_same_header(table: Table) -> None:
    header = [column.label for column in template_columns(table)]

    assert [
        other.name
        for other in TABLES.values()
        if other.has_form and [column.label for column in template_columns(other)] == header
    ] == [table.name]


def test_codes_are_text_so_that_leading_zeros_survive(form: Workbook) -> None:
    sheet = form.worksheets[0]

    assert sheet.column_dimensions[cell_below(sheet, "学校コード")[0]].number_format == "@"
    assert sheet.column_dimensions[cell_below(sheet, "年月")[0]].number_format == "yyyy-mm"


def test_a_number_may_be_a_symbol_that_says_why_there_is_none(form: Workbook) -> None:
    formula, message = rule(form.worksheets[0], "欠席日数計")

    assert '="x"' in formula
    assert ">=0" in formula
    assert "x（秘匿）" in message


def test_a_grade_is_a_whole_number_within_its_limits(form: Workbook) -> None:
    formula, message = rule(form.worksheets[0], "学年")

    assert ">=1" in formula
    assert "<=9" in formula
    assert '"x"' not in formula
    assert "1から9までの整数" in message


def test_choices_come_as_a_list(tmp_path: Path) -> None:
    formula, message = rule(opened(TABLES["absence_years"], tmp_path).worksheets[0], "理由")

    assert formula.strip('"').split(",") == list(TABLES["absence_years"].column("reason").choices)
    assert "不登校" in message


def test_a_table_with_dates_does_not_ask_for_the_year(form: Workbook) -> None:
    assert "年度" not in [cell.value for cell in form.worksheets[0][1]]
    assert "年月" in [cell.value for cell in form.worksheets[0][1]]


def test_the_guide_names_what_must_not_be_written(form: Workbook) -> None:
    notes = [str(row[0]) for row in form["項目の説明"].iter_rows(max_row=8, values_only=True)]

    (forbidden,) = (note for note in notes if "書かないでください（書かれていても" in note)
    assert "氏名" in forbidden
    assert "児童生徒番号" in forbidden


@pytest.mark.parametrize("name", ["記入例（架空）", "記入例", "入力見本", "【記載例】小学校", "記 入 例"])
def test_sheets_of_examples_are_no_data(name: str) -> None:
    assert why_no_data(name) == "記入例のシートです"


@pytest.mark.parametrize("name", ["", "Sheet1", "小学校", "例規", "説明"])
def test_other_sheets_may_hold_data(name: str) -> None:
    assert why_no_data(name) == ""
