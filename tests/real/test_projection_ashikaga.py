"""足利市 from 1 May of R2 and R4 (栃木県 学校基本調査) and births of 2015-2019 (総務省 住民基本台帳): R6 and R7."""

import pandas as pd
import pytest

from edu_dx.intake import read_file
from edu_dx.metrics.enrolment_forecast import project
from edu_dx.metrics.grade_one import KNOWN_BIRTHS
from edu_dx.metrics.hindcast import CITY_GRADE, hindcast
from edu_dx.metrics.prediction_range import ASSUMED, ranged
from edu_dx.metrics.pupil_counts import by_grade, pupil_counts
from edu_dx.metrics.school_age import births_by_entry_year

ASHIKAGA = "092029"


@pytest.fixture(scope="module")
def counts(shared_data):
    (path,) = (shared_data / "ashikaga").glob("*.csv")
    return pupil_counts(
        pd.concat([part.frame for part in read_file(path) if part.table == "enrolment"], ignore_index=True)
    )


@pytest.fixture(scope="module")
def births(shared_data):
    frames = [
        part.frame
        for path in sorted((shared_data / "juki-municipal-population").glob("*03ssjin.xls"))
        for part in read_file(path, table="births")
    ]
    table = pd.concat(frames, ignore_index=True)
    return births_by_entry_year(table[table["municipality_code"] == ASHIKAGA])


@pytest.fixture(scope="module")
def projection(counts, births):
    return project(counts, births, base_year=2022, years=3, window=3)


def test_the_city_is_read_whole(counts):
    assert by_grade(counts)[1].to_dict() == {2020: 1014, 2022: 933}
    assert by_grade(counts)[6].to_dict() == {2020: 1212, 2022: 1076}


def test_births_of_the_cohorts_that_enter_in_r4_to_r7(births):
    assert births.round(1).to_dict() == {2022: 963.3, 2023: 972.8, 2024: 882.6, 2025: 818.7}


def test_the_ratio_rests_on_the_cohort_of_r4_alone(projection):
    assert projection.grade_one.fitted_years == (2022,)
    assert projection.grade_one.entered / projection.grade_one.born == pytest.approx(933 / 963.26, abs=1e-4)


@pytest.mark.parametrize(
    ("year", "by_grade"),
    [
        (2024, [855, 942, 932, 951, 1008, 1059]),
        (2025, [793, 854, 941, 931, 950, 1007]),
    ],
)
def test_r6_and_r7_by_grade(projection, year, by_grade):
    city = projection.city.query("fiscal_year == @year and grade <= 6")
    assert city["middle"].round().tolist() == by_grade
    assert projection.grade_one.table["basis"].eq(KNOWN_BIRTHS).all()


def test_cohorts_of_junior_high_age_are_followed_but_not_shared_out(projection):
    """No 中学校 was surveyed: the numbers hold all children of the cohort, also those of private schools."""
    city = projection.city.query("fiscal_year == 2025 and grade >= 7")
    assert projection.junior_high is None
    assert city["middle"].round().tolist() == [1059, 1006, 1076]


def test_ranges_are_assumed_since_two_surveys_leave_no_past_projection(counts, births, projection):
    errors = hindcast(counts, births, window=3)
    assert errors.empty
    table = ranged(projection, errors, CITY_GRADE).query("fiscal_year in (2024, 2025) and grade <= 6")
    assert table["range_basis"].eq(ASSUMED).all()
    width = (table["range_high"] - table["range_low"]) / 2 / table["middle"]
    assert (table["range_low"] < table["middle"]).all() and (table["middle"] < table["range_high"]).all()
    entering = table["origin"] == "入学前"
    assert width[~entering].between(0.008, 0.03).all()
    assert width[entering].between(0.03, 0.07).all()


def test_the_published_total_of_r7_lies_below_all_cohorts_and_above_elementary_school(projection):
    """8,410 pupils at the city's schools in R7: the cohorts hold 8,618 children, some at other 中学校."""
    stages = projection.city.query("fiscal_year == 2025").groupby("school_type")["middle"].sum()
    assert stages.round().to_dict() == {"小学校": 5476, "中学校": 3142}
    assert 0.90 < (8410 - stages["小学校"]) / stages["中学校"] < 0.96


def test_hindcast_of_r4_from_r2(counts):
    """R2 alone knows no ratio: the plain shift of two years, off by at most half a per cent."""
    early = project(counts, pd.Series(dtype="float64"), base_year=2020, years=2, window=3)
    seen = early.city.query("fiscal_year == 2022 and grade in (3, 4, 5, 6)").set_index("grade")["middle"]
    actual = by_grade(counts).loc[2022, [3, 4, 5, 6]]
    assert seen.tolist() == [1014, 1060, 1005, 1080]
    assert ((seen - actual).abs() / actual).max() < 0.006
