import pandas as pd
import pytest

from edu_dx.metrics.channel_shift import (
    by_month_and_channel,
    by_type,
    counter_rate,
    eligible_share,
    eligible_types,
    fees_seen,
    of_types,
    self_service_rate,
    total,
)
from edu_dx.metrics.ratio import Ratio


@pytest.fixture
def ashikaga_2023(certificates):
    """足利市 2023 in thousands of certificates: 180 issued, 155 eligible, 120 of those at a counter."""
    return certificates(
        [
            ("2023-04", "住民票の写し", "窓口", 120_000),
            ("2023-04", "住民票の写し", "コンビニ", 30_000),
            ("2023-04", "住民票の写し", "オンライン", 5_000),
            ("2023-04", "身分証明書", "窓口", 25_000),
        ]
    )


def test_types_handed_out_without_a_visit_are_eligible(ashikaga_2023):
    assert eligible_types(ashikaga_2023) == ["住民票の写し"]


def test_a_zero_in_the_list_does_not_make_a_type_eligible(certificates):
    rows = certificates([("2025-04", "身分証明書", "コンビニ", 0), ("2025-04", "税証明", "コンビニ", 1)])

    assert eligible_types(rows) == ["税証明"]


def test_eligible_share_and_counter_rate_have_different_denominators(ashikaga_2023):
    eligible = eligible_types(ashikaga_2023)

    share, at_counter = eligible_share(ashikaga_2023, eligible), counter_rate(ashikaga_2023, eligible)

    assert share == (155_000, 180_000) and round(share.share, 3) == 0.861
    assert at_counter == (120_000, 155_000) and round(at_counter.share, 3) == 0.774


def test_self_service_rate_is_the_rest_of_the_eligible(ashikaga_2023):
    rate = self_service_rate(ashikaga_2023, ["住民票の写し"])

    assert rate == (35_000, 155_000) and round(rate.share, 3) == 0.226


def test_goal_of_hundred_thousand_moved():
    assert round(Ratio(100_000, 120_000).share, 3) == 0.833
    assert round(Ratio(35_000 + 100_000, 155_000).share, 3) == 0.871


def test_months_and_channels_without_a_row_are_zero(certificates):
    rows = certificates([("2025-04", "住民票の写し", "コンビニ", 3), ("2025-05", "住民票の写し", "窓口", 7)])

    table = by_month_and_channel(rows)

    assert table.columns.tolist() == ["窓口", "コンビニ"]
    assert table.to_numpy().tolist() == [[0, 3], [7, 0]]


def test_each_type_with_what_is_left_at_the_counter(ashikaga_2023):
    table = by_type(ashikaga_2023)

    assert table["certificate_type"].tolist() == ["住民票の写し", "身分証明書"]
    assert table["counter"].tolist() == [120_000, 25_000]
    assert table["share"].tolist() == [35 / 155, 0]
    assert table["total"].sum() == total(ashikaga_2023)


def test_fees_in_the_data_with_the_months_they_were_charged(certificates):
    rows = pd.concat(
        [
            certificates([("2025-07", "住民票の写し", "コンビニ", 10)], fee=250),
            certificates([("2025-08", "住民票の写し", "コンビニ", 20)], fee=10),
            certificates([("2025-09", "住民票の写し", "コンビニ", 30)], fee=10),
        ]
    )

    fees = fees_seen(rows)

    assert fees[["fee", "count"]].values.tolist() == [[10, 50], [250, 10]]
    assert fees["last_month"].iloc[0] == pd.Timestamp("2025-09-01")


def test_a_ratio_of_nothing_is_no_number():
    assert Ratio(0, 0).share != Ratio(0, 0).share


def test_rows_of_types(ashikaga_2023):
    assert of_types(ashikaga_2023, ["身分証明書"])["count"].tolist() == [25_000]
