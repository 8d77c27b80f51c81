import pytest

from edu_dx.metrics.quoted_ratio import Quoted, matching_pairs, ratio_range

# 足利市: 約18万通 issued, 約15.5万通 obtainable without a visit, 約12万通 of them taken at a counter.
ISSUED = Quoted("交付した通数", 180_000, 10_000)
ELIGIBLE = Quoted("来庁せずに取れる通数", 155_000, 1_000)
AT_COUNTER = Quoted("うち窓口で取られた通数", 120_000, 10_000)


def test_seventy_eight_per_cent_has_the_eligible_certificates_as_denominator():
    pairs = matching_pairs(Quoted("記事の割合", 0.78, 0.01), [ISSUED, ELIGIBLE, AT_COUNTER])

    best = pairs.iloc[0]
    assert (best["numerator"], best["denominator"]) == (AT_COUNTER.name, ELIGIBLE.name)
    assert round(best["share"], 3) == 0.774
    assert pairs["fits"].tolist() == [True, False, False]


def test_all_certificates_as_denominator_would_have_given_two_thirds():
    pairs = matching_pairs(Quoted("記事の割合", 0.78, 0.01), [ISSUED, AT_COUNTER])

    assert pairs[["share", "fits"]].values.tolist() == [[120_000 / 180_000, False]]


def test_exact_counts_leave_no_room():
    low, high = ratio_range(Quoted("分子", 310), Quoted("分母", 1033))

    assert low == high == pytest.approx(310 / 1033)
