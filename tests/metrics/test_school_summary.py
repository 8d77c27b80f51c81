import pandas as pd
import pytest

from edu_dx.metrics.school_summary import (
    band_counts,
    grade_name,
    in_register_order,
    outlook,
    surveyed_classes,
    uncertain_grades,
)
from edu_dx.tables import TABLES
from edu_dx.tables.reference import school_size_bands

SURVEY = TABLES["enrolment"].frame(
    [
        {
            "fiscal_year": 2025,
            "school_code": code,
            "school_name": code,
            "school_type": "小学校",
            "grade": grade,
            "class_kind": kind,
            "pupils": pupils,
            "classes": classes,
        }
        for code, grade, kind, pupils, classes in (
            ("甲", 1, "通常", 60, 7),
            ("甲", None, "複式", None, 0),
            ("甲", None, "特別支援", None, 2),
            ("乙", 1, "通常", 20, 4),
            ("乙", None, "複式", None, 1),
        )
    ]
)


def later(column, numbers):
    return pd.DataFrame(
        {"school_type": "小学校", "school_code": ["乙", "甲"], "fiscal_year": 2030, column: numbers}
    )


@pytest.fixture
def table():
    bands = school_size_bands()
    return outlook(SURVEY, later("middle", [15.0, 45.0]), later("classes", [5, 6]), bands, [2025, 2030])


@pytest.mark.parametrize(("grade", "name"), [(1, "小1"), (6, "小6"), (7, "中1"), (9, "中3")])
def test_grade_name(grade, name):
    assert grade_name(grade) == name


def test_surveyed_classes_hold_combined_ones_but_no_special_support():
    assert surveyed_classes(SURVEY, 2025).to_dict() == {("小学校", "甲"): 7, ("小学校", "乙"): 5}


def test_outlook_now_and_later(table):
    row = table.set_index("school_code").loc["甲"]
    assert (row["p2025"], row["p2030"], row["c2025"], row["c2030"]) == (60, 45, 7, 6)
    assert (row["bands"], row["moves_down"]) == ("7〜8学級 → 6学級", True)


def test_a_school_that_stays_in_its_band(table):
    row = table.set_index("school_code").loc["乙"]
    assert (row["bands"], row["moves_down"]) == ("1〜5学級", False)


def test_schools_in_each_band(table):
    counts = band_counts(table, school_size_bands(), [2025, 2030]).set_index("band")
    assert counts[["n2025", "n2030"]].to_numpy().tolist() == [[1, 1], [0, 1], [1, 0]]
    assert counts.index.tolist() == ["1〜5学級", "6学級", "7〜8学級"]


def test_the_least_certain_grade_comes_first():
    chances = pd.DataFrame(
        {
            "school_type": "小学校",
            "school_code": "甲",
            "fiscal_year": [2026, 2026, 2026, 2027],
            "grade": [1, 2, 3, 4],
            "p_fewer": [0.1, 0.0, 0.3, 0.5],
            "p_same": [0.9, 0.7, 0.5, 0.5],
            "p_more": [0.0, 0.3, 0.2, 0.0],
        }
    )
    assert uncertain_grades(chances, 2026, least=0.2)["grade"].tolist() == [3, 2]


def test_schools_stand_in_the_order_of_the_register_whatever_the_result():
    schools = [("中学校", "1", 7), ("小学校", "3", 2), ("義務教育学校", "2", 1), ("小学校", "3", 1)]
    table = pd.DataFrame(schools, columns=["school_type", "school_code", "grade"])

    assert in_register_order(table).values.tolist() == [
        ["小学校", "3", 1],
        ["小学校", "3", 2],
        ["義務教育学校", "2", 1],
        ["中学校", "1", 7],
    ]
