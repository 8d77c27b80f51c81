"""Nine schools of a city with their printed classes (つくばみらい市): 54 grades, 3,562 pupils, 125 classes."""

import pandas as pd
import pytest

from edu_dx.intake import Context, read_file
from edu_dx.metrics.class_count import ClassLimits, classes_needed
from edu_dx.tables.reference import class_size_limits


@pytest.fixture(scope="module")
def printed(shared_data):
    """The city's page does not say its year; the year decides only which limits of the table are tried."""
    (path,) = (shared_data / "class-counts").glob("*.csv")
    (part,) = read_file(path, table="enrolment", context=Context(fiscal_year=2023))
    frame = part.frame[part.frame["class_kind"] == "通常"]
    return pd.DataFrame(
        {
            "school": frame["school_name"].astype("object"),
            "grade": frame["grade"].astype("int64"),
            "pupils": frame["pupils"].astype("int64"),
            "classes": frame["classes"].astype("int64"),
        }
    )


def misses(printed, needed):
    return {
        (row.school, row.grade, row.pupils, row.classes, classes)
        for row, classes in zip(printed.itertuples(), needed, strict=True)
        if row.classes != classes
    }


def test_sums(printed):
    assert (len(printed), printed["pupils"].sum(), printed["classes"].sum()) == (54, 3562, 125)


def test_35_everywhere_gives_49_of_54(printed):
    """Too many classes in the upper grades, whose limit was still 40, and where special-support pupils sit inside
    the printed numbers."""
    needed = [classes_needed(pupils, 35) for pupils in printed["pupils"]]
    assert misses(printed, needed) == {
        ("伊奈東小学校", 6, 71, 2, 3),
        ("陽光台小学校", 5, 179, 5, 6),
        ("富士見ヶ丘小学校", 2, 211, 6, 7),
        ("富士見ヶ丘小学校", 5, 213, 6, 7),
        ("富士見ヶ丘小学校", 6, 193, 5, 6),
    }


def test_the_national_limits_of_fiscal_2023_give_52_of_54(printed):
    """35 in grades 1-4 and 40 in 5-6. What is left:

    - 211 pupils in 6 classes: one pupil above 6 · 35; special-support pupils are inside the printed number.
    - 76 pupils in 3 classes: two would do under 40; the prefecture or the school formed one more.
    """
    limits = ClassLimits(class_size_limits(), "茨城県")
    needed = [
        classes_needed(pupils, limits.of("小学校", grade, 2023))
        for pupils, grade in zip(printed["pupils"], printed["grade"], strict=True)
    ]
    assert misses(printed, needed) == {
        ("富士見ヶ丘小学校", 2, 211, 6, 7),
        ("小絹小学校", 5, 76, 3, 2),
    }
    assert sum(needed) == 125
