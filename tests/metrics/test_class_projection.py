import pandas as pd
import pytest

from edu_dx.metrics.class_projection import (
    class_agreement,
    combined_alarm,
    grade_classes,
    ordinary_pupils,
    probability_table,
    school_classes,
    special_support_share,
    with_limits,
)
from edu_dx.metrics.enrolment_forecast import project
from edu_dx.metrics.hindcast import SCHOOL_GRADE, SCHOOL_TOTAL, hindcast
from edu_dx.metrics.prediction_range import assumed_spread, ranged
from edu_dx.metrics.pupil_counts import pupil_counts
from edu_dx.tables.reference import class_size_limits, combined_class_limits, school_size_bands
from tests.metrics.surveys import enrolment

NO_BIRTHS = pd.Series(dtype="float64")


def grades(ordinary, year=2025, margin=0.0, kind="小学校", first=1):
    return pd.DataFrame(
        {
            "school_type": kind,
            "school_code": "甲",
            "fiscal_year": year,
            "grade": range(first, first + len(ordinary)),
            "ordinary": [float(n) for n in ordinary],
            "ordinary_low": [max(n - margin, 0.0) for n in ordinary],
            "ordinary_high": [n + margin for n in ordinary],
        }
    )


def classes(rows, prefecture="栃木県"):
    return school_classes(
        with_limits(rows, class_size_limits(), prefecture),
        combined_limits=combined_class_limits(),
        prefecture=prefecture,
        bands=school_size_bands(),
    )


def test_classes_pairs_and_band_of_a_school_by_hand():
    row = classes(grades([4, 4, 9, 9, 36, 9])).iloc[0]
    assert (row["classes"], row["combined"], row["pairing"]) == (1 + 1 + 1 + 2 + 1, 1, "1・2年")
    assert row["band"] == "6学級"


def test_classes_at_the_ends_of_the_ranges():
    row = classes(grades([35] * 6, margin=1)).iloc[0]
    assert (row["classes_low"], row["classes"], row["classes_high"]) == (6, 6, 12)


def test_the_prefectures_combined_limit_is_used():
    rows = grades([20, 20, 8, 8, 20, 20])
    assert classes(rows).iloc[0]["combined"] == 1
    assert classes(rows, prefecture="兵庫県").iloc[0]["combined"] == 0


def test_grades_six_and_seven_of_a_continuous_school_are_never_combined():
    row = classes(grades([20, 20, 20, 20, 20, 3, 3, 20, 20], kind="義務教育学校")).iloc[0]
    assert row["combined"] == 0


def test_the_alarm_names_the_first_year_and_the_earliest_possible_one():
    rows = pd.concat(
        [
            grades([20, 20, 20, 20, 20, 20], year=2025, margin=1),
            grades([20, 20, 9, 9, 20, 20], year=2026, margin=1),
            grades([20, 20, 8, 8, 20, 20], year=2027, margin=1),
        ]
    )
    (alarm,) = combined_alarm(classes(rows)).to_dict("records")
    assert (alarm["first_year"], alarm["earliest_year"], alarm["pairing"]) == (2027, 2026, "3・4年")


def test_no_alarm_for_large_schools():
    assert combined_alarm(classes(grades([20] * 6))).empty


def test_special_support_pupils_do_not_fill_ordinary_classes():
    key = (2024, "小学校", "甲")
    rows = enrolment({key: [36, 36]}, special={key: [2, 2]})
    share = special_support_share(rows, 2024).loc[("小学校", "甲")]
    assert (share["special"], share["pupils"], share["known"]) == (4, 72, True)
    by_grade = pd.DataFrame(
        {"school_type": "小学校", "school_code": "甲", "fiscal_year": 2025, "grade": [1, 2], "middle": 36.0}
    )
    totals = pd.DataFrame(
        {
            "school_type": ["小学校"],
            "school_code": ["甲"],
            "fiscal_year": [2025],
            "middle": [72.0],
            "range_low": [54.0],
            "range_high": [90.0],
        }
    )
    table = ordinary_pupils(by_grade, totals, special_support_share(rows, 2024))
    assert table["ordinary"].tolist() == pytest.approx([34, 34])
    # At the ends of the school's range all grades move together: 54 and 90 of 72.
    assert table["ordinary_low"].tolist() == pytest.approx([25.5, 25.5])
    assert table["ordinary_high"].tolist() == pytest.approx([42.5, 42.5])


def test_a_school_left_blank_in_a_survey_that_tells_them_apart_has_none():
    key, blank = (2024, "小学校", "甲"), (2024, "小学校", "乙")
    rows = enrolment({key: [36], blank: [20]}, special={key: [2], blank: [0]})
    rows.loc[rows["school_code"] == "乙", "special_support_pupils"] = None
    share = special_support_share(rows, 2024)
    assert share["known"].all()
    assert share.loc[("小学校", "乙"), "share"] == 0


def test_where_special_support_is_not_told_apart_the_result_says_so():
    share = special_support_share(enrolment({(2024, "小学校", "甲"): [36, 36]}), 2024)
    assert share["known"].tolist() == [False]
    assert share["share"].tolist() == [0]


def test_near_a_limit_the_number_of_classes_is_a_matter_of_chance():
    rows = pd.DataFrame(
        {
            "middle": [35.0, 20.0],
            "ordinary": [35.0, 20.0],
            "special_share": 0.0,
            "limit": 35,
            "spread": [assumed_spread(35, 3), assumed_spread(20, 3)],
        }
    )
    table = probability_table(grade_classes(rows))
    assert table["classes"].tolist() == [1, 1]
    assert table["p_more"].tolist() == [pytest.approx(0.43, abs=0.02), 0]
    assert (table["p_fewer"] + table["p_same"] + table["p_more"]).tolist() == pytest.approx([1, 1])


def test_from_survey_to_classes():
    sheets = {
        (year, "小学校", school): [size + (year + place) % 3 for place in range(6)]
        for year in range(2018, 2025)
        for school, size in (("甲", 5), ("乙", 34))
    }
    rows = enrolment(sheets)
    counts = pupil_counts(rows)
    projection = project(counts, NO_BIRTHS, base_year=2024, years=3, window=3)
    past = hindcast(counts, NO_BIRTHS, window=3)
    table, totals = (ranged(projection, past, level) for level in (SCHOOL_GRADE, SCHOOL_TOTAL))
    ordinary = ordinary_pupils(table, totals, special_support_share(rows, 2024))
    chances = probability_table(grade_classes(with_limits(ordinary, class_size_limits(), "栃木県")))
    assert (chances[["p_fewer", "p_same", "p_more"]].sum(axis=1) - 1).abs().max() < 1e-9
    result = classes(ordinary)
    assert result.loc[result["school_code"] == "甲", "combined"].gt(0).all()
    assert (result["classes_low"] <= result["classes"]).all()
    assert (result["classes"] <= result["classes_high"]).all()


def test_classes_of_a_survey_beside_those_the_limits_ask_for():
    rows = enrolment({(2025, "小学校", "甲"): [36, 30]}, special={(2025, "小学校", "甲"): [1, 0]})
    rows["classes"] = pd.array([1, 2], dtype="Int64")
    table = class_agreement(rows, 2025, class_size_limits(), "栃木県")
    assert table[["ordinary", "needed", "classes", "agrees"]].to_numpy().tolist() == [
        [35, 1, 1, True],
        [30, 1, 2, False],
    ]
