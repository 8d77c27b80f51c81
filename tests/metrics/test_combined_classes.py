import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.combined_classes import combined_pairs, pairing_label


def pairs(*pupils, limit=16, limit_with_first=8, first_grade=1):
    grades = dict(enumerate(pupils, start=first_grade))
    return combined_pairs(grades, limit=limit, limit_with_first=limit_with_first)


@pytest.mark.parametrize(
    ("pupils", "expected"),
    [
        ((4, 4, 9, 9, 9, 9), ((1, 2),)),
        ((4, 5, 12, 9, 9, 9), ()),  # nine with grade 1 are too many
        ((9, 8, 8, 9, 9, 9), ((2, 3),)),
        ((9, 8, 9, 9, 9, 9), ()),
        ((4, 4, 8, 8, 8, 8), ((1, 2), (3, 4), (5, 6))),
        ((9, 7, 7, 7, 7, 9), ((2, 3), (4, 5))),
        ((9, 9, 9, 3, 9, 3), ((3, 4), (5, 6))),
        ((5, 0, 5, 5, 0, 5), ((3, 4),)),  # an empty grade has no class to save
    ],
)
def test_pairs(pupils, expected):
    assert pairs(*pupils) == expected


def test_a_prefecture_may_set_a_lower_limit():
    assert pairs(20, 20, 8, 8, 20, 20) == ((3, 4),)
    assert pairs(20, 20, 8, 8, 20, 20, limit=14) == ()


def test_among_equal_pairings_the_smallest_largest_class_then_the_lower_grades():
    assert pairs(20, 8, 8, 2, 20, 20) == ((3, 4),)
    assert pairs(20, 8, 8, 8, 20, 20) == ((2, 3),)


def test_junior_high_has_no_rule_for_the_first_grade():
    assert pairs(4, 4, 9, limit=8, limit_with_first=None, first_grade=7) == ((7, 8),)


@given(st.lists(st.integers(0, 25), min_size=6, max_size=6))
def test_no_grade_is_in_two_pairs_and_no_pair_is_too_large(pupils):
    chosen = pairs(*pupils)
    grades = [grade for pair in chosen for grade in pair]
    assert len(grades) == len(set(grades))
    for low, high in chosen:
        assert high == low + 1
        assert pupils[low - 1] + pupils[high - 1] <= (8 if low == 1 else 16)


def test_label():
    assert pairing_label(((1, 2), (5, 6))) == "1・2年、5・6年"
    assert pairing_label(((7, 8),)) == "1・2年"
