"""Which schools the register does not know, and which of its names are like theirs."""

from __future__ import annotations

import pandas as pd
from rapidfuzz import fuzz, process

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.schools_register import split_founder

_CHECK = Check("schools_unknown", Stage.CODES)
_ALIKE = 75


def check_schools_unknown(subject: Subject) -> Finding:
    """Name the schools without a code, each with the most similar name of the register."""
    if subject.table.name == "schools" or "school_code" not in subject.table.column_names:
        return _CHECK.not_applicable("学校ごとの資料ではありません。")
    unknown = subject.part.unknown_schools
    if not unknown:
        return _CHECK.passed("どの学校も、コードか名簿で確かめられました。")
    register = subject.part.context.register
    if register is None or register.empty:
        return _CHECK.warning(
            f"学校の名簿がまだないため、{len(unknown)}校を学校コードに結び付けられません。学校名のまま取り込みました。",
            values=unknown,
            guidance="資料を直す必要はありません。教育委員会の担当者は、学校コード一覧を取り込んでから、この資料をもう一度取り込んでください。",
        )
    names = _names_of_own_schools(subject, register)
    return _CHECK.warning(
        f"名簿に見つからない学校が{len(unknown)}校あります。学校名のまま取り込みました。",
        values=(_with_similar(school, names) for school in unknown),
        guidance="名前の書き違いなら名簿のとおりに直してください。新しい学校や廃校になった学校なら、その年の名簿を取り込んでください。",
    )


def _names_of_own_schools(subject: Subject, register: pd.DataFrame) -> dict[str, str]:
    """Name without founder → name in the register, of the founders of the part's other schools and of the own city."""
    own = subject.part.context.municipality
    listed = register[["school_code", "school_name"]].dropna().drop_duplicates()
    split = [(*split_founder(name), name, code) for code, name in listed.itertuples(index=False)]
    found = set(subject.frame["school_code"])
    founders = {founder for founder, _, _, code in split if founder and code in found}
    founders |= {f"{own.name}立"} if own else set()
    return {plain: name for founder, plain, name, _ in split if founder in founders}


def _with_similar(school: str, names: dict[str, str]) -> str:
    similar = process.extractOne(
        split_founder(school)[1], names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return f"{school}（名簿で似た名前：{names[similar[0]]}）" if similar else school
