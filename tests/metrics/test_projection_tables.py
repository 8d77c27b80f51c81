import pandas as pd
import pytest

from edu_dx.metrics.enrolment_forecast import project
from edu_dx.metrics.hindcast import CITY_GRADE, CITY_STAGE, CITY_TOTAL, hindcast
from edu_dx.metrics.prediction_range import ranged
from edu_dx.metrics.projection_tables import (
    errors_by_horizon,
    fan,
    grades_by_year,
    milestones,
    named,
    one_school,
    stages_by_year,
    years_by_grade,
)
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment

NO_BIRTHS = pd.Series(dtype="float64")
SHEETS = {
    (year, kind, school): pupils
    for year in (2023, 2024)
    for kind, school, pupils in (("小学校", "甲", [20] * 6), ("中学校", "乙", [18] * 3))
}


def projected(sheets, years=6):
    counts = pupil_counts(enrolment(sheets))
    projection = project(counts, NO_BIRTHS, base_year=2024, years=years, window=3)
    errors = hindcast(counts, NO_BIRTHS, window=3)
    levels = {level: ranged(projection, errors, level) for level in (CITY_GRADE, CITY_STAGE, CITY_TOTAL)}
    return counts, projection, levels


def test_milestones_stop_where_the_projection_does():
    assert milestones(2025, 15) == [2025, 2026, 2028, 2030, 2035, 2040]
    assert milestones(2025, 6) == [2025, 2026, 2028, 2030]


def test_a_short_projection_shows_every_year():
    assert milestones(2022, 3) == [2022, 2023, 2024, 2025]


def test_the_fan_starts_at_the_last_observed_year():
    counts, _, levels = projected(SHEETS, years=2)
    table = fan(counts.groupby("fiscal_year")["pupils"].sum(), levels[CITY_TOTAL]).set_index("fiscal_year")
    assert table.index.tolist() == [2023, 2024, 2025, 2026]
    assert table["observed"].tolist()[:2] == [174, 174]
    assert table.loc[2024, ["middle", "low", "range_high"]].tolist() == [174, 174, 174]
    assert pd.isna(table.loc[2023, "middle"]) and pd.isna(table.loc[2025, "observed"])


def test_years_and_stages_with_the_change_since_the_base_year():
    counts, _, levels = projected(SHEETS)
    table = stages_by_year(counts, levels, [2024, 2027]).set_index("fiscal_year")
    assert table.loc[2024, ["elementary", "junior_high", "middle"]].tolist() == [120, 54, 174]
    assert table.loc[2024, ["change", "rate"]].isna().all()
    assert table.loc[2027, "elementary"] == pytest.approx(120)
    assert table.loc[2027, "rate"] == pytest.approx(table.loc[2027, "change"] / 174)


def test_without_junior_high_schools_the_total_counts_the_surveyed_schools_alone():
    only = {key: pupils for key, pupils in SHEETS.items() if key[1] == "小学校"}
    counts, projection, levels = projected(only)
    table = stages_by_year(counts, levels, [2024, 2025]).set_index("fiscal_year")
    assert table.loc[2025, ["elementary", "junior_high", "middle"]].tolist() == pytest.approx([120, 20, 120])
    grades = grades_by_year(counts, projection.city, [2024, 2025]).set_index("grade")
    assert pd.isna(grades.loc[7, "y2024"]) and grades.loc[7, "y2025"] == 20


def test_one_schools_years_by_grade_are_the_same_numbers_turned():
    counts, projection, _ = projected(SHEETS)
    mine = one_school(counts, "乙")
    table = years_by_grade(mine, one_school(projection.schools, "乙"), [2024, 2025])
    assert table["fiscal_year"].tolist() == [2024, 2025]
    assert table.loc[1, ["g7", "g8", "g9"]].tolist() == pytest.approx([18, 18, 18])


def test_schools_carry_the_name_of_the_newest_survey():
    rows = enrolment(SHEETS)
    rows.loc[(rows["school_code"] == "甲") & (rows["fiscal_year"] == 2024), "school_name"] = "新しい名"
    assert named(pupil_counts(rows).query("school_code == '甲'"), rows)["school_name"].unique() == [
        "新しい名"
    ]


def test_errors_come_in_the_order_asked_for():
    errors = pd.DataFrame({"level": ["b", "a", "a", "c"], "horizon": [1, 5, 1, 1]})
    table = errors_by_horizon(errors, ["b", "a"], [1, 5])
    assert table.to_numpy().tolist() == [["b", 1], ["a", 1], ["a", 5]]
