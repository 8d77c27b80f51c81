"""Whether a printed total is the one of the year before, left standing."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.totals import repeats_last_year

_CHECK = Check("totals_of_last_year", Stage.TOTALS)


def check_totals_of_last_year(subject: Subject) -> Finding:
    """Compare totals that disagree with last year's figures, as printed in the part and as stored."""
    if not subject.totals:
        return _CHECK.not_applicable("見比べられる合計の行は印刷されていません。")
    wrong = [check for check in subject.totals if not check.agrees]
    before = {
        round(float(pair.before[column.name].sum()))
        for pair in subject.years
        for column in subject.quantities
    }
    stale = [
        check
        for check in wrong
        if repeats_last_year(subject.part, check)
        or {round(difference.printed) for difference in check.differences} & (before - {0})
    ]
    if not stale:
        return _CHECK.passed("前年の数が残っている合計は見つかりませんでした。")
    return _CHECK.warning(
        f"合計{len(stale)}件に、前年の数がそのまま残っているようです。合計はデータに使っていません。",
        place=rows_in_words(check.row - 1 for check in stale),
        values=(f"「{check.label}」 {check.differences[0].printed:,.0f}" for check in stale),
        guidance="合計の行を今年の数に直し、内訳の行も今年のものかを確かめて、もう一度送ってください。",
    )
