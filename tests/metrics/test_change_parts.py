import pandas as pd
import pytest

from edu_dx.metrics.change_parts import change_parts
from edu_dx.metrics.enrolment_forecast import project
from edu_dx.metrics.pupil_counts import pupil_counts
from tests.metrics.surveys import enrolment


def parts(sheets, births, years=3):
    counts = pupil_counts(enrolment(sheets))
    return change_parts(project(counts, births, base_year=2024, years=years, window=3)).set_index(
        "fiscal_year"
    )


GROWING = {
    (2023, "小学校", "甲"): [100, 100, 100, 100, 100, 100],
    (2024, "小学校", "甲"): [100, 110, 110, 110, 110, 110],
}


def test_the_parts_sum_to_the_change():
    table = parts(GROWING, pd.Series({2023: 100.0, 2024: 100.0, 2025: 90.0, 2026: 80.0, 2027: 70.0}))
    sums = table[["cohorts", "moves", "births"]].sum(axis=1)
    assert sums.tolist() == pytest.approx(table["change"].tolist())
    assert (table["base"] + table["change"]).tolist() == pytest.approx(table["pupils"].tolist())


def test_each_part_by_hand():
    row = parts(GROWING, pd.Series({2023: 100.0, 2024: 100.0, 2025: 90.0}), years=1).loc[2025]
    # 110 leave, 100 enter unchanged; five grades of 100, 110, 110, 110, 110 grow by a tenth; ten fewer are born.
    assert row["cohorts"] == pytest.approx(-10)
    assert row["moves"] == pytest.approx(54)
    assert row["births"] == pytest.approx(-10)
