"""What the board sees of all schools at once: pupils, classes and size now and later."""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.pupil_counts import SCHOOL
from edu_dx.metrics.school_size import size_band


def grade_name(grade: int) -> str:
    """Grades 1-9 as boards write them: 小1 … 小6, 中1 … 中3."""
    return f"小{grade}" if grade <= 6 else f"中{grade - 6}"


def in_register_order(table: pd.DataFrame) -> pd.DataFrame:
    """Rows as a register lists schools: 小学校, 義務教育学校, 中学校, then code and grade; never by a result."""
    order = table["school_type"].map({"小学校": 0, "義務教育学校": 1, "中学校": 2})
    by = [column for column in ("order", "school_code", "grade") if column in (*table, "order")]
    return table.assign(order=order).sort_values(by, ignore_index=True).drop(columns="order")


def surveyed_classes(enrolment: pd.DataFrame, fiscal_year: int) -> pd.Series:
    """Ordinary and combined classes that the survey shows; schools without a number of classes are missing."""
    rows = enrolment[
        (enrolment["fiscal_year"] == fiscal_year)
        & enrolment["class_kind"].isin(["通常", "複式"])
        & enrolment["classes"].notna()
    ]
    return rows.groupby(SCHOOL)["classes"].sum()


def outlook(
    enrolment: pd.DataFrame,
    totals: pd.DataFrame,
    classes: pd.DataFrame,
    bands: pd.DataFrame,
    years: list[int],
) -> pd.DataFrame:
    """Pupils and classes of every school in chosen years.

    Args:
        enrolment: canonical ``enrolment`` rows.
        totals: ``ranged`` table of level SCHOOL_TOTAL.
        classes: rows of ``class_projection.school_classes``.
        bands: see ``school_size.size_band``.
        years: the first is the base year.

    Returns:
        school_type, school_code; ``p2025`` (pupils) and ``c2025`` (ordinary classes, those of the base year as
        surveyed) and ``b2025`` (band) for each year; bands (first and last, in words); moves_down: the school
        ends with fewer classes and in another band.
    """
    base, last = years[0], years[-1]
    now = enrolment[(enrolment["fiscal_year"] == base) & enrolment["grade"].notna()]
    table = pd.DataFrame({f"p{base}": now.groupby(SCHOOL)["pupils"].sum().astype("float64")})
    table[f"c{base}"] = surveyed_classes(enrolment, base).reindex(table.index)
    for year in years[1:]:
        table[f"p{year}"] = totals[totals["fiscal_year"] == year].set_index(SCHOOL)["middle"]
        table[f"c{year}"] = classes[classes["fiscal_year"] == year].set_index(SCHOOL)["classes"]
    table = table.reset_index()
    for year in years:
        table[f"b{year}"] = [
            "" if pd.isna(number) else size_band(int(number), kind, bands)
            for number, kind in zip(table[f"c{year}"], table["school_type"], strict=True)
        ]
    fewer = (table[f"c{last}"].astype("Float64") < table[f"c{base}"].astype("Float64")).fillna(False)
    return in_register_order(
        table.assign(
            bands=[
                now if now == later else f"{now or '不明'} → {later}"
                for now, later in zip(table[f"b{base}"], table[f"b{last}"], strict=True)
            ],
            moves_down=fewer.astype(bool) & (table[f"b{base}"] != table[f"b{last}"]),
        )
    )


def band_counts(outlook: pd.DataFrame, bands: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Number of schools in each size band.

    Returns:
        school_type, band, reading, ``n2025`` a year. Bands that no school is in in any of the years are left out.
    """
    rows = []
    for band in bands.itertuples(index=False):
        of_type = outlook[outlook["school_type"] == band.school_type]
        numbers = {f"n{year}": int((of_type[f"b{year}"] == band.band).sum()) for year in years}
        if any(numbers.values()):
            rows.append(
                {"school_type": band.school_type, "band": band.band, "reading": band.reading, **numbers}
            )
    return pd.DataFrame(rows, columns=["school_type", "band", "reading", *(f"n{year}" for year in years)])


def uncertain_grades(chances: pd.DataFrame, fiscal_year: int, *, least: float) -> pd.DataFrame:
    """Grades whose number of classes may well turn out different, the least certain first.

    Args:
        chances: rows of ``class_projection.probability_table``.
        fiscal_year: the year looked at.
        least: smallest probability of another number of classes.

    Adds:
        fewer, same, more: the probabilities in per cent.
    """
    rows = chances[(chances["fiscal_year"] == fiscal_year) & (chances["p_same"] <= 1 - least)]
    rows = rows.sort_values(["p_same", *SCHOOL, "grade"], ignore_index=True)
    return rows.assign(fewer=rows["p_fewer"] * 100, same=rows["p_same"] * 100, more=rows["p_more"] * 100)
