"""Pupil counts written the way a survey sheet shows them, for the tests of the projection."""

from collections.abc import Mapping, Sequence

import pandas as pd

from edu_dx.metrics.cohort_steps import Cohorts
from edu_dx.metrics.pupil_counts import pupil_counts
from edu_dx.metrics.survey_panel import SurveyPanel
from edu_dx.tables import TABLES

FIRST_GRADE = {"小学校": 1, "中学校": 7, "義務教育学校": 1}


def enrolment(
    sheets: Mapping[tuple[int, str, str], Sequence[int | None]],
    special: Mapping[tuple[int, str, str], Sequence[int]] | None = None,
) -> pd.DataFrame:
    """Canonical rows from ``{(fiscal year, school type, school): pupils from the lowest grade up}``."""
    rows = [
        {
            "fiscal_year": year,
            "school_code": school,
            "school_name": school,
            "school_type": kind,
            "grade": FIRST_GRADE[kind] + place,
            "class_kind": "通常",
            "pupils": number,
            "special_support_pupils": special[year, kind, school][place] if special else None,
        }
        for (year, kind, school), pupils in sheets.items()
        for place, number in enumerate(pupils)
    ]
    return TABLES["enrolment"].frame(rows)


def panel(sheets: Mapping[tuple[int, str, str], Sequence[int | None]]) -> SurveyPanel:
    """The surveys of ``enrolment``."""
    return SurveyPanel.of(pupil_counts(enrolment(sheets)))


def cohorts_since(year: int, surveys: SurveyPanel) -> Cohorts:
    """The cohorts of the surveys from ``year`` to the last."""
    return Cohorts.of(surveys).between(year, int(surveys.years[-1]))


# Two surveys a year apart, with ratios that can be told by hand.
YEARLY = {
    (2023, "小学校", "甲"): [100, 100, 100, 100, 100, 100],
    (2024, "小学校", "甲"): [90, 102, 100, 98, 100, 100],
    (2023, "中学校", "乙"): [80, 80, 80],
    (2024, "中学校", "乙"): [90, 80, 84],
}


def births(by_period: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """Canonical rows from ``{(first day, last day): births}``."""
    return TABLES["births"].frame(
        [
            {"period_start": start, "period_end": end, "municipality_code": "999990", "births": number}
            for (start, end), number in by_period.items()
        ]
    )
