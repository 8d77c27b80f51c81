import pytest

from edu_dx.metrics.school_shares import entry_shares
from tests.metrics.surveys import panel


def shares(sheets, base_year=2024):
    surveys = panel(sheets)
    return entry_shares(surveys, base_year=base_year, window=3).table(surveys.schools)


def test_shares_add_up_to_the_city():
    table = shares({(2024, "小学校", "甲"): [30, 30], (2024, "小学校", "乙"): [10, 20]})
    assert table["share"].sum() == pytest.approx(1)


def test_a_single_intake_says_nothing_beside_the_schools_grades():
    table = shares({(2024, "小学校", "甲"): [30, 30], (2024, "小学校", "乙"): [10, 20]})
    assert table.loc[("小学校", "乙"), "share"] == pytest.approx(30 / 90)
    assert table.loc[("小学校", "乙"), "raw_share"] == pytest.approx(10 / 40)


def test_a_closed_school_takes_no_share():
    table = shares(
        {(2023, "小学校", "旧"): [50, 50], (2023, "小学校", "甲"): [50, 50], (2024, "小学校", "甲"): [99, 99]}
    )
    assert table["share"].to_dict() == {("小学校", "甲"): pytest.approx(1)}


def test_a_new_school_gets_the_share_of_its_grades():
    table = shares(
        {(2023, "小学校", "甲"): [60, 60], (2024, "小学校", "甲"): [40, 40], (2024, "小学校", "新"): [20, 20]}
    )
    assert table.loc[("小学校", "新"), "share"] == pytest.approx(1 / 3, abs=0.06)
