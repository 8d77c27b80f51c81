from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.metrics.arrays import Columns, Whole, groups_of, places_of, summed, sums_at

small_numbers = st.lists(st.integers(0, 40), max_size=60).map(lambda each: np.array(each, dtype="int64"))
pairs = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=60).map(
    lambda each: np.array(each, dtype="int64").reshape(-1, 2)
)


@dataclass(frozen=True)
class Pupils(Columns):
    grade: Whole
    persons: Whole


@given(small_numbers)
def test_each_number_has_its_place_among_the_different_ones(numbers: Whole) -> None:
    different, place = places_of(numbers)

    assert different.tolist() == sorted(set(numbers.tolist()))
    assert different[place].tolist() == numbers.tolist()


@given(pairs)
def test_each_row_has_its_place_among_the_different_ones(rows: Whole) -> None:
    (first, second), place = groups_of(*rows.T)

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == sorted(set(map(tuple, rows.tolist())))
    assert np.column_stack([first, second])[place].tolist() == rows.tolist()


@given(small_numbers)
def test_sums_of_the_groups_are_the_sum_of_all(numbers: Whole) -> None:
    different, place = places_of(numbers)

    sums = sums_at(place, numbers, len(different))

    assert sums.tolist() == [number * (numbers == number).sum() for number in different.tolist()]


def test_a_sum_of_nothing_known_is_unknown() -> None:
    known = np.array([[1.0, np.nan, np.nan], [2.0, 3.0, np.nan]])

    np.testing.assert_array_equal(summed(known, axis=0), [3.0, 3.0, np.nan])


def test_rows_are_chosen_and_put_together_over_all_columns() -> None:
    pupils = Pupils(np.array([1, 2, 3]), np.array([30, 40, 50]))
    others = Pupils(np.array([4]), np.array([60]))

    joined = Pupils.joined([pupils.where(pupils.grade > 1), others])

    assert (joined.grade.tolist(), joined.persons.tolist()) == ([2, 3, 4], [40, 50, 60])
    assert len(joined) == 3
