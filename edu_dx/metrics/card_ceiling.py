"""How far certificates can leave the counter at all: only who holds a card with a working PIN can go."""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.ratio import Ratio


def card_ceiling(eligible_at_counter: float, cards: Ratio, pin_ok: float) -> float:
    """The most certificates that could leave: eligible at the counter × card holders ÷ population × PIN.

    Args:
        eligible_at_counter: eligible certificates at the counter if nothing is done.
        cards: holders of a card with a valid certificate over the population, both of about one day.
        pin_ok: share of the holders who know their PIN.
    """
    return eligible_at_counter * cards.share * pin_ok


def latest_total(population: pd.DataFrame, municipality_code: str) -> pd.Series | None:
    """The latest row of ``population`` for all ages and both sexes of a municipality; None without one."""
    totals = population[
        (population["municipality_code"] == municipality_code)
        & (population["sex"] == "計")
        & (population["age_from"] == 0)
        & population["age_to"].isna()
    ]
    return None if totals.empty else totals.sort_values("as_of").iloc[-1]
