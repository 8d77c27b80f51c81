"""Which columns were not understood."""

from __future__ import annotations

import re

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.receipt_columns import column_letter, used_columns
from edu_dx.intake.text import is_blank

_CHECK = Check("columns_not_read", Stage.STRUCTURE)
_NEVER_NEEDED = re.compile(r"備考.*|摘要|注記?|no\.?|項番|通し番号|連番|行番号|整理番号")
_LOOKED_AT = 2000


def check_columns_not_read(subject: Subject) -> Finding:
    """Look for columns with a header and values that stand for nothing of the table; remarks are none of them."""
    layout = subject.part.layout
    used = used_columns(layout).keys() | layout.ignored
    rows = subject.part.ledger.data_rows[:_LOOKED_AT]
    unread = [
        column
        for column in layout.header.columns
        if column.index not in used
        and not _NEVER_NEEDED.fullmatch(column.leaf)
        and any(not is_blank(subject.part.sheet.rows[row][column.index]) for row in rows)
    ]
    if not unread:
        return _CHECK.passed("値のある列は、備考などを除いてすべて読みました。")
    return _CHECK.warning(
        f"{subject.table.label}の列として読まなかった列が{len(unread)}列あります。",
        place="・".join(column_letter(column.index) for column in unread[:20]) + "列",
        values=(column.text for column in unread),
        guidance="この表に要らない列なら、そのままで構いません。要る列なら、見出しの名前を確かめてください。",
    )
