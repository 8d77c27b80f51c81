"""Whether a school's code and its name are those of one school."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.schools_register import split_founder

_CHECK = Check("code_and_name_disagree", Stage.CODES)
_UNLIKE = 50
_KIND = re.compile(r"(?:小|中|義務教育|特別支援)?(?:学校)?$")


def check_code_and_name_disagree(subject: Subject) -> Finding:
    """Compare the names beside printed codes with the register's: a column sorted alone puts codes to wrong names."""
    register = subject.part.context.register
    has_both = {"school_code", "school_name"} <= subject.part.layout.keys.keys()
    if register is None or not has_both or subject.table.name == "schools":
        return _CHECK.not_applicable("学校コードと学校名を名簿と見比べる列はありません。")
    listed = register.drop_duplicates("school_code", keep="last").set_index("school_code")["school_name"]
    pairs = subject.frame[["school_code", "school_name"]].drop_duplicates().dropna()
    wrong = {
        (code, name): listed[code]
        for code, name in pairs.itertuples(index=False)
        if code in listed.index and _are_unlike(name, listed[code])
    }
    if not wrong:
        return _CHECK.passed("学校コードと学校名は、名簿のとおりに組になっています。")
    concerned = [
        pair in wrong for pair in zip(subject.frame["school_code"], subject.frame["school_name"], strict=True)
    ]
    return _CHECK.warning(
        f"学校コードと学校名が、名簿と違う組になっています（{len(wrong)}組）。コードの学校として取り込みました。",
        place=rows_in_words(subject.rows[concerned]),
        values=(f"{code}「{name}」（名簿では「{right}」）" for (code, name), right in wrong.items()),
        guidance="一つの列だけを並べ替えるなどして、コードと名前がずれていないかを確かめてください。",
    )


def _are_unlike(name: str, listed: str) -> bool:
    own, right = (_KIND.sub("", split_founder(printed)[1]) for printed in (name, listed))
    return own not in right and right not in own and fuzz.ratio(own, right) < _UNLIKE
