import numpy as np
import pytest

from edu_dx.metrics.pupil_counts import by_grade, has_schools, pupil_counts, stage_of, uncounted_grades
from tests.metrics.surveys import enrolment


def test_one_row_a_year_school_and_grade():
    counts = pupil_counts(enrolment({(2024, "小学校", "甲"): [10, 11, 12, 13, 14, 15]}))
    assert counts["grade"].tolist() == [1, 2, 3, 4, 5, 6]
    assert counts["pupils"].tolist() == [10, 11, 12, 13, 14, 15]


def test_rows_of_special_support_classes_have_no_grade_and_are_left_out():
    rows = enrolment({(2024, "小学校", "甲"): [10]})
    rows.loc[1] = rows.loc[0]
    rows.loc[1, ["grade", "pupils"]] = None
    assert len(pupil_counts(rows)) == 1


def test_a_missing_number_is_not_a_zero():
    assert pupil_counts(enrolment({(2024, "小学校", "甲"): [10, None]}))["grade"].tolist() == [1]


def test_a_grade_whose_pupils_are_withheld_is_named_and_one_that_does_not_exist_is_not():
    rows = enrolment({(2024, "小学校", "甲"): [10, None, None, 13]})
    rows["missing_reason"] = ["", "pupils=suppressed", "classes=unknown;pupils=none", None]
    assert uncounted_grades(rows)["grade"].tolist() == [2]


def test_a_whole_city_row_does_not_count_beside_its_schools():
    counts = pupil_counts(
        enrolment(
            {(2024, "小学校", "甲"): [10], (2024, "小学校", "092029"): [10], (2022, "小学校", "092029"): [12]}
        )
    )
    assert by_grade(counts)[1].to_dict() == {2022: 12, 2024: 10}


def test_a_whole_city_row_of_another_school_type_stays():
    counts = pupil_counts(enrolment({(2024, "小学校", "甲"): [10], (2024, "中学校", "092029"): [30]}))
    assert counts["pupils"].sum() == 40


def test_grades_without_a_survey_are_missing_in_the_city_table():
    table = by_grade(pupil_counts(enrolment({(2024, "小学校", "甲"): [10]})))
    assert table.columns.tolist() == list(range(1, 10))
    assert np.isnan(table.loc[2024, 7])


@pytest.mark.parametrize(("grade", "stage"), [(1, "小学校"), (6, "小学校"), (7, "中学校"), (9, "中学校")])
def test_stage(grade, stage):
    assert stage_of(grade) == stage


def test_a_whole_city_is_not_a_school():
    assert not has_schools(pupil_counts(enrolment({(2024, "小学校", "092029"): [10]})))
    assert has_schools(pupil_counts(enrolment({(2024, "小学校", "甲"): [10]})))
