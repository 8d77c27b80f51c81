import pandas as pd
import pytest

from edu_dx.metrics.enrolment_forecast import ENTERING, LEAVING, SEEN, project
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment

NO_BIRTHS = pd.Series(dtype="float64")
STEADY = {
    (year, kind, school): pupils
    for year in (2022, 2023, 2024)
    for kind, school, pupils in (
        ("小学校", "甲", [20] * 6),
        ("小学校", "乙", [60] * 6),
        ("中学校", "丙", [72] * 3),
    )
}


def projection(sheets, births=NO_BIRTHS, base_year=2024, years=10):
    counts = pupil_counts(enrolment(sheets))
    return project(counts, births, base_year=base_year, years=years, window=3)


def test_a_steady_city_stays_as_it_is():
    city = projection(STEADY).city
    assert city.loc[city["grade"] <= 6, "middle"].tolist() == pytest.approx([80] * 60)
    assert city.loc[city["grade"] >= 7, "middle"].tolist() == pytest.approx([72] * 30)


def test_schools_add_up_to_the_city_in_every_scenario():
    result = projection(STEADY)
    keys = ["fiscal_year", "school_type", "grade"]
    of_schools = result.schools.groupby(keys)[["low", "middle", "high"]].sum()
    of_city = result.city.set_index(keys)[["low", "middle", "high"]].sort_index()
    pd.testing.assert_frame_equal(of_schools, of_city, check_names=False)


def test_where_each_cohort_stood_in_the_base_year():
    city = projection(STEADY, years=8).city.set_index(["fiscal_year", "grade"])["origin"]
    assert city[2025, 2] == SEEN
    assert city[2025, 1] == ENTERING
    assert city[2025, 7] == LEAVING  # last year's 小6
    assert city[2027, 9] == LEAVING
    assert city[2030, 7] == LEAVING  # the base year's 小1
    assert city[2031, 7] == ENTERING
    assert city[2032, 7] == ENTERING


def test_two_years_of_ashikaga_with_births_by_hand():
    city_rows = {
        (2020, "小学校", "092029"): [1014, 1060, 1005, 1080, 1129, 1212],
        (2022, "小学校", "092029"): [933, 952, 1009, 1061, 1007, 1076],
    }
    births = pd.Series({2022: 963.0, 2023: 973.0, 2024: 883.0})
    result = projection(city_rows, births, base_year=2022, years=2)
    city = result.city.set_index(["fiscal_year", "grade"])["middle"]
    two_years = 4153 / 4159
    assert city[2024, 3] == pytest.approx(933 * two_years)
    assert city[2024, 6] == pytest.approx(1061 * two_years)
    assert city[2024, 1] == pytest.approx(883 * 933 / 963)
    assert city[2024, 2] == pytest.approx(973 * 933 / 963 * two_years**0.5)


def test_without_junior_high_schools_the_leavers_are_followed_whole_and_no_school_is_made_up():
    result = projection({(2023, "小学校", "甲"): [20] * 6, (2024, "小学校", "甲"): [20] * 6}, years=2)
    city = result.city.set_index(["fiscal_year", "school_type", "grade"])["middle"]
    assert result.junior_high is None
    assert city[2025, "中学校", 7] == 20
    assert (2025, "中学校", 8) not in city.index  # not surveyed in the base year
    assert set(result.schools["school_type"]) == {"小学校"}


def test_junior_high_schools_alone_lose_a_grade_a_year():
    result = projection({(2023, "中学校", "丙"): [30, 30, 30], (2024, "中学校", "丙"): [30, 30, 30]}, years=3)
    assert result.city[["fiscal_year", "grade"]].to_numpy().tolist() == [[2025, 8], [2025, 9], [2026, 9]]


def test_a_continuous_school_needs_no_junior_high_share():
    school = {(year, "義務教育学校", "丁"): [10, 10, 10, 10, 10, 10, 9, 9, 9] for year in (2022, 2023, 2024)}
    city = projection({**STEADY, **school}, years=2).city.set_index(["fiscal_year", "school_type", "grade"])
    assert city.loc[(2025, "義務教育学校", 7), "middle"] == pytest.approx(9)
    assert city.loc[(2025, "義務教育学校", 7), "origin"] == SEEN
    assert city.loc[(2025, "中学校", 7), "middle"] == pytest.approx(72)


def test_nobody_enters_a_junior_high_school_where_no_elementary_school_is_surveyed():
    schools = {
        (year, kind, school): pupils
        for year in (2023, 2024)
        for kind, school, pupils in (("中学校", "丙", [30] * 3), ("義務教育学校", "丁", [10] * 9))
    }
    city = projection(schools, years=15).city.set_index(["fiscal_year", "school_type", "grade"])["middle"]
    assert city[2026, "中学校", 9] == 30
    assert (2025, "中学校", 7) not in city.index
    assert (2035, "中学校", 7) not in city.index
    assert city[2035, "義務教育学校", 7] > 0


def test_a_last_survey_without_grade_one_is_projected_to_the_last_year_too():
    gap = {**STEADY, (2024, "小学校", "甲"): [None, *[20] * 5], (2024, "小学校", "乙"): [None, *[60] * 5]}
    city = projection(gap, years=3).city.set_index(["fiscal_year", "grade"])["middle"]
    assert [city[year, 1] for year in (2025, 2026, 2027)] == pytest.approx([80] * 3)


def test_surveys_after_the_base_year_are_not_looked_at():
    later = {**STEADY, (2025, "小学校", "甲"): [999] * 6}
    pd.testing.assert_frame_equal(projection(later).schools, projection(STEADY).schools)


def test_the_step_from_the_last_survey_is_used_however_long_ago_it_was():
    old = {(2015, "小学校", "甲"): [100] * 6, (2020, "小学校", "甲"): [100, 100, 100, 100, 100, 50]}
    city = projection(old, base_year=2020, years=5).city.set_index(["fiscal_year", "grade"])["middle"]
    assert city[2025, 6] == pytest.approx(50)
