"""Which columns were not understood."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.header import HeaderColumn
from edu_dx.intake.layout import Layout
from edu_dx.intake.receipt_columns import column_letter, used_columns
from edu_dx.intake.text import is_blank
from edu_dx.tables.definitions.columns import MISSING_REASON

_CHECK = Check("columns_not_read", Stage.STRUCTURE)
_NEVER_NEEDED = re.compile(r"備考.*|摘要|注記?|no\.?|項番|通し番号|連番|行番号|整理番号")
_MOST = 20
_DIGITS = re.compile("[0-9]+")
_ALIKE = 75
_AGE = re.compile("[0-9]歳")
_SHARE = re.compile("率|割合|比|%|平均|構成")


def check_columns_not_read(subject: Subject) -> Finding:
    """Look for columns with a header and values that stand for nothing of the table; remarks are none of them.

    Nor are columns of personal data, which the receipt tells by themselves. Others are notable where the table has columns that nothing was found for: one may be the other.
    """
    layout = subject.part.layout
    handled = {column.column for column in subject.part.handled}
    used = used_columns(layout).keys() | layout.ignored
    used |= {column.index for column in layout.header.columns if column_letter(column.index) in handled}
    candidates = [
        column
        for column in layout.header.columns
        if column.index not in used and not _NEVER_NEEDED.fullmatch(column.leaf) and "再掲" not in column.path
    ]
    rows = subject.part.ledger.open_rows
    columns = subject.part.sheet.columns
    unread = [column for column in candidates if not columns[column.index].flags(is_blank, rows).all()]
    if not unread:
        return _CHECK.passed("値のある列は、備考などを除いてすべて読みました。")
    if alike := [column for column in unread if _looks_like_a_measure(column, layout)]:
        return _CHECK.warning(
            f"読まなかった列のうち{len(alike)}列は、見出しが、読んだ数の列の見出しによく似ています。",
            place="・".join(column_letter(column.index) for column in alike[:_MOST]) + "列",
            values=(column.text for column in alike),
            guidance="見出しの書き違いなら直して、もう一度取り込んでください。違う内容の列なら、そのままで構いません。",
        )
    table, frame = subject.table, subject.frame
    absent = [
        column.label
        for column in table.columns
        if column.name not in table.key and column != MISSING_REASON and frame[column.name].isna().all()
    ]
    if not absent:
        return _CHECK.passed(
            f"{subject.table.label}の列は、すべて見つかりました（要らない列{len(unread)}列は読んでいません）。"
        )
    return _CHECK.warning(
        f"読まなかった列が{len(unread)}列あり、{subject.table.label}の列「{'」「'.join(absent)}」には値がありません。",
        place="・".join(column_letter(column.index) for column in unread[:_MOST]) + "列",
        values=(column.text for column in unread),
        guidance="読まなかった列がその列なら、見出しを表の列の名前に合わせてください。要らない列なら、そのままで構いません。",
    )


def _looks_like_a_measure(column: HeaderColumn, layout: Layout) -> bool:
    """Whether a header is, but for its digits and a letter or two, that of a column of numbers: ``10~14歳ー``.

    Or whether it names an age (``15歳以``) beside columns that do: bands of one table are written in several ways.
    """
    if _AGE.search(column.leaf) and not _SHARE.search(column.leaf):
        return any(_AGE.search(measure.column.leaf) for measure in layout.measures)
    form = _DIGITS.sub("0", column.leaf)
    forms = {_DIGITS.sub("0", measure.column.leaf) for measure in layout.measures}
    return "0" in form and any("0" in other and fuzz.ratio(form, other) >= _ALIKE for other in forms - {form})
