"""Tables of a city as cities publish them: population, births and certificates, in invented files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.intake.context import OwnMunicipality

Write = Callable[..., Path]
OWN = Context(municipality=OwnMunicipality("092991", "みほん市", "栃木県"))
MONTHS = [f"{month}月" for month in range(1, 13)]


def frame_of(intakes: list[Intake]) -> pd.DataFrame:
    return pd.concat([intake.frame for intake in intakes], ignore_index=True)


def test_ages_in_three_blocks_side_by_side(write_xlsx: Write) -> None:
    rows = [
        ["令和6年4月1日現在 年齢別人口（みほん市）"],
        ["年齢", "男", "女", "計"] * 3,
        ["0～4歳", 10, 11, 21, "5～9歳", 20, 21, 41, "10～14歳", 30, 31, 61],
        [0, 4, 5, 9, 5, 10, 11, 21, 10, 16, 16, 32],
        [1, 6, 6, 12, 6, 10, 10, 20, 11, 14, 15, 29],
    ]
    frame = frame_of(read_file(write_xlsx("表.xlsx", rows), context=OWN))
    single = frame[(frame["age_from"] == frame["age_to"]) & (frame["sex"] == "計")]
    assert dict(zip(single["age_from"], single["persons"], strict=True)) == {
        **{0: 9, 1: 12, 5: 21, 6: 20, 10: 32, 11: 29}
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["みほん市 町丁別人口 令和6年4月1日現在"], ["町丁名", "男", "女", "計"], ["本町1丁目", 1, 2, 3]],
        [
            ["みほん市 令和6年4月1日現在 人口"],
            ["年齢", "総数", "東地区", "西地区"],
            [0, 3, 1, 2],
            [1, 3, 1, 2],
        ],
        [["みほん市 令和5年 地区別出生数"], ["地区", "出生数"], ["東", 10], ["西", 12]],
    ],
)
def test_a_table_of_parts_of_the_city_is_not_the_citys(write_xlsx: Write, rows: list[list[object]]) -> None:
    with pytest.raises(UserError, match="見出し"):
        read_file(write_xlsx("表.xlsx", rows), context=OWN)


def births(write_xlsx: Write, rows: list[list[object]]) -> dict[str, int]:
    frame = frame_of(read_file(write_xlsx("表.xlsx", rows), context=OWN))
    return dict(zip(frame["period_start"].dt.strftime("%Y-%m"), frame["births"], strict=True))


def test_births_of_months_across_and_years_down(write_xlsx: Write) -> None:
    rows = [["みほん市 出生数の推移"], ["年", *MONTHS, "計"], ["令和5年", *range(2, 14), 90]]
    assert births(write_xlsx, rows) == {f"2023-{month:02}": month + 1 for month in range(1, 13)}


def test_births_of_a_fiscal_years_months(write_xlsx: Write) -> None:
    rows = [["みほん市 出生数"], ["年度", *MONTHS[3:], *MONTHS[:3]], ["令和5年度", *range(4, 16)]]
    found = births(write_xlsx, rows)
    assert (found["2023-04"], found["2023-12"], found["2024-03"]) == (4, 12, 15)


def test_births_of_the_months_of_the_titles_year(write_xlsx: Write) -> None:
    rows = [["みほん市 令和5年 出生数"], ["月", *MONTHS, "計"], ["出生数", *range(10, 22), 186]]
    assert births(write_xlsx, rows) == {f"2023-{month:02}": month + 9 for month in range(1, 13)}


def test_deaths_by_month_are_no_births(write_xlsx: Write) -> None:
    rows = [["みほん市 出生・死亡"], ["年", *MONTHS], ["令和5年", *range(12)]]
    with pytest.raises(UserError, match="見出し"):
        read_file(write_xlsx("表.xlsx", rows), context=OWN)


@pytest.mark.parametrize("certificate_first", [True, False])
def test_certificates_and_channels_both_across(write_xlsx: Write, certificate_first: bool) -> None:
    kinds, channels = ["住民票の写し", "印鑑登録証明書"], ["窓口", "コンビニ"]
    above, below = (kinds, channels) if certificate_first else (channels, kinds)
    rows = [
        ["令和6年度 証明書交付件数"],
        ["月", above[0], None, above[1], None, "合計"],
        [None, *below, *below, None],
        ["4月", 100, 50, 80, 40, 270],
        ["5月", 90, "x", 70, 45, 205],
        ["計", 190, 50, 150, 85, 475],
    ]
    (intake,) = read_file(write_xlsx("表.xlsx", rows, merges=["A2:A3", "B2:C2", "D2:E2", "F2:F3"]))
    frame = intake.frame
    found = frame.set_index([frame["month"].dt.month, "certificate_type", "channel"])["count"].to_dict()
    place = {
        True: lambda one, two: (kinds[one], channels[two]),
        False: lambda one, two: (kinds[two], channels[one]),
    }
    of = place[certificate_first]
    assert found == {
        **{(4, *of(0, 0)): 100, (4, *of(0, 1)): 50, (4, *of(1, 0)): 80, (4, *of(1, 1)): 40},
        **{(5, *of(0, 0)): 90, (5, *of(1, 0)): 70, (5, *of(1, 1)): 45},
    }
    assert any("秘匿" in warning for warning in intake.receipt.warnings)
    assert all(check.agrees for check in intake.receipt.totals)


def test_an_export_with_lines_before_its_header(write_csv: Write) -> None:
    rows = [
        ["出力日時", "2024/07/01 08:00"],
        ["集計期間", "2024/04/01～2024/06/30"],
        [],
        ["年月", "証明書名", "取得方法", "件数"],
        ["2024/04", "住民票の写し", "窓口", "100"],
        ["2024/04", "住民票の写し", "コンビニ", "x"],
        ["1 / 1 ページ"],
    ]
    (intake,) = read_file(write_csv("表.csv", rows))
    assert intake.frame["count"].tolist() == [100]
    assert [row.row for row in intake.receipt.rejected] == [6]
