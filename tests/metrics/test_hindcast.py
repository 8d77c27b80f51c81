import pandas as pd
import pytest

from edu_dx.metrics.hindcast import (
    CITY_GRADE,
    CITY_STAGE,
    CITY_TOTAL,
    SCHOOL_GRADE,
    SCHOOL_TOTAL,
    error_table,
    hindcast,
)
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment

NO_BIRTHS = pd.Series(dtype="float64")
CITY = {
    (2021, "小学校", "甲"): [50, 50, 50, 50, 50, 50],
    (2022, "小学校", "甲"): [40, 50, 50, 50, 50, 50],
    (2023, "小学校", "甲"): [60, 40, 50, 50, 50, 50],
    (2024, "小学校", "甲"): [60, 60, 40, 50, 50, 50],
    (2021, "中学校", "乙"): [45, 45, 45],
    (2022, "中学校", "乙"): [45, 45, 45],
    (2023, "中学校", "乙"): [45, 45, 45],
    (2024, "中学校", "乙"): [40, 45, 45],
}


def results(births=NO_BIRTHS):
    return hindcast(pupil_counts(enrolment(CITY)), births, window=3)


def test_every_survey_with_an_earlier_one_is_a_base_year():
    pairs = results()[["base_year", "fiscal_year"]].drop_duplicates()
    assert pairs.to_numpy().tolist() == [[2022, 2023], [2022, 2024], [2023, 2024]]


def test_naive_rules_by_hand():
    rows = results().query("base_year == 2022 and fiscal_year == 2024").set_index(["level", "grade"])
    grade_two = rows.loc[(SCHOOL_GRADE, 2)]
    # 小2 of 2024 entered after 2022: the plain shift can only take the last 小1.
    assert (grade_two["same_grade"], grade_two["shift"], grade_two["actual"]) == (50, 40, 60)
    grade_three = rows.loc[(SCHOOL_GRADE, 3)]
    assert (grade_three["same_grade"], grade_three["shift"], grade_three["actual"]) == (50, 40, 40)


def test_the_plain_shift_of_the_city_moves_grade_six_up_unchanged():
    rows = results().query("base_year == 2023").set_index(["level", "grade"])
    assert rows.loc[(CITY_GRADE, 7), "shift"] == 50
    assert rows.loc[(SCHOOL_GRADE, 7), "shift"] == 45


def test_totals_are_sums_of_the_grades():
    rows = results().query("base_year == 2023").set_index("level")
    city = rows.loc[CITY_GRADE, ["actual", "method", "shift"]].sum()
    assert rows.loc[[CITY_TOTAL], ["actual", "method", "shift"]].sum().tolist() == pytest.approx(
        city.tolist()
    )
    for level in (CITY_STAGE, SCHOOL_TOTAL):
        assert rows.loc[level, "actual"].sum() == 440


def test_a_cohort_still_being_born_is_not_known_yet():
    known = results(pd.Series({2021: 50.0, 2022: 50.0}))
    told = results(pd.Series({2021: 50.0, 2022: 50.0, 2029: 9999.0}))
    pd.testing.assert_frame_equal(known, told)


def test_error_table_by_hand():
    rows = pd.DataFrame(
        {
            "level": ["x"] * 3,
            "actual": [100.0, 50.0, 0.0],
            "method": [90.0, 50.0, 3.0],
            "same_grade": [120.0, 40.0, 0.0],
            "shift": [100.0, 100.0, 0.0],
        }
    )
    table = error_table(rows, ["level"]).iloc[0]
    assert (table["n"], table["n_mape"]) == (3, 2)
    assert table["method_mae"] == pytest.approx(13 / 3)
    assert table["method_mape"] == pytest.approx((0.10 + 0) / 2)
    assert table["same_grade_mape"] == pytest.approx((0.2 + 0.2) / 2)
    assert table["shift_mape"] == pytest.approx((0 + 1) / 2)


def test_rows_without_a_grade_are_a_group_of_their_own():
    rows = pd.DataFrame({"grade": [1, None, 1, None], "actual": 10.0, "method": [9.0, 7.0, 8.0, 6.0]}).assign(
        same_grade=10.0, shift=10.0
    )
    table = error_table(rows, ["grade"])
    assert table["n"].tolist() == [2, 2]
    assert table["method_mae"].tolist() == [1.5, 3.5]
    assert table["grade"].isna().tolist() == [False, True]


def test_two_surveys_leave_nothing_to_compare():
    two = {key: pupils for key, pupils in CITY.items() if key[0] <= 2022}
    assert hindcast(pupil_counts(enrolment(two)), NO_BIRTHS, window=3).empty
