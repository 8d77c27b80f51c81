"""Whether one school stands in the file under two names, or two schools under one code."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.schools_register import split_founder

_CHECK = Check("school_under_two_names", Stage.KEYS)


def check_school_under_two_names(subject: Subject) -> Finding:
    """Look for codes with several names and for names that differ in nothing but their spelling."""
    frame = subject.frame
    if subject.table.name == "schools" or not {"school_code", "school_name"} <= set(frame.columns):
        return _CHECK.not_applicable("学校ごとの資料ではありません。")
    scope = [name for name in ("fiscal_year", "school_type") if name in frame.columns]
    pairs = frame[[*scope, "school_code", "school_name"]].dropna().drop_duplicates()
    spelt = pairs.assign(plain=[split_founder(name)[1] for name in pairs["school_name"]])
    one_code = spelt[spelt.groupby([*scope, "school_code"])["plain"].transform("nunique") > 1]
    founders = spelt.assign(founder=[split_founder(name)[0] for name in spelt["school_name"]])
    alike = founders.groupby([*scope, "plain", "founder"])
    two_keys = founders[
        (alike["school_code"].transform("nunique") > 1) & (alike["school_name"].transform("nunique") > 1)
    ]
    names = dict.fromkeys([*one_code["school_name"], *two_keys["school_name"]])
    if not names:
        return _CHECK.passed("一つの学校が二つの名前で書かれている所はありません。")
    return _CHECK.warning(
        "一つの学校が、二つの名前か二つの書き方で出てくるようです。",
        place=rows_in_words(subject.rows[frame["school_name"].isin(list(names))]),
        values=names,
        guidance="同じ学校なら名前の書き方をそろえ、違う学校ならコードを確かめて、もう一度送ってください。",
    )
