import pandas as pd
import pytest

from edu_dx.metrics.assumed_error import standard_errors
from edu_dx.metrics.enrolment_forecast import project
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment

COUNTS = pupil_counts(
    enrolment(
        {
            (2023, "小学校", "甲"): [100] * 6,
            (2024, "小学校", "甲"): [100] * 6,
            (2023, "中学校", "乙"): [80] * 3,
            (2024, "中学校", "乙"): [80] * 3,
        }
    )
)


NO_BIRTHS = pd.Series(dtype="float64")


def errors(births=NO_BIRTHS):
    projection = project(COUNTS, births, base_year=2024, years=4, window=3)
    rows = projection.city
    return rows.assign(error=standard_errors(projection, projection.city_cells)).set_index(
        ["fiscal_year", "grade"]
    )["error"]


def test_a_cohort_at_school_by_hand():
    # 100 children, one year, ratio fitted on five cohorts of 100.
    assert errors()[2025, 3] == pytest.approx((2 * 0.02 * 100 + 100**2 * 2 * 0.02 / 500) ** 0.5)


def test_going_to_junior_high_adds_the_chance_of_another_school():
    at_school = 2 * 0.02 * 80 + 80**2 * 2 * 0.02 / 160
    assert errors()[2025, 7] == pytest.approx((at_school + 80 * 0.2) ** 0.5)


def test_children_not_yet_at_school_are_less_certain():
    assert errors()[2025, 1] > errors()[2025, 2]


def test_projected_births_are_less_certain_than_known_ones():
    known = errors(pd.Series({2024: 110.0, 2025: 110.0, 2026: 110.0}))
    assert known[2027, 1] > known[2026, 1]
    assert known[2028, 1] > known[2027, 1]
