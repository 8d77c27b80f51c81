from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from edu_dx.demo.certificates import CERTIFICATES, CHANNELS, Counts, fee, months, simulate_certificates


@pytest.fixture(scope="module")
def counts() -> Counts:
    return simulate_certificates(20250501)


def copies(counts: Counts, in_months: list[dt.date], channels: tuple[str, ...] = CHANNELS) -> int:
    return sum(
        number for (month, _, channel), number in counts.items() if month in in_months and channel in channels
    )


def test_36_months_from_april_2023() -> None:
    assert months()[0] == dt.date(2023, 4, 1)
    assert months()[-1] == dt.date(2026, 3, 1)
    assert len(set(months())) == 36


def test_the_city_issues_about_12_certificates_for_10_residents_a_year(counts: Counts) -> None:
    assert 1.15 < copies(counts, months()[:12]) / 98_500 < 1.3


def test_the_campaign_moves_certificates_from_the_counter_to_shops(counts: Counts) -> None:
    before, after = months()[24:28], months()[28:32]
    for channel, grows in (("コンビニ", True), ("窓口", False)):
        share_before = copies(counts, before, (channel,)) / copies(counts, before)
        share_after = copies(counts, after, (channel,)) / copies(counts, after)
        assert (share_after - share_before > 0.1) is grows


def test_certificates_without_shop_service_have_none(counts: Counts) -> None:
    at_the_counter = {certificate.name for certificate in CERTIFICATES if not certificate.shop}
    assert len(at_the_counter) == 3
    assert not sum(
        n for (_, name, channel), n in counts.items() if name in at_the_counter and channel == "コンビニ"
    )


def test_shops_charge_ten_yen_from_august_2025() -> None:
    residence = CERTIFICATES[0]
    assert [fee(residence, channel, dt.date(2025, 7, 1)) for channel in CHANNELS] == [300, 250, 250, 300]
    assert [fee(residence, channel, dt.date(2025, 8, 1)) for channel in CHANNELS] == [300, 10, 250, 300]


def test_the_workbook_prints_the_total_of_its_year(raw: Path, counts: Counts) -> None:
    sheet = load_workbook(raw / "証明書交付件数_R5年度_架空データ.xlsx").worksheets[0]
    (total,) = (row for row in sheet.values if row[0] == "年度合計")
    assert total[6] == copies(counts, months()[:12])


def test_the_csv_is_cp932_with_era_months_and_thousands_commas(raw: Path) -> None:
    text = (raw / "証明書交付件数_R7年度_架空データ.csv").read_bytes().decode("cp932")
    assert '令和７年４月,住民票の写し,"3,' in text
    assert "\r\n合計," in text
