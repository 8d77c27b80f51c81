"""How certificates reach people: what could be had without a visit, and what is.

*Eligible* is a certificate of a type that convenience stores or online application hand out; *self-service*
is what was in fact taken there. Mail is neither: it needs no visit, but staff do the work.
Every rate keeps its denominator, because the same numerator over all certificates and over the eligible
ones gives two different percentages.
"""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.ratio import Ratio

COUNTER = "窓口"
SELF_SERVICE = ("コンビニ", "オンライン")


def eligible_types(certificates: pd.DataFrame) -> list[str]:
    """The types of which ``certificates`` shows at least one by self-service, in alphabetical order."""
    taken = certificates["channel"].isin(SELF_SERVICE) & (certificates["count"] > 0)
    return sorted(certificates.loc[taken, "certificate_type"].unique())


def of_types(certificates: pd.DataFrame, types: list[str]) -> pd.DataFrame:
    """The rows of the given certificate types."""
    return certificates[certificates["certificate_type"].isin(types)]


def total(certificates: pd.DataFrame, *channels: str) -> int:
    """Certificates taken through ``channels``; through any channel when none is named."""
    rows = certificates[certificates["channel"].isin(channels)] if channels else certificates
    return int(rows["count"].sum())


def eligible_share(certificates: pd.DataFrame, eligible: list[str]) -> Ratio:
    """Eligible ÷ all certificates."""
    return Ratio(total(of_types(certificates, eligible)), total(certificates))


def self_service_rate(certificates: pd.DataFrame, eligible: list[str]) -> Ratio:
    """Self-service ÷ eligible certificates."""
    rows = of_types(certificates, eligible)
    return Ratio(total(rows, *SELF_SERVICE), total(rows))


def counter_rate(certificates: pd.DataFrame, eligible: list[str]) -> Ratio:
    """Eligible certificates that were taken at a counter after all ÷ eligible certificates."""
    rows = of_types(certificates, eligible)
    return Ratio(total(rows, COUNTER), total(rows))


def by_month_and_channel(certificates: pd.DataFrame) -> pd.DataFrame:
    """Certificates of each month (index ``month``) in each channel that occurs (columns), missing ones 0."""
    counts = certificates.groupby(["month", "channel"])["count"].sum().unstack(fill_value=0)
    order = [channel for channel in (COUNTER, *SELF_SERVICE, "郵送") if channel in counts.columns]
    return counts[order].astype("int64")


def by_type(certificates: pd.DataFrame) -> pd.DataFrame:
    """One row a certificate type: ``certificate_type, total, counter, self_service, share``, most at counters first.

    ``share`` is self-service ÷ total of the type.
    """
    types = certificates["certificate_type"]
    counts = certificates["count"].astype("int64")
    channel = certificates["channel"]
    table = pd.DataFrame(
        {
            "total": counts.groupby(types).sum(),
            "counter": counts.where(channel == COUNTER, 0).groupby(types).sum(),
            "self_service": counts.where(channel.isin(SELF_SERVICE), 0).groupby(types).sum(),
        }
    )
    table["share"] = table["self_service"] / table["total"]
    return table.sort_values("counter", ascending=False, kind="stable").reset_index()


def fees_seen(certificates: pd.DataFrame) -> pd.DataFrame:
    """The fees in the data: ``channel, fee, count`` with the first and last month each was charged."""
    known = certificates.dropna(subset=["fee"])
    table = known.groupby(["channel", "fee"]).agg(
        count=("count", "sum"), first_month=("month", "min"), last_month=("month", "max")
    )
    return table.reset_index()
