"""Whether the printed totals are the sums of the rows taken."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("totals_disagree", Stage.TOTALS)


def check_totals_disagree(subject: Subject) -> Finding:
    """Count the printed totals that differ from the sum of their parts in any column."""
    totals = subject.totals
    if not totals:
        return _CHECK.not_applicable("見比べられる合計の行は印刷されていません。")
    wrong = [check for check in totals if not check.agrees]
    if not wrong:
        return _CHECK.passed(f"印刷された合計{len(totals):,}件は、すべて内訳の和と一致しました。")
    return _CHECK.warning(
        f"印刷された合計{len(totals):,}件のうち{len(wrong):,}件が、取り込んだ行の和と一致しません。",
        place=rows_in_words(check.row - 1 for check in wrong),
        values=(
            f"「{check.label}」の{first.header}：印刷 {first.printed:,.0f}、和 {first.summed:,.0f}"
            for check in wrong
            for first in check.differences[:1]
        ),
        guidance="内訳の行と合計のどちらが正しいかを、元の資料で確かめてください。合計の数はデータに使っていません。",
    )
