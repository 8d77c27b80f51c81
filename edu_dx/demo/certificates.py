"""Certificates by month, type and channel, with the 10-yen campaign that began in August 2025."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from edu_dx.demo.paper import commas, new_workbook, wide, write_csv
from edu_dx.tables.fiscal_year import era_year

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


def write_certificates(folder: Path, seed: int) -> list[Path]:
    """One file a fiscal year: workbooks with a two-line heading, then a CP932 CSV; wide by channel."""
    counts = simulate_certificates(seed)
    return [
        *(_write_workbook(folder, counts, fiscal_year) for fiscal_year in (2023, 2024)),
        _write_csv(folder, counts, 2025),
    ]


def _title(fiscal_year: int) -> str:
    return f"{wide(era_year(fiscal_year))}年度　証明書交付件数（受取方法別）（架空データ）"


def _month_label(month: dt.date) -> str:
    return wide(f"{era_year(month.year)}年{month.month}月")


def _of_year(fiscal_year: int) -> list[dt.date]:
    return [month for month in months() if month.year - (month.month < 4) == fiscal_year]


def _copies(counts: Counts, in_months: list[dt.date], certificates: Sequence[Certificate]) -> list[int]:
    """Copies by channel, and their total, over some months and certificates."""
    by_channel = [
        sum(counts[month, certificate.name, channel] for month in in_months for certificate in certificates)
        for channel in CHANNELS
    ]
    return [*by_channel, sum(by_channel)]


def _offered(certificate: Certificate) -> list[bool]:
    return [True, certificate.shop > 0, certificate.online > 0, certificate.mail > 0]


def _write_workbook(folder: Path, counts: Counts, fiscal_year: int) -> Path:
    path = folder / f"証明書交付件数_R{fiscal_year - 2018}年度_架空データ.xlsx"
    with new_workbook(path, _title(fiscal_year)) as workbook:
        sheet = workbook.add_worksheet("交付件数")
        head = workbook.add_format({"align": "center", "valign": "vcenter", "border": 1})
        number = workbook.add_format({"border": 1, "num_format": "#,##0"})
        sheet.write(0, 0, _title(fiscal_year))
        sheet.write(1, 8, "市民課・税務課調べ（架空）")
        sheet.merge_range(2, 0, 3, 0, "年月", head)
        sheet.merge_range(2, 1, 3, 1, "証明書の種類", head)
        sheet.merge_range(2, 2, 2, 6, "交付件数（通）", head)
        sheet.merge_range(2, 7, 2, 10, "手数料（円）", head)
        sheet.write_row(3, 2, [*CHANNELS, "計", *CHANNELS], head)
        row = 4
        for month in _of_year(fiscal_year):
            sheet.merge_range(row, 0, row + len(CERTIFICATES), 0, _month_label(month), head)
            for certificate in CERTIFICATES:
                offered = _offered(certificate)
                copies = _copies(counts, [month], [certificate])
                sheet.write(row, 1, certificate.name)
                for column, (there, value) in enumerate(zip([*offered, True], copies, strict=True), start=2):
                    sheet.write(row, column, value if there else "-", number)
                for column, (there, channel) in enumerate(zip(offered, CHANNELS, strict=True), start=7):
                    sheet.write(row, column, fee(certificate, channel, month) if there else "-", number)
                row += 1
            sheet.write(row, 1, "計")
            sheet.write_row(row, 2, _copies(counts, [month], CERTIFICATES), number)
            row += 1
        sheet.write(row, 0, "年度合計")
        sheet.write_row(row, 2, _copies(counts, _of_year(fiscal_year), CERTIFICATES), number)
        sheet.write(row + 1, 0, "※　この表の数値はすべて架空のものです。「-」は取扱いのないもの。")
    return path


def _write_csv(folder: Path, counts: Counts, fiscal_year: int) -> Path:
    header = ["年月", "証明書の種類", *CHANNELS, "計", *(f"手数料（{channel}）" for channel in CHANNELS)]
    rows = [
        [_title(fiscal_year)],
        ["※　架空の数値です。８月からコンビニ交付手数料を１０円としています。"],
        header,
    ]
    for month in _of_year(fiscal_year):
        for certificate in CERTIFICATES:
            offered = _offered(certificate)
            copies = _copies(counts, [month], [certificate])
            rows.append(
                [
                    _month_label(month),
                    certificate.name,
                    *(commas(n) if there else "-" for n, there in zip(copies, [*offered, True], strict=True)),
                    *(
                        str(fee(certificate, channel, month)) if there else "-"
                        for channel, there in zip(CHANNELS, offered, strict=True)
                    ),
                ]
            )
        total = [commas(number) for number in _copies(counts, [month], CERTIFICATES)]
        rows.append([_month_label(month), "計", *total, "", "", "", ""])
    total = [commas(number) for number in _copies(counts, _of_year(fiscal_year), CERTIFICATES)]
    rows.append(["合計", "", *total, "", "", "", ""])
    return write_csv(
        folder / f"証明書交付件数_R{fiscal_year - 2018}年度_架空データ.csv", rows, encoding="cp932"
    )
