import numpy as np
import pytest

from edu_dx.metrics.intervals import daily_ratio_interval, poisson_interval, wilson_interval


def test_wilson_interval_of_eight_in_ten():
    low, high = wilson_interval(8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


@pytest.mark.parametrize(("successes", "trials"), [(0, 7), (7, 7), (1, 1), (0, 1)])
def test_wilson_interval_stays_between_nothing_and_everything(successes, trials):
    low, high = wilson_interval(successes, trials)

    assert 0 <= low <= successes / trials <= high <= 1


def test_nothing_counted_still_leaves_three_point_seven_possible():
    low, high = poisson_interval(0)

    assert low == 0
    assert high == pytest.approx(3.689, abs=1e-3)


def test_poisson_interval_of_ten_is_garwoods():
    assert poisson_interval(10) == pytest.approx((4.795, 18.390), abs=1e-3)


def test_spread_between_days_widens_the_poisson_interval():
    by_chance, spread = poisson_interval(400), poisson_interval(400, dispersion=4)

    assert (spread.high - spread.low) == pytest.approx(2 * (by_chance.high - by_chance.low), rel=0.03)


def test_days_that_are_all_alike_leave_no_doubt_about_their_ratio():
    assert daily_ratio_interval([1, 2, 3], [10, 20, 30]) == pytest.approx((0.1, 0.1))


def test_ratio_interval_by_hand():
    # Shares 0.1 and 0.3 of 10 each: residuals -1 and 1, standard error sqrt(2 * 2) / 20 = 0.1, t(1) = 12.706.
    low, high = daily_ratio_interval([1, 3], [10, 10])

    assert low == 0
    assert high == pytest.approx(min(1, 0.2 + 12.706 * 0.1), abs=1e-3)


def test_ratio_interval_holds_the_true_share_as_often_as_it_says():
    random = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        totals = random.poisson(200, 40)
        shares = random.beta(8, 72, 40)
        low, high = daily_ratio_interval(random.binomial(totals, shares), totals)
        held += low <= 0.1 <= high

    assert 0.92 <= held / 400 <= 0.98
