"""How large a share of a column of numbers is blank or suppressed."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.tables import Column

_CHECK = Check("numbers_missing", Stage.TYPES)
_NOTABLE_SHARE = 0.2


def check_numbers_missing(subject: Subject) -> Finding:
    """Count, in every column of quantities, the records that have none; a fifth of them is notable.

    Kinds of records that never have the number (classes of special support have no pupils of their own) are left out.
    """
    columns = subject.quantities
    if not columns:
        return _CHECK.not_applicable("数の列はありません。")
    gaps = {column: _gaps(subject, column) for column in columns}
    notable = {column: gap for column, gap in gaps.items() if gap.mean() >= _NOTABLE_SHARE}
    total = sum(int(gap.sum()) for gap in gaps.values())
    if not notable:
        return _CHECK.passed(
            f"数の欠けた所は、{len(columns)}列で{total:,}か所です（多くの欠けた列はありません）。"
        )
    some = next(iter(notable.values()))
    return _CHECK.warning(
        "数の欠けた記録が2割以上ある列があります。0とはしていません。",
        place=rows_in_words(subject.rows[some[some].index]) if len(notable) == 1 else "",
        values=(
            f"{column.label}：{len(gap):,}件のうち{int(gap.sum()):,}件" for column, gap in notable.items()
        ),
        guidance="「-」「x」「…」などで元から数のない所ならそのままで構いません。書き忘れなら、書き足して送ってください。",
    )


def _gaps(subject: Subject, column: Column) -> pd.Series:
    """Whether the number is missing, for the records of the kinds that have it at all."""
    kinds = [subject.frame[key] for key in subject.table.key if subject.table.column(key).choices]
    present = subject.frame[column.name].notna()
    concerned = present.groupby(kinds, dropna=False).transform("any") if kinds else present.notna()
    return ~present[concerned]
