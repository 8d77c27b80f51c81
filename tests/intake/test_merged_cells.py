"""Merged cells below the header: keys that stand for several rows, numbers that stand for several cells."""

import datetime as dt

from edu_dx.intake import read_file

GRADES = [f"{grade}年" for grade in range(1, 7)]


def test_a_day_merged_over_its_rows_is_the_day_of_each(write_xlsx) -> None:
    rows = [
        ["基準日", "学校名", "学年", "児童数"],
        [dt.date(2025, 5, 1), "あおば小学校", 1, 30],
        [None, "あおば小学校", 2, 31],
        [None, "わかば小学校", 1, 20],
    ]
    [intake] = read_file(write_xlsx("表.xlsx", rows, merges=["A2:A4"]))
    assert intake.receipt.rows_ok == 3
    assert intake.frame["fiscal_year"].tolist() == [2025, 2025, 2025]


def test_a_blank_that_is_not_merged_is_not_filled(write_xlsx) -> None:
    rows = [
        ["基準日", "学校名", "学年", "児童数"],
        [dt.date(2025, 5, 1), "あおば小学校", 1, 30],
        [None, "わかば小学校", 1, 20],
    ]
    [intake] = read_file(write_xlsx("表.xlsx", rows))
    assert [(row.row, row.reason) for row in intake.receipt.rejected] == [(3, "「年度」がありません")]


def test_a_number_merged_over_two_grades_is_told_with_its_place(write_xlsx) -> None:
    rows = [
        ["学級数（令和7年5月1日現在）"],
        ["学校名", *GRADES, "計"],
        ["たに小学校", 1, None, 1, 1, 1, 1, 5],
    ]
    [intake] = read_file(write_xlsx("表.xlsx", rows, merges=["B3:C3"]))
    assert any("B3～C3の「1」" in warning for warning in intake.receipt.warnings)


def test_a_name_merged_over_two_columns_is_no_number(write_xlsx) -> None:
    rows = [
        ["令和7年5月1日"],
        ["学校名", None, *GRADES],
        ["たに小学校", None, 1, 2, 3, 4, 5, 6],
    ]
    [intake] = read_file(write_xlsx("表.xlsx", rows, merges=["A2:B2", "A3:B3"]))
    assert intake.frame["pupils"].tolist() == [1, 2, 3, 4, 5, 6]
    assert not any("結合" in warning for warning in intake.receipt.warnings)
