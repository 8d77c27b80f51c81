"""Whether something ends before it begins."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.tables import Column, Table

_CHECK = Check("end_before_start", Stage.RANGES)
_PAIRS = (
    ("issued_at", "called_at"),
    ("called_at", "finished_at"),
    ("issued_at", "finished_at"),
    ("valid_from", "abolished_on"),
    ("opened_at", "closed_at"),
    ("clock_in", "clock_out"),
)
_ENDINGS = (("_start", "_end"), ("_from", "_to"), ("_from", "_until"), ("start_", "end_"))


def check_end_before_start(subject: Subject) -> Finding:
    """Compare every pair of columns that are the beginning and the end of one thing."""
    pairs = _pairs_of(subject.table)
    if not pairs:
        return _CHECK.not_applicable("始まりと終わりを表す列の組はありません。")
    backwards = {
        (start, end): (subject.frame[end.name] < subject.frame[start.name]).fillna(False).astype(bool)
        for start, end in pairs
    }
    wrong = {pair: where for pair, where in backwards.items() if where.any()}
    if not wrong:
        return _CHECK.passed("終わりが始まりより前の記録はありません。")
    concerned = pd.concat(wrong.values(), axis=1).any(axis=1)
    return _CHECK.warning(
        f"終わりが始まりより前の記録が{int(concerned.sum()):,}件あります。",
        place=rows_in_words(subject.rows[concerned]),
        values=(
            f"「{end.label}」が「{start.label}」より前：{int(where.sum()):,}件"
            for (start, end), where in wrong.items()
        ),
        guidance="日付や時刻の書き違いか、列の入れ違いでないかを確かめてください。分析では、この記録の時間は計算できません。",
    )


def _pairs_of(table: Table) -> list[tuple[Column, Column]]:
    columns = {column.name: column for column in table.columns}
    named = set(_PAIRS)
    for name in columns:
        named |= {(name, name.replace(start, end)) for start, end in _ENDINGS if start in name}
    return [
        (columns[start], columns[end])
        for start, end in sorted(named)
        if start in columns and end in columns and columns[start].type == columns[end].type
    ]
