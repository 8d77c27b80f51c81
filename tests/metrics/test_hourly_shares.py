import pytest

from edu_dx.metrics.hourly_shares import share_outside
from edu_dx.metrics.quoted_ratio import Quoted, agree, ratio_range, rounding_explains

# 大船渡市: published shares of the visitors by hour, per cent.
ALL_DAYS = {
    8: 4.0,
    9: 13.2,
    10: 16.3,
    11: 12.8,
    12: 8.5,
    13: 12.0,
    14: 12.3,
    15: 10.2,
    16: 7.6,
    17: 2.8,
    18: 0.4,
}
MONDAY_AND_FRIDAY_EXTENSION = {17: 5.7, 18: 0.9}
CASES = Quoted("延長時間の件数", 1033)
CONVERTIBLE = Quoted("置き換えられる件数", 310)


def test_extension_takes_six_point_six_per_cent():
    assert share_outside(MONDAY_AND_FRIDAY_EXTENSION, 8, 17) == pytest.approx(6.6)


def test_nobody_is_outside_the_whole_day():
    assert share_outside(ALL_DAYS, 8, 19) == 0


def test_shares_add_to_a_tenth_more_than_hundred_by_rounding():
    shares = list(ALL_DAYS.values())

    assert sum(shares) == pytest.approx(100.1)
    assert rounding_explains(shares, step=0.1)


def test_a_whole_per_cent_too_much_is_no_rounding():
    assert not rounding_explains([*ALL_DAYS.values(), 0.9], step=0.1)


def test_thirty_per_cent_can_be_converted():
    assert ratio_range(CONVERTIBLE, CASES).low == pytest.approx(0.300, abs=5e-4)


def test_four_point_four_a_day_does_not_fit_thirty_per_cent():
    per_day = ratio_range(Quoted("1日の置き換え", 4.4, 0.1), Quoted("1日の件数", 13.6, 0.1))

    assert per_day == pytest.approx((0.319, 0.328), abs=1e-3)
    assert not agree(per_day, ratio_range(CONVERTIBLE, CASES))


def test_four_point_one_a_day_would_have_fitted():
    per_day = ratio_range(Quoted("1日の置き換え", 4.1, 0.1), Quoted("1日の件数", 13.6, 0.1))

    assert agree(per_day, ratio_range(CONVERTIBLE, CASES))
