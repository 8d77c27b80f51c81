"""Tables of one city, which name no municipality in their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, Intake, read_file
from edu_dx.intake.context import OwnMunicipality

Write = Callable[..., Path]
OWN = OwnMunicipality("092029", "みほん市", "栃木県")


def only(path: Path, municipality: OwnMunicipality | None = OWN) -> Intake:
    (intake,) = read_file(path, context=Context(municipality=municipality))
    return intake


def test_ages_of_the_own_city_with_bands_between_them(write_xlsx: Write) -> None:
    rows: Sequence[Sequence[object]] = [
        ["みほん市 年齢別人口（令和6年4月1日現在）"],
        ["年齢", "男", "女", "計"],
        ["総数", 40, 50, 90],
        ["0～4歳", 20, 25, 45],
        *([f"{age}歳", 4, 5, 9] for age in range(5)),
        ["5～9歳", 20, 25, 45],
        *([age, 4, 5, 9] for age in range(5, 10)),
    ]
    intake = only(write_xlsx("表.xlsx", rows))
    assert set(intake.frame["municipality_code"]) == {"092029"}
    assert set(intake.frame["as_of"].dt.date) == {dt.date(2024, 4, 1)}
    single = intake.frame[
        (intake.frame["age_from"] == intake.frame["age_to"]) & (intake.frame["sex"] == "計")
    ]
    assert single["persons"].tolist() == [9] * 10
    assert [check.agrees for check in intake.receipt.totals] == [True]
    assert "みほん市（092029）の資料として読みました" in intake.receipt.warnings[0]


def test_another_citys_table_is_not_taken_for_the_own(write_csv: Write) -> None:
    path = write_csv(
        "表.csv", [["となり市 年齢別人口 令和6年4月1日現在"], ["年齢", "男", "女"], [0, 1, 2], [1, 1, 2]]
    )
    with pytest.raises(UserError, match="「となり市」とあります"):
        read_file(path, context=Context(municipality=OWN))


def test_outside_a_workspace_nobody_knows_whose_table_it_is(write_csv: Write) -> None:
    path = write_csv("R6.4.1.csv", [["年齢", "男", "女", "計"], [0, 1, 2, 3], [1, 1, 2, 3]])
    with pytest.raises(UserError, match="どの市区町村の資料か書かれていません"):
        read_file(path)


def test_neighbourhoods_are_not_the_city(write_csv: Write) -> None:
    path = write_csv("R6.4.1人口.csv", [["町丁名", "年齢", "男", "女", "計"], ["一丁目", 0, 1, 2, 3]])
    with pytest.raises(UserError, match="見出しが見つかりません"):
        read_file(path, table="population", context=Context(municipality=OWN))


def test_population_by_year_across_columns(write_csv: Write) -> None:
    rows = [
        ["人口の推移"],
        ["団体コード", "市区町村名", "平成31年", "令和2年"],
        ["092029", "みほん市", "1,000", 990],
    ]
    intake = only(write_csv("表.csv", rows))
    assert intake.frame[["fiscal_year", "persons"]].values.tolist() == [[2018, 1000], [2019, 990]]
    assert any("各年1月1日現在" in warning for warning in intake.receipt.warnings)


def test_births_of_the_own_city_by_month(write_csv: Write) -> None:
    rows = [["年月", "出生数"], ["令和6年4月", 40], ["2024/05", 38], ["令和6年6月分", "4１"], ["計", 119]]
    intake = only(write_csv("みほん市_出生.csv", rows))
    assert intake.frame["births"].tolist() == [40, 38, 41]
    assert intake.frame["period_end"].dt.date.tolist() == [
        dt.date(2024, 4, 30),
        dt.date(2024, 5, 31),
        dt.date(2024, 6, 30),
    ]
    assert intake.receipt.totals[0].agrees


def test_births_of_the_own_city_by_fiscal_year(write_csv: Write) -> None:
    intake = only(write_csv("表.csv", [["年度", "出生数（人）"], ["R4", 700], ["R5", 650]]))
    assert intake.frame[["fiscal_year", "births"]].values.tolist() == [[2022, 700], [2023, 650]]


def test_months_of_a_fiscal_year_run_into_the_next_calendar_year(write_csv: Write) -> None:
    months = [*range(4, 13), 1, 2, 3]
    rows = [["令和5年度 月別出生数"], ["月", "出生数"], *[[f"{m}月", m] for m in months], ["合計", 78]]
    intake = only(write_csv("出生.csv", rows))
    frame = intake.frame
    assert dict(zip(frame["period_start"].dt.strftime("%Y-%m"), frame["births"], strict=True)) == {
        f"{2023 + (m < 4)}-{m:02d}": m for m in months
    }
    assert set(frame["fiscal_year"]) == {2023}
    assert all(check.agrees for check in intake.receipt.totals)
