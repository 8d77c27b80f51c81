"""Kobe's yearly workbooks (神戸市教育委員会, 1 May 2010-2014) against the totals that they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.intake import Intake, read_file

PUBLISHED = {  # (schools, classes, pupils, first grade)
    (2010, "小学校"): (166, 2848, 80136, 12970),
    (2011, "小学校"): (166, 2851, 79156, 12677),
    (2012, "小学校"): (166, 2866, 78204, 12496),
    (2013, "小学校"): (166, 2862, 77554, 12757),
    (2014, "小学校"): (167, 2856, 77103, 12605),
    (2010, "中学校"): (85, 1122, 35728, 12039),
    (2011, "中学校"): (84, 1143, 36453, 12462),
    (2012, "中学校"): (84, 1154, 36877, 12256),
    (2013, "中学校"): (84, 1157, 36895, 12097),
    (2014, "中学校"): (84, 1160, 36317, 11904),
}
SPECIAL_SUPPORT = {
    2010: (889, 324),
    2011: (925, 338),
    2012: (1006, 335),
    2013: (1037, 383),
    2014: (1075, 423),
}


@pytest.fixture(scope="module")
def kobe(shared_data: Path) -> dict[int, list[Intake]]:
    folder = shared_data / "kobe-school-enrolment"
    return {year: read_file(folder / f"{year}0501.xls") for year in range(2010, 2015)}


@pytest.mark.parametrize(("year", "school_type"), PUBLISHED)
def test_the_sums_are_the_printed_totals(kobe: dict[int, list[Intake]], year: int, school_type: str) -> None:
    (intake,) = [i for i in kobe[year] if set(i.frame["school_type"]) == {school_type}]
    frame = intake.frame
    first = frame[frame["grade"] == (1 if school_type == "小学校" else 7)]
    found = (
        frame["school_code"].nunique(),
        frame["classes"].sum(),
        frame["pupils"].sum(),
        first["pupils"].sum(),
    )
    assert found == PUBLISHED[year, school_type]
    assert set(frame["fiscal_year"]) == {year}
    assert intake.receipt.rejected == ()


@pytest.mark.parametrize("year", range(2010, 2015))
def test_schools_wards_and_the_printed_total_agree(kobe: dict[int, list[Intake]], year: int) -> None:
    for intake in kobe[year]:
        checks = intake.receipt.totals
        assert len(checks) == 11
        assert all(check.agrees for check in checks)
        assert {check.parts for check in checks if check.label == "合計"} == {"すべての行", "小計の和"}
    special = tuple(int(intake.frame["special_support_pupils"].sum()) for intake in kobe[year])
    assert special == SPECIAL_SUPPORT[year]


def test_namesakes_are_told_apart_by_their_ward(kobe: dict[int, list[Intake]]) -> None:
    elementary = kobe[2012][0].frame
    namesakes = {code for code in elementary["school_code"] if code.startswith("平野")}
    assert namesakes == {"平野小学校（兵庫区）", "平野小学校（西区）"}
    assert {"本山南小学校", "六甲アイランド小学校"} <= set(elementary["school_code"])


def test_the_keys_stay_the_same_over_the_years(kobe: dict[int, list[Intake]]) -> None:
    keys = [set(kobe[year][0].frame["school_code"]) for year in (2012, 2014)]
    assert len(keys[0] & keys[1]) >= 164


def test_other_sheets_are_listed_with_their_reason(kobe: dict[int, list[Intake]]) -> None:
    for intakes in kobe.values():
        reasons = {sheet.sheet: sheet.reason for sheet in intakes[0].receipt.sheets_not_read}
        assert set(reasons) == {"総括表", "幼園児", "高校生", "特別支援学校生", "高専生"}
        assert "総括表" in reasons["総括表"]


def test_the_place_without_a_name_is_set_apart(kobe: dict[int, list[Intake]]) -> None:
    kinds = {row.row: row.kind.value for row in kobe[2012][1].receipt.not_data}
    assert kinds[27] == "休校・在籍なし"
    assert kinds[5] == "前年・増減"
