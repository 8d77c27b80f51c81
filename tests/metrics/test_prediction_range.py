import pandas as pd
import pytest

from edu_dx.metrics.enrolment_forecast import SEEN, project
from edu_dx.metrics.hindcast import (
    CITY_GRADE,
    CITY_TOTAL,
    LEVELS,
    SCHOOL_GRADE,
    SCHOOL_TOTAL,
    hindcast,
)
from edu_dx.metrics.prediction_range import (
    ALL_HORIZONS,
    ASSUMED,
    OWN_HORIZON,
    assumed_spread,
    past_spreads,
    ranged,
)
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment

NO_BIRTHS = pd.Series(dtype="float64")
COUNTS = pupil_counts(
    enrolment(
        {
            (year, kind, school): [size + (year * place + len(school)) % 7 for place in range(grades)]
            for year in range(2016, 2025)
            for kind, school, size, grades in (
                ("小学校", "甲小", 30, 6),
                ("小学校", "乙小学", 70, 6),
                ("中学校", "丙中", 85, 3),
            )
        }
    )
)
PROJECTION = project(COUNTS, NO_BIRTHS, base_year=2024, years=8, window=3)
ERRORS = hindcast(COUNTS, NO_BIRTHS, window=3)


def past(errors, horizon=1, projected=100.0):
    return pd.DataFrame(
        {
            "level": CITY_GRADE,
            "origin": SEEN,
            "horizon": horizon,
            "method": projected,
            "actual": [projected + error for error in errors],
        }
    )


def test_half_width_is_the_conformal_rank_of_the_past_errors():
    # Errors 1…10 of 100 projected: units of √100 = 10; rank ⌈0.8 · 11⌉ = 9.
    spread = past_spreads(past(range(1, 11)), level=CITY_GRADE, origin=SEEN, horizons=1)[-1]
    assert (spread.half_width, spread.n, spread.basis) == (pytest.approx(0.9), 10, OWN_HORIZON)


def test_with_few_errors_of_the_horizon_all_are_used_and_scaled():
    spread = past_spreads(past([10] * 10), level=CITY_GRADE, origin=SEEN, horizons=4)[-1]
    assert (spread.half_width, spread.basis) == (pytest.approx(2.0), ALL_HORIZONS)


def test_nine_errors_are_too_few():
    assert past_spreads(past(range(9)), level=CITY_GRADE, origin=SEEN, horizons=1) is None


def test_errors_of_other_levels_do_not_count():
    assert past_spreads(past(range(20)), level=CITY_TOTAL, origin=SEEN, horizons=1) is None


def test_a_longer_horizon_never_has_a_narrower_range():
    errors = pd.concat([past([9] * 10, horizon=1), past([1] * 10, horizon=2)])
    spread = past_spreads(errors, level=CITY_GRADE, origin=SEEN, horizons=2)[-1]
    assert spread.half_width == pytest.approx(0.9)


def test_the_assumed_range_is_the_normal_one():
    spread = assumed_spread(100, 5)
    assert spread.half_width * 10 == pytest.approx(1.2816 * 5, rel=1e-4)
    assert (spread.n, spread.basis) == (0, ASSUMED)


def test_outcomes_are_never_below_zero():
    assert assumed_spread(1, 5).outcomes(1).min() == 0


@pytest.mark.parametrize("level", LEVELS)
def test_every_range_holds_its_projection_and_its_scenarios(level):
    table = ranged(PROJECTION, ERRORS, level)
    assert (table["range_low"] <= table[["low", "middle"]].min(axis=1) + 1e-9).all()
    assert (table["range_high"] >= table[["high", "middle"]].max(axis=1) - 1e-9).all()


def test_each_level_sums_the_same_pupils():
    totals = {level: ranged(PROJECTION, ERRORS, level)["middle"].sum() for level in LEVELS}
    assert list(totals.values()) == pytest.approx([totals[CITY_TOTAL]] * len(LEVELS))


def test_ranges_say_how_many_past_errors_they_rest_on():
    table = ranged(PROJECTION, ERRORS, SCHOOL_GRADE)
    assert (table["range_n"] >= 10).all()
    assert ranged(PROJECTION, ERRORS.iloc[:0], SCHOOL_TOTAL)["range_basis"].eq(ASSUMED).all()


def test_the_80_percent_range_covered_the_past_it_was_measured_on():
    for horizon in (1, 2, 3):
        rows = ERRORS.query("level == @SCHOOL_GRADE and origin == @SEEN and horizon == @horizon")
        spread = past_spreads(ERRORS, level=SCHOOL_GRADE, origin=SEEN, horizons=horizon)[-1]
        inside = (rows["actual"] - rows["method"]).abs() <= spread.half_width * rows["method"] ** 0.5 + 1e-9
        assert inside.mean() >= 0.8


def test_the_same_input_gives_the_same_ranges():
    first, second = (ranged(PROJECTION, ERRORS, CITY_GRADE).drop(columns="spread") for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_one_school_s_ranges_are_those_it_has_among_all():
    code = PROJECTION.schools["school_code"].iloc[0]
    for level in (SCHOOL_GRADE, SCHOOL_TOTAL):
        among_all = ranged(PROJECTION, ERRORS, level).query("school_code == @code").reset_index(drop=True)
        alone = ranged(PROJECTION, ERRORS, level, code)
        pd.testing.assert_frame_equal(alone.drop(columns="spread"), among_all.drop(columns="spread"))
