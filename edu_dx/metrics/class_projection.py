"""Classes that projected pupils lead to: by grade with probabilities, by school with pairs and size band."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from edu_dx.metrics.arrays import rows_of
from edu_dx.metrics.class_count import ClassLimits, class_probabilities, classes_needed
from edu_dx.metrics.combined_classes import Pair, combined_pairs, pairing_label
from edu_dx.metrics.dated_limits import DatedLimits
from edu_dx.metrics.pupil_counts import ELEMENTARY, JUNIOR_HIGH, SCHOOL, stage_of
from edu_dx.metrics.school_size import size_band


def special_support_share(enrolment: pd.DataFrame, fiscal_year: int) -> pd.DataFrame:
    """Each school's share of pupils in special support classes in ``fiscal_year``.

    Args:
        enrolment: canonical ``enrolment`` rows.

    Returns:
        Index school_type, school_code; columns share, special (numerator), pupils (denominator) and known:
        whether the survey of the school type told the two apart (a school left blank in a survey that does has
        none). Where it did not, the share is 0 and class counts come out too high.
    """
    of_year = enrolment[
        (enrolment["fiscal_year"] == fiscal_year) & enrolment["grade"].notna() & enrolment["pupils"].notna()
    ]
    pupils = _sums_by_school(of_year, "pupils")
    special = _sums_by_school(of_year, "special_support_pupils")
    told = {kind for kind, _ in special}
    schools = sorted(pupils)
    among_them = [special.get(school, 0.0) for school in schools]
    return pd.DataFrame(
        {
            "share": [
                own / pupils[school] if pupils[school] > 0 else 0.0
                for own, school in zip(among_them, schools, strict=True)
            ],
            "special": among_them,
            "pupils": [pupils[school] for school in schools],
            "known": [kind in told for kind, _ in schools],
        },
        index=pd.MultiIndex.from_arrays(
            [[kind for kind, _ in schools], [code for _, code in schools]], names=SCHOOL
        ),
    )


def _sums_by_school(rows: pd.DataFrame, column: str) -> dict[tuple[str, str], float]:
    """School type and code → the sum of the numbers that are told; nothing where none is."""
    told = rows[rows[column].notna()]
    sums: dict[tuple[str, str], float] = {}
    for kind, code, number in rows_of(told, [*SCHOOL, column]):
        sums[kind, code] = sums.get((kind, code), 0.0) + float(number)
    return sums


def ordinary_pupils(by_grade: pd.DataFrame, totals: pd.DataFrame, special: pd.DataFrame) -> pd.DataFrame:
    """Pupils of ordinary classes by school and grade.

    The school's share of special support pupils in the base year is carried forward. For the ends of the range all
    grades move together by as much as the school's total does: nobody expects every grade to hit its own end at
    once.

    Args:
        by_grade: ``prediction_range.ranged`` at level SCHOOL_GRADE.
        totals: the same at level SCHOOL_TOTAL.
        special: ``special_support_share``.

    Adds:
        special_share, ordinary, ordinary_low, ordinary_high (persons; middle projection and the ends).
    """
    share_of = special["share"].to_dict()
    share = np.array([share_of.get(school, 0.0) for school in rows_of(by_grade, SCHOOL)], dtype="float64")
    keys = [*SCHOOL, "fiscal_year"]
    place_of = {school: place for place, school in enumerate(rows_of(totals, keys))}
    place = [place_of[school] for school in rows_of(by_grade, keys)]
    middle, low, high = (totals[name].to_numpy()[place] for name in ("middle", "range_low", "range_high"))
    ordinary = by_grade["middle"].to_numpy() * (1 - share)
    return by_grade.assign(
        special_share=share,
        ordinary=ordinary,
        ordinary_low=ordinary * np.divide(low, middle, out=np.zeros_like(low), where=middle > 0),
        ordinary_high=ordinary * np.divide(high, middle, out=np.zeros_like(high), where=middle > 0),
    )


def with_limits(rows: pd.DataFrame, limits: pd.DataFrame, prefecture: str) -> pd.DataFrame:
    """Rows with school_type, grade and fiscal_year and the class-size ``limit`` that holds for them."""
    of_prefecture = ClassLimits(limits, prefecture)
    cases = zip(rows["school_type"], rows["grade"], rows["fiscal_year"], strict=True)
    return rows.assign(limit=[of_prefecture.of(kind, int(grade), int(year)) for kind, grade, year in cases])


def grade_classes(rows: pd.DataFrame) -> pd.DataFrame:
    """Classes of each grade before grades are combined.

    Args:
        rows: ``ordinary_pupils`` with their ``limit``.

    Adds:
        classes, and probability: mapping of each possible number of classes to its probability.
    """
    probabilities = [
        class_probabilities(spread.outcomes(pupils) * (1 - share), limit)
        for spread, pupils, share, limit in zip(
            rows["spread"], rows["middle"], rows["special_share"], rows["limit"], strict=True
        )
    ]
    classes = [
        classes_needed(pupils, limit) for pupils, limit in zip(rows["ordinary"], rows["limit"], strict=True)
    ]
    return rows.assign(
        classes=classes, probability=pd.Series(probabilities, index=rows.index, dtype="object")
    )


def probability_table(classes: pd.DataFrame) -> pd.DataFrame:
    """One row a school, year and grade: the number of classes that the middle projection gives, its probability, and
    the probabilities of fewer and of more (they sum to 1)."""
    table = classes.drop(columns=["spread", "probability"], errors="ignore").copy()
    pairs = list(zip(classes["classes"], classes["probability"], strict=True))
    table["p_fewer"] = [sum(p for n, p in chances.items() if n < own) for own, chances in pairs]
    table["p_same"] = [chances.get(own, 0.0) for own, chances in pairs]
    table["p_more"] = [sum(p for n, p in chances.items() if n > own) for own, chances in pairs]
    return table


def school_classes(
    rows: pd.DataFrame, *, combined_limits: pd.DataFrame, prefecture: str, bands: pd.DataFrame
) -> pd.DataFrame:
    """Ordinary classes of each school and year, grades combined where the limit allows.

    Args:
        rows: school_type, school_code, fiscal_year, grade, ordinary, ordinary_low, ordinary_high, limit.
        combined_limits: columns prefecture, school_type, with_first_grade, from_year, to_year, limit.
        prefecture: full name.
        bands: see ``school_size.size_band``.

    Returns:
        school_type, school_code, fiscal_year, classes, combined (number of combined classes), pairing (words),
        classes_low, classes_high (at the ends of the school's range), combined_low (combined classes at the lower
        end: how soon they may come), band.
    """
    limits = DatedLimits(combined_limits, prefecture, by=["school_type", "with_first_grade"])
    schools: dict[tuple[str, str, int], list[_Grade]] = {}
    columns = [*SCHOOL, "fiscal_year", "grade", "limit", "ordinary", "ordinary_low", "ordinary_high"]
    for kind, code, year, *grade in sorted(rows_of(rows, columns)):
        schools.setdefault((kind, code, year), []).append(_Grade(*grade))
    band = cache(partial(size_band, bands=bands))
    parts = []
    for (kind, code, year), grades in schools.items():
        classes, pairs = _classes(grades, "middle", year, limits)
        low, low_pairs = _classes(grades, "low", year, limits)
        high, _ = _classes(grades, "high", year, limits)
        parts.append(
            {
                "school_type": kind,
                "school_code": code,
                "fiscal_year": year,
                "classes": classes,
                "combined": len(pairs),
                "pairing": pairing_label(pairs),
                "classes_low": low,
                "classes_high": high,
                "combined_low": len(low_pairs),
                "band": band(classes, kind),
            }
        )
    return pd.DataFrame(parts)


class _Grade(NamedTuple):
    """Ordinary pupils of one grade of a school in one year."""

    grade: int
    limit: int
    middle: float
    low: float
    high: float


def _classes(grades: list[_Grade], end: str, year: int, limits: DatedLimits) -> tuple[int, tuple[Pair, ...]]:
    """Classes of one school in one year and the grades that share one."""
    single = sum(classes_needed(getattr(grade, end), grade.limit) for grade in grades)
    pairs: tuple[Pair, ...] = ()
    for stage in (ELEMENTARY, JUNIOR_HIGH):
        pupils = {grade.grade: getattr(grade, end) for grade in grades if stage_of(grade.grade) == stage}
        limit, limit_with_first = (limits.of(stage, first, fiscal_year=year) for first in (0, 1))
        if limit is not None:
            pairs = (*pairs, *combined_pairs(pupils, limit=limit, limit_with_first=limit_with_first))
    # Two grades that fit into a combined class have one class each on their own.
    return single - len(pairs), pairs


def combined_alarm(classes: pd.DataFrame) -> pd.DataFrame:
    """Schools for which combined classes are projected, with the first year.

    Args:
        classes: rows of ``school_classes``.

    Returns:
        school_type, school_code, first_year (middle projection, missing if none), earliest_year (lower end of the
        ranges), pairing in the first year of either.
    """
    warned = classes[(classes["combined"] > 0) | (classes["combined_low"] > 0)]
    parts = []
    for (kind, code), rows in warned.groupby(SCHOOL):
        expected = rows.loc[rows["combined"] > 0].sort_values("fiscal_year")
        possible = rows.loc[rows["combined_low"] > 0, "fiscal_year"]
        parts.append(
            {
                "school_type": kind,
                "school_code": code,
                "first_year": expected["fiscal_year"].iloc[0] if len(expected) else pd.NA,
                "earliest_year": min([*possible, *expected["fiscal_year"]]),
                "pairing": expected["pairing"].iloc[0] if len(expected) else "",
            }
        )
    return pd.DataFrame(
        parts, columns=["school_type", "school_code", "first_year", "earliest_year", "pairing"]
    ).astype({"first_year": "Int64", "earliest_year": "Int64"})


def class_agreement(
    enrolment: pd.DataFrame, fiscal_year: int, limits: pd.DataFrame, prefecture: str
) -> pd.DataFrame:
    """The classes a survey shows beside those the limits ask for: whether the limits are the right ones.

    Args:
        enrolment: canonical ``enrolment`` rows.

    Returns:
        school_type, school_code, fiscal_year, grade, ordinary (persons), limit, needed, classes (of the survey),
        agrees. Grades without pupils or without a number of classes are left out.
    """
    ordinary_rows = enrolment[
        (enrolment["fiscal_year"] == fiscal_year)
        & (enrolment["class_kind"] == "通常")
        & enrolment["grade"].notna()
        & enrolment["classes"].notna()
        & (enrolment["pupils"] > 0)
    ]
    special = ordinary_rows["special_support_pupils"].fillna(0)
    rows = pd.DataFrame(
        {
            "school_type": ordinary_rows["school_type"].astype("object"),
            "school_code": ordinary_rows["school_code"].astype("object"),
            "fiscal_year": fiscal_year,
            "grade": ordinary_rows["grade"].astype("int64"),
            "ordinary": (ordinary_rows["pupils"] - special).astype("float64"),
            "classes": ordinary_rows["classes"].astype("int64"),
        }
    )
    rows = with_limits(rows, limits, prefecture)
    needed = [classes_needed(n, limit) for n, limit in zip(rows["ordinary"], rows["limit"], strict=True)]
    return rows.assign(needed=needed, agrees=lambda table: table["needed"] == table["classes"])
