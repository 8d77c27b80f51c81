"""Certificates by month and channel."""

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


def counts(intake: Intake) -> list[tuple[str, str, str, int]]:
    frame = intake.frame
    return list(
        zip(
            frame["month"].dt.strftime("%Y-%m"),
            frame["certificate_type"],
            frame["channel"],
            frame["count"],
            strict=True,
        )
    )


def test_one_row_a_month_certificate_and_channel(write_csv: Write) -> None:
    rows = [
        ["年月", "証明書", "交付方法", "件数", "手数料"],
        ["令和7年4月", "住民票の写し", "窓口交付", "1,234", "300円"],
        ["R7.5", "住民票の写し", "コンビニ交付", "４５", 250],
        ["2025-06", "住民票の写し", "ｵﾝﾗｲﾝ申請", 5, ""],
        ["2025/7", "住民票の写し", "伝書鳩", 5, ""],
        ["合計", "", "", "1,289", ""],
    ]
    intake = only(write_csv("表.csv", rows, encoding="cp932"))
    assert counts(intake) == [
        ("2025-04", "住民票の写し", "窓口", 1234),
        ("2025-05", "住民票の写し", "コンビニ", 45),
        ("2025-06", "住民票の写し", "オンライン", 5),
    ]
    assert intake.frame["fee"].astype("string").fillna("").tolist() == ["300", "250", ""]
    assert "伝書鳩" in intake.receipt.rejected[0].reason


def test_channels_across_columns_with_merged_months_and_fees(write_xlsx: Write) -> None:
    rows = [
        ["令和７年度　証明書交付件数"],
        ["年月", "証明書の種類", "交付件数（通）", None, None, "手数料（円）", None],
        [None, None, "窓口", "コンビニ", "計", "窓口", "コンビニ"],
        ["４月", "住民票の写し", 10, 5, 15, 300, 250],
        [None, "戸籍謄本", 4, "-", 4, 450, "-"],
        [None, "計", 14, 5, 19, None, None],
        ["年度合計", None, 14, 5, 19, None, None],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:B3", "C2:E2", "F2:G2", "A4:A6"]))
    assert counts(intake) == [
        ("2025-04", "住民票の写し", "窓口", 10),
        ("2025-04", "戸籍謄本", "窓口", 4),
        ("2025-04", "住民票の写し", "コンビニ", 5),
    ]
    assert intake.frame["fee"].tolist() == [300, 450, 250]
    assert all(check.agrees for check in intake.receipt.totals)
    assert {check.label for check in intake.receipt.totals} == {"4月計", "年度合計"}


def test_months_across_columns(write_csv: Write) -> None:
    rows = [
        ["令和6年度 証明書交付件数"],
        ["証明書の種類", "受取方法", "4月", "5月", "3月", "合計"],
        ["住民票", "窓口", 10, 20, 30, 60],
        ["計", "", 10, 20, 30, 60],
    ]
    assert counts(only(write_csv("表.csv", rows))) == [
        ("2024-04", "住民票", "窓口", 10),
        ("2024-05", "住民票", "窓口", 20),
        ("2025-03", "住民票", "窓口", 30),
    ]


def test_months_outside_the_stated_year_are_rejected(write_csv: Write) -> None:
    rows = [
        ["令和6年度"],
        ["年月", "証明書", "受取方法", "件数"],
        ["2025-04", "住民票", "窓口", 1],
        ["2025-03", "住民票", "窓口", 2],
    ]
    intake = only(write_csv("表.csv", rows))
    assert counts(intake) == [("2025-03", "住民票", "窓口", 2)]
    assert "2025年度" in intake.receipt.rejected[0].reason


def test_columns_that_are_no_counts_or_parts_of_a_sum_are_not_added(write_csv: Write) -> None:
    header = [
        "年月",
        "証明書",
        "本庁窓口",
        "支所窓口",
        "窓口計",
        "コンビニ",
        "コンビニ金額",
        "前年窓口",
        "計",
    ]
    intake = only(write_csv("表.csv", [header, ["R6.4", "住民票", 100, 20, 120, 50, 10000, 99, 170]]))
    assert counts(intake) == [
        ("2024-04", "住民票", "窓口", 120),
        ("2024-04", "住民票", "コンビニ", 50),
    ]


def test_counts_beside_amounts_below_their_channel(write_xlsx: Write) -> None:
    rows = [
        ["年月", "証明書", "窓口", None, "コンビニ", None],
        [None, None, "件数", "金額", "件数", "金額"],
        ["R6.4", "住民票", 100, 30000, 50, 10000],
    ]
    intake = only(write_xlsx("表.xlsx", rows, merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]))
    assert [count for *_, count in counts(intake)] == [100, 50]


def test_channels_of_several_years_side_by_side_are_refused(write_xlsx: Write) -> None:
    rows = [
        ["月", "証明書", "令和5年度", None, "令和6年度", None],
        [None, None, "窓口", "コンビニ", "窓口", "コンビニ"],
        ["4月", "住民票", 100, 30, 50, 10],
    ]
    with pytest.raises(UserError, match="見出し"):
        only(write_xlsx("表.xlsx", rows, merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]))
