from edu_dx.metrics.cohort_steps import cohort_steps
from edu_dx.metrics.pupil_counts import pupil_counts
from edu_dx.metrics.survey_panel import SurveyPanel
from tests.metrics.surveys import enrolment


def counts(sheets):
    return SurveyPanel.of(pupil_counts(enrolment(sheets)))


YEARLY = counts(
    {
        (2023, "小学校", "甲"): [100, 100, 100, 100, 100, 100],
        (2024, "小学校", "甲"): [90, 102, 100, 98, 100, 100],
        (2023, "中学校", "乙"): [80, 80, 80],
        (2024, "中学校", "乙"): [90, 80, 84],
    }
)


def test_a_step_follows_the_cohort_of_the_same_school():
    steps = cohort_steps(YEARLY.years, YEARLY.pupils, YEARLY.types)
    first = steps.where(steps.from_grade == 1)
    assert [int(value[0]) for value in (first.to_grade, first.years, first.from_pupils, first.to_pupils)] == [
        2, 1, 100, 102,
    ]  # fmt: skip
    assert YEARLY.schools[first.unit[0]] == ("小学校", "甲")
    assert len(steps) == 5 + 2


def test_a_survey_that_leaves_a_school_out_breaks_its_cohorts():
    gone = counts(
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
