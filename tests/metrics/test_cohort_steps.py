from edu_dx.metrics.cohort_steps import cohort_steps
from tests.metrics import surveys
from tests.metrics.surveys import panel

YEARLY = panel(surveys.YEARLY)


def test_a_step_follows_the_cohort_of_the_same_school():
    steps = cohort_steps(YEARLY.years, YEARLY.pupils, YEARLY.types)
    first = steps.where(steps.from_grade == 1)
    assert [int(value[0]) for value in (first.to_grade, first.years, first.from_pupils, first.to_pupils)] == [
        2, 1, 100, 102,
    ]  # fmt: skip
    assert YEARLY.schools[first.unit[0]] == ("小学校", "甲")
    assert len(steps) == 5 + 2


def test_a_survey_that_leaves_a_school_out_breaks_its_cohorts():
    gone = panel(
        {
            (2022, "小学校", "甲"): [10] * 6,
            (2022, "小学校", "乙"): [10] * 6,
            (2023, "小学校", "甲"): [10] * 6,
            (2024, "小学校", "甲"): [10] * 6,
            (2024, "小学校", "乙"): [10] * 6,
        }
    )
    steps = cohort_steps(gone.years, gone.pupils, gone.types)
    assert {gone.schools[unit] for unit in steps.unit} == {("小学校", "甲")}
