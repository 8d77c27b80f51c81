"""Which schools of the register the file leaves out."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.schools_register import split_founder

_CHECK = Check("schools_of_register_missing", Stage.OTHER_TABLES)
_CLOSED = "廃校"
_SAME_SUBJECT = 0.5


def check_schools_of_register_missing(subject: Subject) -> Finding:
    """Look for open schools of the same founder and type that have no record.

    A part that holds less than half of its founder's schools (a district's sheet) is not measured by the others.
    """
    register = subject.part.context.register
    if subject.table.name == "schools" or "school_code" not in subject.table.column_names:
        return _CHECK.not_applicable("学校ごとの資料ではありません。")
    if register is None or register.empty:
        return _CHECK.not_applicable("学校の名簿がまだ取り込まれていません。")
    latest = register[register["fiscal_year"] == register["fiscal_year"].max()]
    listed = latest.assign(founder=[split_founder(name)[0] for name in latest["school_name"]])
    held = listed[listed["school_code"].isin(subject.frame["school_code"])]
    if held.empty:
        return _CHECK.not_applicable("名簿で見つかった学校がないため、見比べられません。")
    group = ["founder", "school_type"]
    is_open = listed["branch"].fillna("") != _CLOSED
    expected = listed[is_open].merge(held[group].drop_duplicates(), on=group)
    missing = expected[~expected["school_code"].isin(held["school_code"])]
    if len(missing) > _SAME_SUBJECT * len(expected):
        return _CHECK.not_applicable(
            "資料にある学校が名簿の半分に満たないため、書き漏れかどうかは見ていません。"
        )
    if missing.empty:
        return _CHECK.passed(f"名簿にある同じ設置者の学校{len(expected)}校が、すべて資料にあります。")
    return _CHECK.warning(
        f"名簿にある同じ設置者の学校{len(expected)}校のうち、{len(missing)}校が資料にありません。",
        values=missing["school_name"],
        guidance="休校などの理由がなければ、その学校の行を書き足して、もう一度送ってください。",
    )
