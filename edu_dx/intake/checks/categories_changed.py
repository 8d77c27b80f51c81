"""Whether the words of a column of categories are other words than last year's."""

from __future__ import annotations

import re

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.tables import Column, ColumnType, Handling

_CHECK = Check("categories_changed", Stage.LAST_YEAR)
_MOST_CATEGORIES = 40
_RECORDS_PER_CATEGORY = 3
_DIGITS = re.compile(r"\d+")


def check_categories_changed(subject: Subject) -> Finding:
    """Compare the distinct words of every column with few of them (services, certificates, offices)."""
    if not subject.years:
        return _CHECK.not_applicable("比べられる前年の資料は、まだ取り込まれていません。")
    changes = []
    for pair in subject.years:
        for column in filter(_may_be_category, subject.table.columns):
            before = set(pair.before[column.name].dropna().unique())
            now = set(pair.now[column.name].dropna().unique())
            if not before or not now or len(before) > _MOST_CATEGORIES:
                continue
            if len(before) * _RECORDS_PER_CATEGORY > len(pair.before):
                continue
            changes += [f"「{column.label}」に新しい「{word}」" for word in _only_in(now, before)]
            changes += [f"「{column.label}」に「{word}」がない" for word in _only_in(before, now)]
    if not changes:
        return _CHECK.passed("区分の言葉は、前年と同じです。")
    return _CHECK.warning(
        f"区分の言葉が前年と違います（{len(changes)}か所）。",
        values=changes,
        guidance="呼び方が変わっただけなら、前年とつなげて読めるように担当者へ知らせてください。書き違いなら、直して送ってください。",
    )


def _only_in(words: set[str], others: set[str]) -> list[str]:
    """The words that the others do not have, their digits (2024/25, 第3回) left aside."""
    plain = {_DIGITS.sub("", other) for other in others}
    return sorted(word for word in words if _DIGITS.sub("", word) not in plain)


def _may_be_category(column: Column) -> bool:
    return (
        column.type in (ColumnType.TEXT, ColumnType.CODE)
        and column.handling is Handling.KEEP
        and column.code_system is None
        and not column.name.endswith(("_name", "_reason", "_no"))
    )
