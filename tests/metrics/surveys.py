"""Pupil counts written the way a survey sheet shows them, for the tests of the projection."""

from collections.abc import Mapping, Sequence

import pandas as pd

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


def births(by_period: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """Canonical rows from ``{(first day, last day): births}``."""
    return TABLES["births"].frame(
        [
            {"period_start": start, "period_end": end, "municipality_code": "999990", "births": number}
            for (start, end), number in by_period.items()
        ]
    )
