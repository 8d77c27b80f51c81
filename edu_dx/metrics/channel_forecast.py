"""How many certificates left the counter: the counter's forecast without a campaign against what came.

Forecast = same month of the year before × trend (a difference-in-differences where the trend is
that of certificates which stay at the counter). Months are first days of months throughout.
"""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.channel_shift import COUNTER, eligible_types, of_types, total
from edu_dx.metrics.ratio import Ratio

ONE_YEAR = pd.DateOffset(years=1)


def in_months(certificates: pd.DataFrame, months: pd.DatetimeIndex) -> pd.DataFrame:
    """The rows of the given months."""
    return certificates[certificates["month"].isin(months)]


def has_year_before(certificates: pd.DataFrame, months: pd.DatetimeIndex) -> bool:
    """Whether the data hold the same month of the year before for every one of ``months``."""
    return bool((months - ONE_YEAR).isin(certificates["month"]).all())


def trend(certificates: pd.DataFrame, months: pd.DatetimeIndex, *channels: str) -> Ratio:
    """Certificates in ``months`` ÷ in the same months of the year before, of all channels or the named ones."""
    return Ratio(
        total(in_months(certificates, months), *channels),
        total(in_months(certificates, months - ONE_YEAR), *channels),
    )


def forecast_from_year_before(
    certificates: pd.DataFrame, months: pd.DatetimeIndex, growth: Ratio
) -> pd.DataFrame:
    """Counter certificates expected in ``months``: the same month of the year before × ``growth``.

    Args:
        certificates: rows of the eligible types; must hold the months and the year before.
        months: months to forecast.
        growth: from :func:`trend`.

    Returns:
        ``month, year_before, forecast, actual, shift`` (forecast − actual).
    """
    counter = _counter_by_month(certificates)
    year_before = counter.reindex(months - ONE_YEAR, fill_value=0).to_numpy()
    return _compare(months, year_before * growth.share, counter).assign(year_before=year_before)[
        ["month", "year_before", "forecast", "actual", "shift"]
    ]


def forecast_from_months_before(
    certificates: pd.DataFrame, months: pd.DatetimeIndex, before: pd.DatetimeIndex
) -> pd.DataFrame:
    """The fallback where no year before is at hand: the counter's share of the months ``before`` stays.

    Each month's forecast is that share × the month's certificates of all channels. It knows no season
    of the share itself and no growth that was under way.

    Returns:
        ``month, forecast, actual, shift``.
    """
    earlier = in_months(certificates, before)
    share = Ratio(total(earlier, COUNTER), total(earlier)).share
    volume = certificates.groupby("month")["count"].sum().astype("float64").reindex(months, fill_value=0)
    return _compare(months, volume.to_numpy() * share, _counter_by_month(certificates))


def _counter_by_month(certificates: pd.DataFrame) -> pd.Series:
    counter = certificates[certificates["channel"] == COUNTER]
    return counter.groupby("month")["count"].sum().astype("float64")


def _compare(months: pd.DatetimeIndex, forecast: object, counter: pd.Series) -> pd.DataFrame:
    table = pd.DataFrame({"month": months, "forecast": forecast})
    table["actual"] = counter.reindex(months, fill_value=0).to_numpy()
    return table.assign(shift=table["forecast"] - table["actual"])


def drift_before(forecast: pd.DataFrame, start: pd.Timestamp) -> Ratio:
    """Shift ÷ forecast in the months before ``start``: what was moving without the campaign."""
    earlier = forecast[forecast["month"] < start]
    return Ratio(earlier["shift"].sum(), earlier["forecast"].sum())


def shift_estimates(
    certificates: pd.DataFrame, eligible: list[str], months: pd.DatetimeIndex, start: pd.Timestamp
) -> pd.DataFrame:
    """The shift since ``start`` counted in up to three ways, whose spread is its honest uncertainty.

    Args:
        certificates: all types, two years of months.
        eligible: types examined; the comparison are the types of which none was taken by self-service.
        months: the months of the year examined.
        start: first month of the campaign.

    Returns:
        ``method`` (総数の伸び: trend of the eligible total; 開始前の動きを除く: the same less the drift before
        the start; 対象外の証明書との比較: difference-in-differences, only where such types exist),
        ``growth`` (factor on the year before), ``forecast, actual, shift``.
    """
    rows = of_types(certificates, eligible)
    able_to_leave = {*eligible, *eligible_types(certificates)}
    others = certificates[~certificates["certificate_type"].isin(able_to_leave)]
    by_volume = trend(rows, months)
    base = forecast_from_year_before(rows, months, by_volume)
    estimates = [_since(base, start, "総数の伸び", by_volume.share)]
    drift = drift_before(base, start).share
    if drift == drift:
        slowed = base.assign(forecast=base["forecast"] * (1 - drift))
        slowed["shift"] = slowed["forecast"] - slowed["actual"]
        estimates.append(_since(slowed, start, "開始前の動きを除く", by_volume.share * (1 - drift)))
    if total(others, COUNTER):
        by_others = trend(others, months[months >= start], COUNTER)
        compared = forecast_from_year_before(rows, months, by_others)
        estimates.append(_since(compared, start, "対象外の証明書との比較", by_others.share))
    return pd.DataFrame(estimates)


def shift_from_months_before(
    certificates: pd.DataFrame, months: pd.DatetimeIndex, start: pd.Timestamp
) -> pd.DataFrame:
    """The shift since ``start`` where no year before is at hand; one row like :func:`shift_estimates`.

    Args:
        certificates: rows of the eligible types.
        months: the months of the year examined, some of them before ``start``.
        start: first month of the campaign.
    """
    forecast = forecast_from_months_before(certificates, months, months[months < start])
    return pd.DataFrame([_since(forecast, start, "開始前の窓口の割合のまま", float("nan"))])


def _since(forecast: pd.DataFrame, start: pd.Timestamp, method: str, growth: float) -> dict[str, object]:
    later = forecast[forecast["month"] >= start]
    return {
        "method": method,
        "growth": growth,
        "forecast": later["forecast"].sum(),
        "actual": later["actual"].sum(),
        "shift": later["shift"].sum(),
    }
