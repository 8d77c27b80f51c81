import dataclasses

import pytest

from edu_dx.metrics.channel_money import (
    MoneyAssumptions,
    break_even_curve,
    break_even_minutes,
    certificates_behind,
    existing_users,
    money_components,
    net,
    net_cash,
    net_of_shops,
)

TEN_YEN = MoneyAssumptions(
    fee_counter=300,
    fee_konbini=250,
    fee_new=10,
    commission=117,
    minutes=0,
    wage_per_hour=3000,
    shift=100_000,
    existing=35_000,
)


def test_ten_yen_costs_forty_nine_million_before_released_time():
    assert money_components(TEN_YEN)["yen"].tolist() == [-29_000_000, -8_400_000, -11_700_000, 0]
    assert net(TEN_YEN) == -49_100_000


def test_eight_point_one_minutes_pay_for_a_moved_certificate():
    assert break_even_minutes(TEN_YEN) == pytest.approx(8.14)


def test_at_the_break_even_a_moved_certificate_brings_nothing_and_costs_nothing():
    paid = dataclasses.replace(TEN_YEN, minutes=break_even_minutes(TEN_YEN), existing=0)

    assert net(paid) == pytest.approx(0)


def test_725_yen_a_certificate_turn_the_balance_but_not_the_cash():
    # 14.5 minutes at 50 yen are 725 yen, an old estimate of another city for one certificate at a counter.
    released = dataclasses.replace(TEN_YEN, minutes=14.5)

    assert money_components(released)["yen"].iloc[-1] == 72_500_000
    assert net(released) == 23_400_000
    assert net_cash(released) == -49_100_000


def test_curve_covers_the_loss_on_those_who_used_self_service_before():
    curve = break_even_curve(TEN_YEN, [50_000, 100_000])
    on_curve = dataclasses.replace(TEN_YEN, minutes=curve["minutes"].iloc[1])

    assert net(on_curve) == pytest.approx(0)
    assert curve["minutes"].iloc[0] > curve["minutes"].iloc[1] > break_even_minutes(TEN_YEN)


def test_kashimas_loss_stands_for_six_and_a_half_thousand_certificates():
    assert certificates_behind(1_560_000, fee_gap=240) == 6_500


def test_who_did_not_move_to_the_shops_was_there_before():
    assert existing_users(135_000, 100_000) == 35_000
    assert existing_users(135_000, -1_000) == 135_000
    assert existing_users(1_000, 2_000) == 0


def test_a_smaller_shift_leaves_more_who_only_pay_less():
    # 135,000 in the shops: 10,000 fewer moved cost 4.07 million less and the cut for 10,000 more 2.4 million.
    result = net_of_shops(135_000)

    assert result(TEN_YEN) == net(TEN_YEN)
    assert result(dataclasses.replace(TEN_YEN, shift=90_000)) == -49_100_000 + 4_070_000 - 2_400_000
