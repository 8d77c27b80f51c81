import pandas as pd
import pytest

from edu_dx.metrics.channel_forecast import (
    drift_before,
    forecast_from_months_before,
    forecast_from_year_before,
    has_year_before,
    shift_estimates,
    shift_from_months_before,
    trend,
)

APRIL_TO_JULY = pd.date_range("2025-04-01", "2025-07-01", freq="MS")
JUNE = pd.Timestamp("2025-06-01")


@pytest.fixture
def campaign(certificates):
    """Last year 100 at the counter and 20 elsewhere every month; from June on 40 of this year's move.

    All eligible certificates grow by 10 % (to 132), certificates that stay at the counter by 5 %.
    """
    rows = []
    for month in ("04", "05", "06", "07"):
        moved = 40 if month in ("06", "07") else 0
        rows += [
            (f"2024-{month}", "住民票の写し", "窓口", 100),
            (f"2024-{month}", "住民票の写し", "コンビニ", 20),
            (f"2024-{month}", "身分証明書", "窓口", 40),
            (f"2025-{month}", "住民票の写し", "窓口", 110 - moved),
            (f"2025-{month}", "住民票の写し", "コンビニ", 22 + moved),
            (f"2025-{month}", "身分証明書", "窓口", 42),
        ]
    return certificates(rows)


def eligible(frame):
    return frame[frame["certificate_type"] == "住民票の写し"]


def test_growth_is_this_years_total_over_last_years_same_months(campaign):
    growth = trend(eligible(campaign), APRIL_TO_JULY)

    assert growth == (4 * 132, 4 * 120)


def test_shift_is_what_the_forecast_expected_and_the_counter_did_not_see(campaign):
    rows = eligible(campaign)

    forecast = forecast_from_year_before(rows, APRIL_TO_JULY, trend(rows, APRIL_TO_JULY))

    assert forecast["forecast"].tolist() == pytest.approx([110] * 4)
    assert forecast["actual"].tolist() == [110, 110, 70, 70]
    assert forecast["shift"].tolist() == pytest.approx([0, 0, 40, 40])


def test_nothing_moved_before_the_campaign(campaign):
    rows = eligible(campaign)
    forecast = forecast_from_year_before(rows, APRIL_TO_JULY, trend(rows, APRIL_TO_JULY))

    assert drift_before(forecast, JUNE).share == pytest.approx(0)


def test_certificates_that_stay_at_the_counter_give_another_forecast(campaign):
    estimates = shift_estimates(campaign, ["住民票の写し"], APRIL_TO_JULY, JUNE).set_index("method")

    assert estimates.loc["総数の伸び", "shift"] == pytest.approx(80)
    assert estimates.loc["開始前の動きを除く", "shift"] == pytest.approx(80)
    # 100 × 42/40 = 105 expected a month against 70.
    assert estimates.loc["対象外の証明書との比較", "growth"] == pytest.approx(1.05)
    assert estimates.loc["対象外の証明書との比較", "shift"] == pytest.approx(70)


def test_a_move_that_was_under_way_is_not_counted_for_the_campaign(certificates):
    rows = []
    for month in ("04", "05", "06", "07"):
        counter = 80 if month in ("06", "07") else 90
        rows += [
            (f"2024-{month}", "住民票の写し", "窓口", 100),
            (f"2025-{month}", "住民票の写し", "窓口", counter),
            (f"2025-{month}", "住民票の写し", "コンビニ", 100 - counter),
        ]

    estimates = shift_estimates(certificates(rows), ["住民票の写し"], APRIL_TO_JULY, JUNE).set_index("method")

    assert estimates.loc["総数の伸び", "shift"] == pytest.approx(40)
    assert estimates.loc["開始前の動きを除く", "shift"] == pytest.approx(20)
    assert "対象外の証明書との比較" not in estimates.index


def test_types_that_moved_too_are_no_comparison(campaign, certificates):
    other = certificates(
        [(f"{y}-{m}", "税証明", "窓口", 50) for y in (2024, 2025) for m in ("04", "05", "06", "07")]
    )
    moved = certificates([("2025-07", "税証明", "コンビニ", 30)])

    estimates = shift_estimates(
        pd.concat([campaign, other, moved]), ["住民票の写し"], APRIL_TO_JULY, JUNE
    ).set_index("method")

    assert estimates.loc["対象外の証明書との比較", "shift"] == pytest.approx(70)


def test_a_campaign_from_the_first_month_on_has_no_months_before(campaign):
    estimates = shift_estimates(campaign, ["住民票の写し"], APRIL_TO_JULY, APRIL_TO_JULY[0])

    assert estimates["method"].tolist() == ["総数の伸び", "対象外の証明書との比較"]


def test_the_year_before_is_needed_for_every_month(campaign):
    assert has_year_before(campaign, APRIL_TO_JULY)
    assert not has_year_before(campaign, pd.date_range("2025-04-01", "2025-08-01", freq="MS"))
    assert not has_year_before(campaign[campaign["fiscal_year"] == 2025], APRIL_TO_JULY)


def test_without_a_year_before_the_counters_share_of_the_months_before_stays(campaign):
    this_year = eligible(campaign)[eligible(campaign)["fiscal_year"] == 2025]

    forecast = forecast_from_months_before(this_year, APRIL_TO_JULY[2:], before=APRIL_TO_JULY[:2])

    assert forecast["forecast"].tolist() == pytest.approx([110, 110])
    assert forecast["shift"].tolist() == pytest.approx([40, 40])


def test_the_fallback_counts_the_shift_in_one_way_only(campaign):
    this_year = eligible(campaign)[eligible(campaign)["fiscal_year"] == 2025]

    estimates = shift_from_months_before(this_year, APRIL_TO_JULY, JUNE)

    assert estimates["method"].tolist() == ["開始前の窓口の割合のまま"]
    assert estimates["shift"].tolist() == pytest.approx([80])
