"""Dated reference tables: legal limits and standards, each row with the authority it rests on.

The CSV files beside this module are the only place for such numbers. 「要確認」 in the column ``confidence`` marks a
row that the board should check before it prints a result that hangs on it.
"""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

_FIRST_JUNIOR_HIGH_GRADE = 7


def _read(name: str) -> pd.DataFrame:
    source = files("edu_dx.tables").joinpath("reference", f"{name}.csv")
    with source.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype_backend="numpy_nullable")


def class_size_limits() -> pd.DataFrame:
    """Pupils an ordinary class may have at most (学級編制の標準・基準).

    Returns:
        One row a prefecture (全国 for the national standard), school_type, grade (1-9) and period: from_year,
        to_year (fiscal years, missing while still valid), limit (pupils), authority, confidence.
    """
    table = _read("class_size_limits")
    grades = [
        _grades(text, since=_FIRST_JUNIOR_HIGH_GRADE if kind == "中学校" else 1)
        for text, kind in zip(table["grades"].astype("str"), table["school_type"], strict=True)
    ]
    table = table.drop(columns="grades").loc[table.index.repeat([len(each) for each in grades])]
    table.insert(2, "grade", [grade for each in grades for grade in each])
    return table.reset_index(drop=True)


def combined_class_limits() -> pd.DataFrame:
    """Pupils that two adjoining grades may have together in one class (複式学級).

    Returns:
        prefecture, school_type, with_first_grade (1: the pair holds grade 1), from_year, to_year, limit,
        authority, confidence.
    """
    return _read("combined_class_limits")


def special_support_limits() -> pd.DataFrame:
    """Pupils a special support class may have at most: prefecture, from_year, to_year, limit, authority,
    confidence."""
    return _read("special_support_limits")


def school_size_bands() -> pd.DataFrame:
    """Bands of school size by ordinary classes: school_type, from_classes, to_classes (missing: no upper end),
    band, reading, authority."""
    return _read("school_size_bands")


def reference_dates() -> pd.DataFrame:
    """Days of the year that nationwide surveys and registers are as of, in the order of a fiscal year.

    Returns:
        month, day, what, collected (when the numbers come in, in words), authority, confidence.
    """
    return _read("reference_dates")


def _grades(text: str, *, since: int) -> list[int]:
    """「1-4」 as the first four grades of a school type that begins with grade ``since``."""
    first, _, last = text.partition("-")
    return [since - 1 + grade for grade in range(int(first), int(last or first) + 1)]
