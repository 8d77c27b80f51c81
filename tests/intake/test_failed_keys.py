"""Names, codes and days that a failed formula should have given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.intake import read_file

Write = Callable[..., Path]
ENROLMENT = [
    ["令和7年5月1日現在　児童数"],
    ["学校名", "1年", "2年", "3年"],
    ["みほん小学校", 10, 20, 30],
    ["ためし小学校", 11, 21, 31],
]


@pytest.mark.parametrize("failed", ["#N/A", "=VLOOKUP(A9,Z:Z,1)"])
def test_nobody_is_called_by_an_error(write_xlsx: Write, failed: str) -> None:
    (intake,) = read_file(write_xlsx("表.xlsx", [*ENROLMENT, [failed, 12, 22, 32]]))
    assert set(intake.frame["school_name"]) == {"みほん小学校", "ためし小学校"}
    (rejected,) = intake.receipt.rejected
    assert rejected.row == 5
    assert "「学校名」の" in rejected.reason


def test_a_name_beside_a_failed_code_is_not_taken_in_its_place(write_csv: Write) -> None:
    rows = [
        ["学校コード", "学校名", "測定日時", "測定場所", "下り（Mbps）"],
        ["B109299900014", "みほん小学校", "2025-06-03 10:40", "3年1組教室", 120.5],
        ["#N/A", "ためし小学校", "2025-06-03 10:40", "3年1組教室", 98.1],
    ]
    (intake,) = read_file(write_csv("表.csv", rows))
    assert intake.frame["school_code"].tolist() == ["B109299900014"]
    assert [row.row for row in intake.receipt.rejected] == [3]


def test_rows_below_a_failed_key_are_not_given_an_earlier_one(write_csv: Write) -> None:
    rows = [
        ["年月", "証明書の種類", "受取方法", "件数"],
        ["2025-04", "住民票の写し", "窓口", 10],
        ["2025-04", "", "コンビニ", 5],
        ["2025-04", "#REF!", "窓口", 7],
        ["2025-04", "", "コンビニ", 8],
    ]
    (intake,) = read_file(write_csv("表.csv", rows))
    assert intake.frame["count"].tolist() == [10, 5]
    assert [row.row for row in intake.receipt.rejected] == [4, 5]


def test_a_list_that_is_kept_as_it_is_written_keeps_the_error_too(write_csv: Write) -> None:
    rows = [
        ["行事", "会場", "持ち物"],
        ["開会式", "体育館", "上履き"],
        ["講演", "#N/A", "筆記用具"],
        ["閉会式", "体育館", "なし"],
    ]
    (intake,) = read_file(write_csv("令和7年度_行事一覧.csv", rows))
    assert intake.table == "listings"
    assert "#N/A" in set(intake.frame["value"])
    assert intake.receipt.rejected == ()
