"""The ministries' tables and two cities' lists, as published."""

from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Context, read_file
from edu_dx.tables.codes import is_school_code

NATION = {  # births of the previous calendar year, printed in the row 合計
    "1603ssjin.xls": 1024041,
    "1703ssjin.xls": 997781,
    "1803ssjin.xls": 964690,
    "1903ssjin.xls": 937542,
    "2003ssjin.xls": 884767,
}


@pytest.mark.parametrize("name", NATION)
def test_population_and_births_of_every_municipality(shared_data: Path, name: str) -> None:
    births, population = read_file(shared_data / "juki-municipal-population" / name)
    assert (births.table, population.table) == ("births", "population")
    year = 2000 + int(name[:2])
    assert set(population.frame["as_of"].dt.strftime("%Y-%m-%d")) == {f"{year}-01-01"}
    assert set(births.frame["fiscal_year"]) == {year - 1}
    cities = births.frame[~births.frame["municipality_name"].str.contains(".市.*区$")]
    assert cities["births"].sum() == NATION[name]
    for intake in (births, population):
        assert intake.receipt.rejected == ()
        assert intake.receipt.totals
        assert all(check.agrees for check in intake.receipt.totals)
    assert len(births.frame) == 1922
    assert "092029" in set(births.frame["municipality_code"])


@pytest.mark.parametrize("name", ["1604ssnen.xls", "2004ssnen.xls"])
def test_population_by_age_band(shared_data: Path, name: str) -> None:
    (intake,) = read_file(shared_data / "juki-municipal-population" / name)
    assert len(intake.frame) == 1922 * 3 * 22
    assert intake.receipt.rejected == ()
    disagreeing = [check.label for check in intake.receipt.totals if not check.agrees]
    assert all(label.startswith("合計") for label in disagreeing)


def test_the_school_register_of_2021(shared_data: Path) -> None:
    (intake,) = read_file(shared_data / "mext-school-codes/mext_20210305-mxt_chousa01-000011635_01.csv")
    assert len(intake.frame) == 32633
    assert intake.receipt.fiscal_years == (2020,)
    assert intake.receipt.warnings == ()
    assert intake.frame["school_code"].map(is_school_code).all()
    by_code = intake.frame.set_index("school_code")
    assert by_code.loc["B109210000680", ["school_name", "establishment"]].tolist() == [
        "足利市立矢場川小学校",
        "公立",
    ]


def test_the_school_register_of_2025_keeps_92_codes_that_break_the_rule(shared_data: Path) -> None:
    (intake,) = read_file(shared_data / "mext-school-codes/mext_20251226-mxt_chousa01-000011635_1.xlsx")
    assert len(intake.frame) == 34163
    assert intake.receipt.fiscal_years == (2025,)
    assert (~intake.frame["school_code"].map(is_school_code)).sum() == 92
    assert "92件" in intake.receipt.warnings[0]
    assert intake.frame["branch"].value_counts().to_dict() == {"本校": 31651, "廃校": 2231, "分校": 281}


def test_municipality_codes(shared_data: Path) -> None:
    municipalities, wards = read_file(shared_data / "jp-codes/000925835.xlsx")
    assert (len(municipalities.frame), len(wards.frame)) == (1794, 191)
    assert municipalities.receipt.rejected == wards.receipt.rejected == ()


def test_boards_of_education(shared_data: Path) -> None:
    found = read_file(shared_data / "jp-codes/mext_20260409-mxt_chousa01-000021273_1.xlsx")
    boards = found[0]
    assert boards.receipt.fiscal_years == (2026,)
    assert len(boards.frame) == 1860
    assert "092202" in set(boards.frame["board_code"])
    assert {sheet.sheet for sheet in boards.receipt.sheets_not_read} == {"表紙"}


def test_ashikaga_by_grade(shared_data: Path) -> None:
    (intake,) = read_file(shared_data / "ashikaga/足利市_児童生徒数_学校基本調査.csv")
    sums = intake.frame.groupby("fiscal_year")["pupils"].sum()
    assert sums.to_dict() == {2020: 6500, 2022: 6038}
    assert set(intake.frame["school_code"]) == {"092029"}
    assert intake.receipt.encoding == "cp932"


def test_tsukubamirai_needs_a_year(shared_data: Path) -> None:
    path = shared_data / "class-counts/つくばみらい市_学年別児童数・学級数.csv"
    with pytest.raises(UserError, match="--fiscal-year"):
        read_file(path)
    (intake,) = read_file(path, context=Context(fiscal_year=2023))
    assert (intake.frame["pupils"].sum(), intake.frame["classes"].sum(), len(intake.frame)) == (3562, 125, 54)
