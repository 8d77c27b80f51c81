"""Which schools or municipalities are new against last year, and which are gone."""

from __future__ import annotations

from edu_dx.intake.checks.names import name_of_entity
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("schools_came_and_went", Stage.LAST_YEAR)
_SAME_SUBJECT = 0.5


def check_schools_came_and_went(subject: Subject) -> Finding:
    """Compare the keys of both years.

    Where a part holds less than half of last year's schools (a sheet per district), those it does not hold are
    not called gone.
    """
    entity = subject.entity
    if entity is None:
        return _CHECK.not_applicable("学校や市区町村ごとの表ではありません。")
    if not subject.years:
        return _CHECK.not_applicable("比べられる前年の資料は、まだ取り込まれていません。")
    lines = []
    for pair in subject.years:
        now, before = set(pair.now[entity.name]), set(pair.before[entity.name])
        went = before - now if len(now & before) >= _SAME_SUBJECT * len(before) else set()
        came = now - before if len(now & before) >= _SAME_SUBJECT * len(now) else set()
        lines += [f"{pair.fiscal_year}年度に現れた：{name_of_entity(subject, key)}" for key in sorted(came)]
        names = pair.before.drop_duplicates(entity.name).set_index(entity.name)
        shown = names.get(entity.name.replace("_code", "_name"))
        lines += [
            f"{pair.fiscal_year}年度にない：{shown[key] if shown is not None else key}"
            for key in sorted(went)
        ]
    if not lines:
        return _CHECK.passed("前年からなくなったり、新しく現れたりした学校や団体はありません。")
    return _CHECK.warning(
        f"前年と比べて、現れたかなくなった学校や団体が{len(lines)}あります。",
        values=lines,
        guidance="開校・閉校・統合や名前の変更によるものかを確かめてください。書き漏れなら、書き足して送ってください。",
    )
