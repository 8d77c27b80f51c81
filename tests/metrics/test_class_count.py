import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.class_count import (
    ClassLimits,
    class_probabilities,
    classes_needed,
    special_support_classes,
)

LIMITS = pd.DataFrame(
    [
        ("全国", "小学校", 5, 1991, 2023, 40),
        ("全国", "小学校", 5, 2024, None, 35),
        ("全国", "中学校", 7, 1991, None, 40),
        ("栃木県", "中学校", 7, 2018, None, 35),
    ],
    columns=["prefecture", "school_type", "grade", "from_year", "to_year", "limit"],
)


@pytest.mark.parametrize(
    ("pupils", "limit", "classes"),
    [
        (0, 35, 0),
        (1, 35, 1),
        (35, 35, 1),
        (36, 35, 2),
        (35.4, 35, 1),
        (35.5, 35, 2),
        (70, 35, 2),
        (71, 35, 3),
    ],
)
def test_classes_needed(pupils, limit, classes):
    assert classes_needed(pupils, limit) == classes


@given(st.integers(0, 500), st.integers(1, 40))
def test_no_class_is_above_the_limit_and_none_is_too_many(pupils, limit):
    classes = classes_needed(pupils, limit)
    assert classes * limit >= pupils > (classes - 1) * limit or pupils == classes == 0


@pytest.mark.parametrize(
    ("prefecture", "school_type", "grade", "year", "limit"),
    [
        ("茨城県", "小学校", 5, 2023, 40),
        ("茨城県", "小学校", 5, 2024, 35),
        ("茨城県", "中学校", 7, 2024, 40),
        ("栃木県", "中学校", 7, 2024, 35),
        ("栃木県", "中学校", 7, 2017, 40),
        ("栃木県", "義務教育学校", 7, 2024, 35),
    ],
)
def test_the_prefectures_limit_comes_before_the_national_one(prefecture, school_type, grade, year, limit):
    assert ClassLimits(LIMITS, prefecture).of(school_type, grade, year) == limit


def test_a_case_without_a_limit_is_not_guessed():
    with pytest.raises(LookupError):
        ClassLimits(LIMITS, "栃木県").of("小学校", 5, 1980)


def test_probabilities_of_each_number_of_classes():
    assert class_probabilities(np.array([34.0, 35.0, 35.4, 36.0]), 35) == {1: 0.75, 2: 0.25}


def test_special_support_classes_are_counted_by_kind_of_disability():
    assert special_support_classes([9, 8, 1, 0], 8) == 2 + 1 + 1 + 0
