"""Whether the sum of a column, or the number of records, is far from last year's."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject, TwoYears
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("totals_jump", Stage.LAST_YEAR)
NOTABLE_CHANGE = 0.2
"""A fifth: numbers of pupils and of births of a whole city change by a few per cent a year."""
_LEAST = 50


def check_totals_jump(subject: Subject) -> Finding:
    """Compare sums over the schools or municipalities that both years have, and the numbers of records."""
    if not subject.years:
        return _CHECK.not_applicable("比べられる前年の資料は、まだ取り込まれていません。")
    jumps = [line for pair in subject.years for line in _jumps(subject, pair)]
    if not jumps:
        return _CHECK.passed("合計の前年からの変化は、どの列も2割未満です。")
    return _CHECK.warning(
        "合計か件数が、前年から2割以上変わっています。",
        values=jumps,
        guidance="資料の範囲（学校種・期間・内訳の含め方）が前年と同じかを確かめてください。本当の変化なら、そのままで構いません。",
    )


def _jumps(subject: Subject, pair: TwoYears) -> list[str]:
    now, before = pair.now, pair.before
    if subject.entity:
        key = subject.entity.name
        now, before = now[now[key].isin(before[key])], before[before[key].isin(now[key])]
    amounts: dict[str, tuple[float, float, str]] = {"記録の件数": (len(now), len(before), "件")}
    for column in subject.quantities:
        if before[column.name].notna().any():
            amounts[f"{column.label}の合計"] = (
                now[column.name].sum(),
                before[column.name].sum(),
                column.unit,
            )
    return [
        f"{name}：{pair.fiscal_year - 1}年度 {old:,.0f}{unit} → {pair.fiscal_year}年度 {new:,.0f}{unit}"
        for name, (new, old, unit) in amounts.items()
        if max(new, old) >= _LEAST and abs(new - old) >= NOTABLE_CHANGE * old
    ]
