"""Certificates by month, type and channel, with the 10-yen campaign that began in August 2025."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FIRST_YEAR, LAST_YEAR = 2023, 2025
CAMPAIGN_START = dt.date(2025, 8, 1)
CAMPAIGN_FEE = 10
COUNTER, SHOP, ONLINE, MAIL = ("窓口", "コンビニ", "オンライン", "郵送")
CHANNELS = (COUNTER, SHOP, ONLINE, MAIL)

_SEASON = dict(
    zip(range(1, 13), (0.90, 0.98, 1.35, 1.22, 0.98, 1.05, 0.97, 0.92, 0.93, 0.94, 0.90, 0.86), strict=True)
)


@dataclass(frozen=True)
class Certificate:
    """One type of certificate.

    Args:
        name: as the city lists it.
        per_year: copies in FY2023.
        fee: yen at the counter and by mail; convenience stores and online cost 50 yen less.
        shop: share taken at convenience stores at the start; 0 where the law or the system has none.
        online: share ordered online at the start.
        mail: share by mail.
        months: factors by month beside the ordinary season.
    """

    name: str
    per_year: int
    fee: int
    shop: float
    online: float
    mail: float
    months: Mapping[int, float]


CERTIFICATES = (
    Certificate("住民票の写し", 46_000, 300, 0.22, 0.012, 0.030, {}),
    Certificate("印鑑登録証明書", 30_500, 300, 0.25, 0.0, 0.0, {6: 0.95}),
    Certificate(
        "所得・課税証明書", 13_500, 300, 0.16, 0.010, 0.035, {4: 0.7, 5: 0.9, 6: 2.1, 7: 1.3, 3: 0.75}
    ),
    Certificate("戸籍証明書", 14_500, 450, 0.07, 0.004, 0.180, {3: 0.85}),
    Certificate("戸籍の附票の写し", 2_600, 300, 0.0, 0.0, 0.200, {3: 0.85}),
    Certificate("身分証明書", 2_900, 300, 0.0, 0.0, 0.080, {3: 1.1}),
    Certificate("固定資産評価証明書", 9_500, 300, 0.0, 0.0, 0.110, {4: 1.2, 3: 0.8}),
)

Counts = dict[tuple[dt.date, str, str], int]


def simulate_certificates(seed: int) -> Counts:
    """Copies by month (its first day), certificate and channel."""
    rng = np.random.default_rng([seed, 6])
    counts: Counts = {}
    for elapsed, month in enumerate(months()):
        for certificate in CERTIFICATES:
            level = (
                certificate.per_year / 12 * _SEASON[month.month] * certificate.months.get(month.month, 1.0)
            )
            total = rng.poisson(level * (1 - 0.012) ** (elapsed / 12) * rng.normal(1.0, 0.02))
            by_channel = rng.multinomial(total, _shares(certificate, month, elapsed))
            for channel, number in zip(CHANNELS, by_channel.tolist(), strict=True):
                counts[month, certificate.name, channel] = number
    return counts


def months() -> list[dt.date]:
    """First days of the 36 months."""
    return [
        dt.date(year + (month < 4), month, 1)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for month in (*range(4, 13), 1, 2, 3)
    ]


def fee(certificate: Certificate, channel: str, month: dt.date) -> int:
    """Yen for one copy in a month."""
    if channel == SHOP and month >= CAMPAIGN_START:
        return CAMPAIGN_FEE
    return certificate.fee - 50 if channel in (SHOP, ONLINE) else certificate.fee


def _shares(certificate: Certificate, month: dt.date, elapsed: int) -> list[float]:
    """Shares of the four channels: a slow drift, and a quick shift once the campaign has begun."""
    shop = certificate.shop * (1 + 0.010 * elapsed)
    if certificate.shop and month >= CAMPAIGN_START:
        campaign_month = (month.year - CAMPAIGN_START.year) * 12 + month.month - CAMPAIGN_START.month
        shop += (0.78 - certificate.mail - shop) * 0.55 * (1 - np.exp(-(campaign_month + 1) / 2.0))
    online = certificate.online * (1 + 0.02 * elapsed)
    return [1 - shop - online - certificate.mail, shop, online, certificate.mail]
