"""Whether a grade is far from the grade below it the year before."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.names import name_of_entity
from edu_dx.intake.checks.subject import Subject, TwoYears
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("cohorts_implausible", Stage.LAST_YEAR)
_NOTABLE_SHARE = 0.3
_LEAST_PUPILS = 10


def check_cohorts_implausible(subject: Subject) -> Finding:
    """Compare grade g of each school with its grade g - 1 last year.

    The pupils of a grade are nearly those of the grade below it a year ago: a change of 30 % and ten pupils is
    notable. Grades are compared within one school type.
    """
    if not {"grade", "pupils", "school_code", "school_type"} <= set(subject.table.column_names):
        return _CHECK.not_applicable("学年ごとの児童生徒数の表ではありません。")
    if not subject.years:
        return _CHECK.not_applicable("比べられる前年の資料は、まだ取り込まれていません。")
    found = pd.concat([_implausible(pair) for pair in subject.years])
    changes = found[["school_code", "grade", "pupils_before", "pupils"]].to_numpy().tolist()
    if found.empty:
        return _CHECK.passed("どの学校の学年も、前年の一つ下の学年から大きくは変わっていません。")
    return _CHECK.warning(
        f"前年の一つ下の学年から3割以上変わった学年が{len(found)}あります。",
        place=rows_in_words(subject.rows[found["index"]]),
        values=(
            f"{name_of_entity(subject, school)} {grade}年：前年の{grade - 1}年 {before}人 → {now}人"
            for school, grade, before, now in changes
        ),
        guidance="学校の統合や学区の変更がなければ、学年の列のずれや数の書き違いでないかを確かめてください。",
    )


def _implausible(pair: TwoYears) -> pd.DataFrame:
    now = pair.now.reset_index()[["index", "school_code", "school_type", "grade", "pupils"]].dropna()
    before = pair.before[["school_code", "school_type", "grade", "pupils"]].dropna()
    before = before.assign(grade=before["grade"] + 1)
    both = now.merge(before, on=["school_code", "school_type", "grade"], suffixes=("", "_before"))
    change = (both["pupils"] - both["pupils_before"]).abs()
    return both[(change >= _LEAST_PUPILS) & (change >= _NOTABLE_SHARE * both["pupils_before"])]
