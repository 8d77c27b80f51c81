"""What a lower fee for self-service certificates costs and saves.

ΔRevenue = −(f_counter − f_new)·S − (f_konbini − f_new)·B; ΔCommission = −c·S; ΔCounter = +m·w·S.
All amounts are yen over the period in which S certificates moved. Released counter time is money only
where overtime or posts fall; it is kept apart from cash throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd


@dataclass(frozen=True)
class MoneyAssumptions:
    """What the calculation rests on; none of it is a constant, each is the city's own figure.

    Args:
        fee_counter: fee at the counter, yen a certificate.
        fee_konbini: fee by self-service before the campaign, yen.
        fee_new: fee by self-service in the campaign, yen.
        commission: what the city pays for each certificate handed out by self-service, yen.
        minutes: counter minutes released by each certificate that moved.
        wage_per_hour: cost of an hour of counter staff, yen.
        shift: S, certificates that moved.
        existing: B, certificates taken by self-service anyway, which pay the new fee too.
    """

    fee_counter: float
    fee_konbini: float
    fee_new: float
    commission: float
    minutes: float
    wage_per_hour: float
    shift: float
    existing: float


def money_components(given: MoneyAssumptions) -> pd.DataFrame:
    """The four amounts: ``item`` (Japanese), ``yen`` (gain positive), ``cash`` (whether it moves the budget)."""
    return pd.DataFrame(
        [
            ("移った分の手数料収入", -(given.fee_counter - given.fee_new) * given.shift, True),
            ("以前からの利用分の手数料収入", -(given.fee_konbini - given.fee_new) * given.existing, True),
            ("交付事業者への支払い", -given.commission * given.shift, True),
            ("空いた窓口の時間", given.minutes * given.wage_per_hour / 60 * given.shift, False),
        ],
        columns=["item", "yen", "cash"],
    )


def net(given: MoneyAssumptions) -> float:
    """The sum of all four amounts, yen."""
    return float(money_components(given)["yen"].sum())


def existing_users(in_shops: float, shift: float) -> float:
    """B: of the certificates handed out ``in_shops``, those that did not move there in the campaign."""
    return max(0.0, in_shops - max(0.0, shift))


def net_of_shops(in_shops: float) -> Callable[[MoneyAssumptions], float]:
    """:func:`net` where ``in_shops`` certificates were counted in the shops: the more moved, the fewer existed."""
    return lambda given: net(replace(given, existing=existing_users(in_shops, given.shift)))


def net_cash(given: MoneyAssumptions) -> float:
    """The sum without released time, yen: what the budget sees."""
    amounts = money_components(given)
    return float(amounts.loc[amounts["cash"], "yen"].sum())


def break_even_minutes(given: MoneyAssumptions) -> float:
    """Counter minutes a moved certificate must release to pay for itself: (f_counter − f_new + c) ÷ w.

    The loss on those who used self-service before is left out; :func:`break_even_curve` has it.
    """
    return (given.fee_counter - given.fee_new + given.commission) / (given.wage_per_hour / 60)


def break_even_curve(given: MoneyAssumptions, shifts: Iterable[float]) -> pd.DataFrame:
    """Minutes at which everything, the loss on existing users too, is covered, for each size of the shift.

    Args:
        given: the assumptions; its own ``shift`` and ``minutes`` are not used.
        shifts: numbers of certificates moved, greater than 0.

    Returns:
        ``shift, minutes``.
    """
    wage = given.wage_per_hour / 60
    loss_on_existing = (given.fee_konbini - given.fee_new) * given.existing
    rows = [(shift, break_even_minutes(given) + loss_on_existing / (wage * shift)) for shift in shifts]
    return pd.DataFrame(rows, columns=["shift", "minutes"])


def certificates_behind(revenue_loss: float, fee_gap: float) -> float:
    """How many certificates a published revenue loss stands for, given the fee difference in yen."""
    return revenue_loss / fee_gap
