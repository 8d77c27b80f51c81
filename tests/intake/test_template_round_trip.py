"""What a section types into a template comes out of intake, for every table that has one."""

import warnings
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from edu_dx.errors import UserError
from edu_dx.intake.read import Intake, read_file
from edu_dx.intake.template.columns import example_cell, template_columns
from edu_dx.intake.template.workbook import write_template
from edu_dx.tables import TABLES, Table

FORMS = [table for table in TABLES.values() if table.has_form]


def filled_in(table: Table, folder: Path) -> Path:
    """The table's template with its example typed into the first sheet, as Excel would store it."""
    path = folder / f"{table.name}.xlsx"
    write_template(table, path)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # openpyxl keeps no custom validation messages it cannot parse
        book = load_workbook(path)
    for index, column in enumerate(template_columns(table), start=1):
        book.worksheets[0].cell(2, index).value = example_cell(column)
    book.save(path)
    return path


def read_back(table: Table, folder: Path) -> Intake:
    intakes = read_file(filled_in(table, folder))
    assert [intake.table for intake in intakes] == [table.name]
    return intakes[0]


@pytest.mark.parametrize("table", FORMS, ids=lambda table: table.name)
def test_a_template_filled_with_its_example_gives_one_row(table: Table, tmp_path: Path) -> None:
    intake = read_back(table, tmp_path)

    assert (intake.receipt.rows_ok, intake.receipt.rows_rejected) == (1, 0)
    row = intake.frame.iloc[0]
    blank = [c.label for c in template_columns(table) if pd.isna(row[c.name])]
    assert blank == []


@pytest.mark.parametrize("table", FORMS, ids=lambda table: table.name)
def test_the_sheets_that_explain_a_template_are_not_read(table: Table, tmp_path: Path) -> None:
    intake = read_back(table, tmp_path)

    assert {left.sheet: left.reason for left in intake.receipt.sheets_not_read} == {
        "記入例（架空）": "記入例のシートです",
        "項目の説明": "項目の説明のシートです",
    }


@pytest.mark.parametrize("table", FORMS, ids=lambda table: table.name)
def test_an_empty_template_is_answered_with_what_to_do(table: Table, tmp_path: Path) -> None:
    path = tmp_path / f"{table.name}.xlsx"
    write_template(table, path)

    with pytest.raises(UserError, match="見出しの下に行がありません"):
        read_file(path)
