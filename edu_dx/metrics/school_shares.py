"""Each school's share of the city's pupils who enter grade 1 or 中1.

A school's share of the entering grade over the last years is shrunk toward its share of all its grades in the
base year: one small intake says little, six grades say more. No table of feeder schools is used; the share of a
junior high school carries what is regular in the flow from the elementary schools around it.
"""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.pupil_counts import SCHOOL
from edu_dx.metrics.shrinkage import shrink


def entry_shares(counts: pd.DataFrame, *, base_year: int, window: int) -> pd.DataFrame:
    """Shares of the schools that have pupils in ``base_year``.

    Args:
        counts: rows of the schools and grades of one stage; its lowest grade is the one entered.

    Returns:
        Index school_type, school_code; columns share (sums to 1), raw_share (Σ entered ÷ Σ city), weight,
        entered (Σ pupils), city_entered (Σ pupils of the city in the years the school was there).
    """
    now = counts[counts["fiscal_year"] == base_year].groupby(SCHOOL)["pupils"].sum()
    reference = now / now.sum()
    recent = counts[counts["fiscal_year"].between(base_year - window + 1, base_year)]
    entries = recent[recent["grade"] == counts["grade"].min()]
    city = entries.groupby("fiscal_year")["pupils"].transform("sum")
    unit = reference.index.get_indexer(pd.MultiIndex.from_frame(entries[SCHOOL]))
    entries = entries.assign(city=city, unit=unit)[unit >= 0]
    expected = reference.to_numpy()[entries["unit"]] * entries["city"]
    shrunk = shrink(entries["unit"], entries["pupils"], expected)
    units = range(len(reference))
    sums = entries.groupby("unit")[["pupils", "city"]].sum().reindex(units)
    share = reference * shrunk.factor.reindex(units).fillna(1.0).to_numpy()
    return pd.DataFrame(
        {
            "share": share / share.sum(),
            "raw_share": (sums["pupils"] / sums["city"]).to_numpy(),
            "weight": shrunk.weight.reindex(units).to_numpy(),
            "entered": sums["pupils"].to_numpy(),
            "city_entered": sums["city"].to_numpy(),
        },
        index=reference.index,
    )
