"""Pupil counts of 1 May by school and grade, in the one shape that the projection calculates with.

Source of the definition: 学校基本調査 (School Basic Survey), reference date 1 May of the fiscal year.
"""

from __future__ import annotations

import pandas as pd

WHOLE_CITY_CODE = r"[0-9]{6}"
SCHOOL = ["school_type", "school_code"]
ELEMENTARY, JUNIOR_HIGH, CONTINUOUS = "小学校", "中学校", "義務教育学校"


def pupil_counts(enrolment: pd.DataFrame) -> pd.DataFrame:
    """One row a year, school and grade.

    A whole-city row (six-digit municipality code instead of a school) is kept only for a year and school type
    that has no school of its own, so that no pupil is counted twice.

    Args:
        enrolment: canonical ``enrolment`` rows; rows without a grade or without pupils are left out.

    Returns:
        fiscal_year (int), school_type, school_code (str), grade (int, 1-9), pupils (float, persons).
    """
    rows = enrolment[enrolment["grade"].notna() & enrolment["pupils"].notna()]
    counts = pd.DataFrame(
        {
            "fiscal_year": rows["fiscal_year"].astype("int64"),
            "school_type": rows["school_type"].astype("object"),
            "school_code": rows["school_code"].astype("object"),
            "grade": rows["grade"].astype("int64"),
            "pupils": rows["pupils"].astype("float64"),
        }
    )
    whole_city = rows["school_code"].str.fullmatch(WHOLE_CITY_CODE).to_numpy(dtype="bool")
    if whole_city.any():
        is_school = pd.Series(~whole_city, index=counts.index)
        has_school = is_school.groupby([counts["fiscal_year"], counts["school_type"]]).transform("any")
        counts = counts[~(whole_city & has_school)]
    return total_pupils(counts, [*SCHOOL, "grade"])


def has_schools(counts: pd.DataFrame) -> bool:
    """Whether any row is of a school, and not of a whole city."""
    return not bool(counts["school_code"].str.fullmatch(WHOLE_CITY_CODE).all())


def total_pupils(counts: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Pupils summed over everything but ``by`` and the year: fiscal_year, the columns of ``by``, pupils."""
    return counts.groupby(["fiscal_year", *by], as_index=False)[["pupils"]].sum()


def by_grade(counts: pd.DataFrame) -> pd.DataFrame:
    """City totals: one row a year, with grades 1-9 as columns; a grade never surveyed that year is NaN."""
    table = counts.pivot_table(index="fiscal_year", columns="grade", values="pupils", aggfunc="sum")
    return table.reindex(columns=range(1, 10))


def stage_of(grade: int) -> str:
    """小学校 for grades 1-6, 中学校 for grades 7-9."""
    return ELEMENTARY if grade <= 6 else JUNIOR_HIGH


def uncounted_grades(enrolment: pd.DataFrame) -> pd.DataFrame:
    """The rows of ordinary grades whose pupils are not told (suppressed, unknown, not submitted).

    A grade that the school does not have (該当なし) is no gap. Sums over the other rows are too low by what is absent.

    Args:
        enrolment: canonical ``enrolment`` rows.

    Returns:
        The rows concerned, as they are.
    """
    reasons = enrolment["missing_reason"].astype("string").fillna("")
    is_grade = enrolment["grade"].notna() & (enrolment["class_kind"] == "通常")
    return enrolment[is_grade & reasons.str.contains(r"pupils=(?!none)", regex=True)]
