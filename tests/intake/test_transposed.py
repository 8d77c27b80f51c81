"""Tables that lie on their side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Intake, read_file

Write = Callable[..., Path]


def only(path: Path) -> Intake:
    (intake,) = read_file(path)
    return intake


def test_schools_across_and_grades_down(write_xlsx: Write) -> None:
    rows = [
        ["令和6年5月1日現在 児童数", None, None, None],
        ["学校名", "甲小学校", "乙小学校", "計"],
        *([f"{grade}年", 10 + grade, 20 + grade, 30 + 2 * grade] for grade in range(1, 7)),
        ["計", 81, 141, 222],
    ]
    intake = only(write_xlsx("表.xlsx", rows))
    assert intake.frame.groupby("school_name")["pupils"].apply(list).to_dict() == {
        "甲小学校": [11, 12, 13, 14, 15, 16],
        "乙小学校": [21, 22, 23, 24, 25, 26],
    }
    assert intake.receipt.fiscal_years == (2024,)
    assert [check.agrees for check in intake.receipt.totals] == [True]
    assert any("行と列が入れ替わった表" in warning for warning in intake.receipt.warnings)
    assert intake.receipt.rows_in == intake.receipt.rows_ok + intake.receipt.rows_not_data == 4


def test_municipalities_across_and_years_down_stay_as_they_are_read(write_csv: Write) -> None:
    rows = [["団体コード", "市区町村名", "出生数"], ["092029", "足利市", 1], ["092011", "宇都宮市", 2]]
    intake = only(write_csv("令和5年度.csv", rows))
    assert not any("入れ替わった" in warning for warning in intake.receipt.warnings)


def test_a_column_of_question_numbers_is_no_header_of_ages(write_csv: Write) -> None:
    rows = [
        ["№", "年度", "学校名", "項目ID", "回答"],
        [1, 2025, "甲小学校", "1-1", "完全"],
        [2, 2025, "甲小学校", "1-2", "なし"],
    ]
    with pytest.raises(UserError, match="表の見出しが見つかりません"):
        read_file(write_csv("令和7年度.csv", rows))


def test_a_column_of_school_codes_is_no_header(write_csv: Write) -> None:
    rows = [
        ["学校コード", "学校種", "学校名ー", "学校所在地"],
        ["B109299900014", "B1", "みほん市立甲小学校", "みほん市"],
        ["B109299900023", "B1", "みほん市立乙小学校", "みほん市"],
    ]
    with pytest.raises(UserError, match="表の見出しが見つかりません"):
        read_file(write_csv("20250501.csv", rows))


def test_moments_are_no_question_numbers(write_csv: Write) -> None:
    """With the heading above the moments gone, the columns would else be questions and the first school a heading."""
    rows = [
        ["学校コード", "学校名", "", "測定場所", "下り(Mbps)", "上り(Mbps)"],
        ["B109299900014", "かえで小学校", "2025-06-03 10:40", "3年1組教室", 10.0, 10.0],
        ["B109299900023", "さくら小学校", "2025-06-04 10:40", "3年1組教室", 10.0, 10.0],
        ["B109299900032", "みどり小学校", "2025-06-05 10:40", "3年1組教室", 10.0, 10.0],
    ]
    with pytest.raises(UserError, match="表の見出しが見つかりません"):
        read_file(write_csv("回線.csv", rows))
