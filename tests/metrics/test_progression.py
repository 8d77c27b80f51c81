import pytest

from edu_dx.metrics.progression import city_progression, junior_high_ratio
from tests.metrics import surveys
from tests.metrics.surveys import cohorts_since, panel

YEARLY = panel(surveys.YEARLY)
# 足利市 R2 and R4, grades 1-6 (栃木県 学校基本調査).
GAP = panel(
    {
        (2020, "小学校", "092029"): [1014, 1060, 1005, 1080, 1129, 1212],
        (2022, "小学校", "092029"): [933, 952, 1009, 1061, 1007, 1076],
    }
)


def test_raw_ratios_by_hand():
    table = city_progression(cohorts_since(2023, YEARLY)).table.set_index(["from_grade", "to_grade"])
    assert table.loc[(1, 2), "raw"] == pytest.approx(1.02)
    assert table.loc[(8, 9), "raw"] == pytest.approx(84 / 80)


def test_with_one_step_a_grade_all_grades_share_the_stages_ratio():
    progression = city_progression(cohorts_since(2023, YEARLY))
    assert progression.path(1, 2) == pytest.approx(500 / 500)
    assert progression.path(7, 9) == pytest.approx((164 / 160) ** 2)


def test_a_two_year_step_is_used_as_it_is_and_its_root_for_a_single_year():
    progression = city_progression(cohorts_since(2020, GAP))
    two_years = (1009 + 1061 + 1007 + 1076) / (1014 + 1060 + 1005 + 1080)
    assert progression.table["raw"].tolist() == pytest.approx(
        [1009 / 1014, 1061 / 1060, 1007 / 1005, 1076 / 1080]
    )
    assert progression.path(1, 3) == pytest.approx(two_years)
    assert progression.path(1, 2) == pytest.approx(two_years**0.5)
    assert progression.path(1, 4) == pytest.approx(two_years * two_years**0.5)


def test_a_path_uses_two_year_steps_where_there_are_any():
    progression = city_progression(cohorts_since(2020, GAP))
    assert progression.path(1, 5) == pytest.approx(progression.path(1, 3) * progression.path(3, 5))


def test_junior_high_share_by_hand():
    ratio, went, left = junior_high_ratio(
        cohorts_since(2023, YEARLY), city_progression(cohorts_since(2023, YEARLY))
    )
    assert (went, left) == (90, 100)
    assert ratio == pytest.approx(0.9)


def test_no_junior_high_school_no_share():
    assert junior_high_ratio(cohorts_since(2020, GAP), city_progression(cohorts_since(2020, GAP)))[0] is None


def test_junior_high_share_over_a_gap_bridges_the_grades_between():
    over_gap = panel(
        {
            (2020, "小学校", "甲"): [100, 100, 100, 100, 100, 100],
            (2022, "小学校", "甲"): [100, 100, 121, 121, 121, 121],
            (2022, "中学校", "乙"): [99, 88, 77],
        }
    )
    progression = city_progression(cohorts_since(2020, over_gap))
    ratio, went, due = junior_high_ratio(cohorts_since(2020, over_gap), progression)
    # 小5 of 2020 grows by 1.1 into 小6 of 2021 and is 99 in 中1; 小6 of 2020 is 88 in 中2.
    assert (went, due) == (pytest.approx(99 + 88), pytest.approx(110 + 100))
    assert ratio == pytest.approx(187 / 210)


def test_a_continuous_school_keeps_its_own_pupils():
    school = panel(
        {
            (2023, "義務教育学校", "丙"): [10, 10, 10, 10, 10, 20, 20, 20, 20],
            (2024, "義務教育学校", "丙"): [10, 10, 10, 10, 10, 10, 18, 20, 20],
        }
    )
    progression = city_progression(cohorts_since(2023, school))
    assert progression.continuous == pytest.approx(18 / 20)
    assert progression.path(6, 7) == pytest.approx(0.9)
    assert junior_high_ratio(cohorts_since(2023, school), progression)[0] is None


def test_years_before_since_are_not_used():
    later = panel(
        {
            (2019, "小学校", "甲"): [500] * 6,
            (2023, "小学校", "甲"): [100] * 6,
            (2024, "小学校", "甲"): [100] * 6,
        }
    )
    assert city_progression(cohorts_since(2023, later)).table["years"].tolist() == [1] * 5
