"""Kobe 2010-2014 (神戸市教育委員会, 1 May): fitted on three years, the next two years predicted.

No births of the needed years are published with these files, so grade 1 is continued by its trend.
"""

import pandas as pd
import pytest

from edu_dx.intake import read_file
from edu_dx.metrics.class_projection import class_agreement
from edu_dx.metrics.enrolment_forecast import SEEN, project
from edu_dx.metrics.hindcast import CITY_GRADE, CITY_TOTAL, SCHOOL_GRADE, SCHOOL_TOTAL, error_table, hindcast
from edu_dx.metrics.prediction_range import ranged
from edu_dx.metrics.pupil_counts import by_grade, pupil_counts
from edu_dx.tables.reference import class_size_limits

NO_BIRTHS = pd.Series(dtype="float64")


@pytest.fixture(scope="module")
def enrolment(shared_data):
    files = sorted((shared_data / "kobe-school-enrolment").glob("*.xls"))
    frames = [part.frame for path in files for part in read_file(path) if part.table == "enrolment"]
    return pd.concat(frames, ignore_index=True)


@pytest.fixture(scope="module")
def counts(enrolment):
    return pupil_counts(enrolment)


@pytest.fixture(scope="module")
def results(counts):
    """2013 and 2014 as seen from 2012."""
    table = hindcast(counts, NO_BIRTHS, window=3, last_base=2012)
    return table[table["base_year"] == 2012]


def test_city_grades_are_the_printed_totals(counts):
    assert by_grade(counts)[1].to_dict() == {2010: 12970, 2011: 12677, 2012: 12496, 2013: 12757, 2014: 12605}


def test_ratios_are_those_of_the_printed_totals(counts):
    projection = project(counts, NO_BIRTHS, base_year=2012, years=2, window=3)
    # 中1 of 2011 and 2012 over 小6 of 2010 and 2011
    assert projection.junior_high_parts == (12462 + 12256, 13847 + 13595)
    second = projection.progression.table.query("from_grade == 1").iloc[0]
    assert (second["from_pupils"], second["to_pupils"]) == (12970 + 12677, 12984 + 12665)


@pytest.mark.parametrize("level", [SCHOOL_GRADE, SCHOOL_TOTAL, CITY_GRADE, CITY_TOTAL])
@pytest.mark.parametrize("horizon", [1, 2])
@pytest.mark.parametrize("naive", ["same_grade", "shift"])
def test_both_naive_rules_are_beaten(results, level, horizon, naive):
    row = error_table(results, ["level", "horizon"]).set_index(["level", "horizon"]).loc[(level, horizon)]
    assert row["method_mape"] < row[f"{naive}_mape"]
    assert row["method_mae"] < row[f"{naive}_mae"]


@pytest.mark.parametrize(
    ("level", "horizon", "mape"),
    [
        (SCHOOL_GRADE, 1, 0.053),
        (SCHOOL_GRADE, 2, 0.093),
        (SCHOOL_TOTAL, 1, 0.036),
        (SCHOOL_TOTAL, 2, 0.056),
        (CITY_GRADE, 1, 0.0055),
        (CITY_GRADE, 2, 0.0085),
        (CITY_TOTAL, 1, 0.002),
        (CITY_TOTAL, 2, 0.005),
    ],
)
def test_mape_stays_where_it_was_measured(results, level, horizon, mape):
    row = error_table(results, ["level", "horizon"]).set_index(["level", "horizon"]).loc[(level, horizon)]
    assert row["method_mape"] <= mape


def test_without_births_grade_one_is_the_weak_spot(results):
    """The trend of 2010-2012 falls; 2013 brought more children. Said in the notebook, not hidden in a mean."""
    city = results.query("level == @CITY_GRADE and horizon == 1")
    errors = error_table(city, ["grade"]).set_index("grade")
    assert errors["method_mape"].idxmax() == 1
    assert errors.loc[1, "method_mape"] > errors.loc[1, "same_grade_mape"]
    assert errors["method_mape"].drop(1).max() < 0.006


def test_ranges_measured_before_2013_cover_what_came(counts):
    """80 % ranges from errors known in 2012 against the schools' grades of 2013 that were at school."""
    known = hindcast(counts[counts["fiscal_year"] <= 2012], NO_BIRTHS, window=3)
    projection = project(counts, NO_BIRTHS, base_year=2012, years=1, window=3)
    keys = ["fiscal_year", "school_type", "school_code", "grade"]
    table = ranged(projection, known, SCHOOL_GRADE).merge(counts, on=keys)
    seen = table[table["origin"] == SEEN]
    inside = seen["pupils"].between(seen["range_low"], seen["range_high"])
    assert len(seen) > 900
    assert 0.75 <= inside.mean() <= 0.90


def test_class_counts_follow_the_prefectures_limits(enrolment):
    """兵庫県: 35 in 小1-4, 40 above; the rest are classes that schools form below the limit, and combined ones."""
    table = class_agreement(enrolment, 2014, class_size_limits(), "兵庫県")
    assert len(table) > 1200
    assert table["agrees"].mean() > 0.93
