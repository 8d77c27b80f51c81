import numpy as np
import pytest

from edu_dx.metrics.arrays import summed
from edu_dx.metrics.pupil_counts import pupil_counts
from edu_dx.metrics.survey_panel import SurveyPanel
from tests.metrics.surveys import enrolment

COUNTS = pupil_counts(
    enrolment(
        {
            (2022, "小学校", "甲"): [10, 20, 30, 40, 50, 60],
            (2024, "小学校", "甲"): [11, 21, 31, 41, 51, 61],
            (2024, "中学校", "乙"): [70, 80, 90],
        }
    )
)
PANEL = SurveyPanel.of(COUNTS)


def test_every_count_has_its_place() -> None:
    assert PANEL.years.tolist() == [2022, 2024]
    assert PANEL.schools.tolist() == [("中学校", "乙"), ("小学校", "甲")]
    for year, kind, code, grade, pupils in COUNTS.itertuples(index=False):
        place = PANEL.schools.get_loc((kind, code))
        assert PANEL.survey_of(year)[place, grade - 1] == pupils
    assert np.nansum(PANEL.pupils) == COUNTS["pupils"].sum()
    assert np.isfinite(PANEL.pupils).sum() == len(COUNTS)


def test_schools_keep_their_places_in_a_panel_of_earlier_surveys() -> None:
    earlier = PANEL.until(2023)
    assert earlier.years.tolist() == [2022]
    assert earlier.schools is PANEL.schools
    assert np.isnan(earlier.pupils[:, 0]).all()


def test_a_sum_of_nothing_surveyed_is_unknown_and_not_nobody() -> None:
    city = summed(PANEL.pupils, axis=1)
    assert city[1].tolist() == [11, 21, 31, 41, 51, 61, 70, 80, 90]
    assert np.isnan(city[0, 6:]).all()


@pytest.mark.parametrize("year", [2022, 2024])
def test_a_survey_is_found_by_its_year(year: int) -> None:
    total = COUNTS.loc[COUNTS["fiscal_year"] == year, "pupils"].sum()
    assert np.nansum(PANEL.survey_of(year)) == total
