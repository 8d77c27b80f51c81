"""Population and births by municipality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.intake import Context, Intake, read_file

Write = Callable[..., Path]
PLACES = [["092029", "栃木県", "足利市"], ["092011", "栃木県", "宇都宮市"]]


def by_table(path: Path) -> dict[str, Intake]:
    return {intake.table: intake for intake in read_file(path)}


def test_one_sheet_gives_population_and_births(write_xlsx: Write) -> None:
    rows = [
        ["令和2年1月1日住民基本台帳人口、令和元年（平成31年1月1日から令和元年12月31日まで）人口動態"],
        ["団体コード", "都道府県名", "市区町村名", "令和2年", None, None, None, "令和元年", None],
        [None, None, None, "人口", None, None, "世帯数", "住民票記載数", "住民票消除数"],
        [None, None, None, "男", "女", "計", None, "出生者数", "死亡者数"],
        [None, "合計", None, 30, 33, 63, 20, 5, 6],
        ["090000", "栃木県", None, 30, 33, 63, 20, 5, 6],
        [*PLACES[0], 10, 11, 21, 8, 2, 3],
        [*PLACES[1], 20, 22, 42, 12, 3, 3],
    ]
    merges = ["A2:A4", "B2:B4", "C2:C4", "D2:G2", "H2:I2", "D3:F3", "G3:G4"]
    found = by_table(write_xlsx("表.xlsx", rows, merges=merges))
    population, births = found["population"], found["births"]
    assert population.frame["persons"].sum() == 126
    assert set(population.frame["as_of"].dt.date) == {dt.date(2020, 1, 1)}
    assert set(population.frame["fiscal_year"]) == {2019}
    assert births.frame["births"].tolist() == [2, 3]
    assert births.frame["period_start"].dt.date.tolist() == [dt.date(2019, 1, 1)] * 2
    assert births.frame["period_end"].dt.date.tolist() == [dt.date(2019, 12, 31)] * 2
    for intake in found.values():
        assert (intake.receipt.rows_in, intake.receipt.rows_ok) == (8, 2)
        assert [check.agrees for check in intake.receipt.totals] == [True, True]


def test_wards_are_data_but_not_added_to_their_city(write_csv: Write) -> None:
    rows = [
        ["平成28年1月1日 人口"],
        ["団体コード", "都道府県名", "市区町村名", "人口"],
        ["010006", "北海道", "", 12],
        ["011002", "北海道", "札幌市", 9],
        ["011011", "北海道", "札幌市中央区", 9],
        ["012025", "北海道", "函館市*", 3],
    ]
    intake = by_table(write_csv("表.csv", rows))["population"]
    assert intake.frame["municipality_name"].tolist() == ["札幌市", "札幌市中央区", "函館市"]
    assert [check.agrees for check in intake.receipt.totals] == [True]
    assert "「*」" in intake.receipt.warnings[0]


def test_districts_are_sub_totals(write_csv: Write) -> None:
    rows = [
        ["令和2年1月1日 人口"],
        ["団体コード", "都道府県名", "市区町村名", "人口"],
        ["473804", "沖縄県", "八重山郡", 7],
        ["473812", "沖縄県", "八重山郡竹富町", 4],
        ["473821", "沖縄県", "八重山郡与那国町", 3],
    ]
    intake = by_table(write_csv("表.csv", rows))["population"]
    assert intake.frame["persons"].tolist() == [4, 3]
    assert intake.receipt.totals[0].agrees


def test_age_bands_across_columns(write_csv: Write) -> None:
    rows = [
        ["令和8年1月1日 年齢階級別人口"],
        ["団体コード", "都道府県名", "市区町村名", "性別", "総数", "0～4歳", "5～9", "100歳以上"],
        *([*PLACES[0], sex, 9, 5, 3, 1] for sex in ("計", "男")),
    ]
    frame = by_table(write_csv("表.csv", rows))["population"].frame
    assert frame[["age_from", "age_to"]].drop_duplicates().astype("string").fillna("").values.tolist() == [
        ["0", ""],
        ["0", "4"],
        ["5", "9"],
        ["100", ""],
    ]
    assert frame.groupby("sex")["persons"].sum().to_dict() == {"男": 18, "計": 18}


def test_ages_down_the_rows(write_csv: Write) -> None:
    rows = [
        ["令和6年4月1日現在 年齢別人口"],
        ["団体コード", "市町村名", "年齢", "男", "女", "計"],
        ["092029", "足利市", 0, 300, 280, 580],
        ["092029", "足利市", "１歳", 310, 290, 600],
    ]
    frame = by_table(write_csv("表.csv", rows))["population"].frame
    total = frame[frame["sex"] == "計"]
    assert total[["age_from", "age_to", "persons"]].values.tolist() == [[0, 0, 580], [1, 1, 600]]


def test_codes_are_mended_or_refused(write_csv: Write) -> None:
    rows = [
        ["年", "団体コード", "市区町村名", "出生数"],
        ["令和２年", "92029", "足利市", "９００"],
        ["令和2年", "09201", "宇都宮市", "4,000"],
        ["令和3年", "092028", "足利市", "880"],
        ["令和4年", "092029", "足利市", "-"],
        ["令和5年度", "092029", "足利市", "850"],
    ]
    intake = by_table(write_csv("表.csv", rows, encoding="cp932"))["births"]
    assert intake.frame["municipality_code"].tolist() == ["092029", "092011", "092029"]
    assert intake.frame["fiscal_year"].tolist() == [2020, 2020, 2023]
    assert intake.frame["period_start"].dt.month.tolist() == [1, 1, 4]
    reasons = {row.row: row.reason for row in intake.receipt.rejected}
    assert "末尾が 9" in reasons[4]
    assert "数がありません" in reasons[5]


def test_years_across_columns(write_csv: Write) -> None:
    rows = [
        ["出生数（暦年）"],
        ["団体コード", "市町村名", "平成30年", "令和元年"],
        ["092029", "足利市", 900, 850],
        ["092011", "宇都宮市", 4000, 3900],
        ["", "計", 4900, 4750],
    ]
    intake = by_table(write_csv("表.csv", rows))["births"]
    assert intake.frame.groupby("fiscal_year")["births"].sum().to_dict() == {2018: 4900, 2019: 4750}
    assert intake.receipt.totals[0].agrees


def test_years_of_which_only_the_first_names_its_era(write_csv: Write) -> None:
    rows = [
        ["人口（各年1月1日現在）"],
        ["団体コード", "市町村名", "平成30年", "31年", "令和2年", "3年"],
        ["092029", "足利市", 1400, 1390, 1380, 1370],
        ["092011", "宇都宮市", 5100, 5090, 5080, 5070],
    ]
    intake = by_table(write_csv("表.csv", rows))["population"]
    totals = intake.frame.groupby(intake.frame["as_of"].dt.year)["persons"].sum()
    assert totals.to_dict() == {2018: 6500, 2019: 6480, 2020: 6460, 2021: 6440}


@pytest.mark.parametrize(("day", "year"), [("平成24年3月31日", 2011), ("令和6年4月1日", 2024)])
def test_the_reference_day_of_the_title_and_not_its_fiscal_year(
    write_csv: Write, day: str, year: int
) -> None:
    rows = [
        [f"{day}住民基本台帳人口、平成23年度人口動態"],
        ["団体コード", "市区町村名", "人口"],
        ["092029", "足利市", 9],
    ]
    intake = by_table(write_csv("表.csv", rows))["population"]
    assert intake.receipt.fiscal_years == (year,)


def test_population_of_the_recommended_open_data_form(write_csv: Write) -> None:
    rows = [
        [
            "全国地方公共団体コード",
            "市区町村名",
            "調査年月日",
            "総人口",
            "0-4歳の男性",
            "0-4歳の女性",
            "世帯数",
        ],
        ["092029", "足利市", "2024-04-01", "140000", "2000", "1900", "60000"],
    ]
    frame = by_table(write_csv("表.csv", rows))["population"].frame
    assert frame[["sex", "age_from", "persons"]].values.tolist() == [
        ["計", 0, 140000],
        ["男", 0, 2000],
        ["女", 0, 1900],
    ]


def test_men_and_women_beside_the_population(write_csv: Write) -> None:
    rows = [["団体コード", "市区町村名", "人口", "男", "女"], ["092029", "足利市", 10, 4, 6]]
    frame = by_table(write_csv("令和6年1月1日現在.csv", rows))["population"].frame
    assert dict(zip(frame["sex"], frame["persons"], strict=True)) == {"計": 10, "男": 4, "女": 6}


def test_the_sum_of_births_is_taken_from_below_its_group(write_xlsx: Write) -> None:
    rows = [
        ["市区町村コード", "市区町村名", "出生数", None, None, "死亡数"],
        [None, None, "総数", "男", "女", "総数"],
        ["092029", "足利市", 700, 360, 340, 2100],
    ]
    path = write_xlsx("表.xlsx", rows, merges=["A1:A2", "B1:B2", "C1:E1"])
    (intake,) = read_file(path, context=Context(fiscal_year=2023))
    assert intake.frame["births"].tolist() == [700]


def test_births_are_not_those_of_the_year_that_a_reference_date_opens(write_csv: Write) -> None:
    rows = [["令和6年1月1日現在"], ["団体コード", "市区町村名", "出生数"], ["092029", "足利市", 700]]
    (intake,) = read_file(write_csv("表.csv", rows))
    assert intake.frame["period_start"].dt.date.tolist() == [dt.date(2023, 1, 1)]
