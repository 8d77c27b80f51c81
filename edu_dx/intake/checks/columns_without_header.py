"""Whether values stand in columns that have no header."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.receipt_columns import column_letter
from edu_dx.intake.text import is_blank

_CHECK = Check("columns_without_header", Stage.STRUCTURE)


def check_columns_without_header(subject: Subject) -> Finding:
    """Look into the records' rows, in the columns that no header names."""
    columns = subject.part.sheet.columns
    named = {column.index for column in subject.part.layout.header.columns}
    nameless = sorted(set(range(len(columns))) - named)
    data = subject.part.ledger.open_rows
    filled = {index: data[~columns[index].flags(is_blank, data)].tolist() for index in nameless}
    found = {index: rows for index, rows in filled.items() if rows}
    if not found:
        return _CHECK.passed("見出しのない列に値はありません。")
    return _CHECK.warning(
        f"見出しのない列に値があります（{len(found)}列）。この列は読んでいません。",
        place="、".join(f"{column_letter(index)}列の{rows_in_words(rows)}" for index, rows in found.items()),
        guidance="必要な値なら見出しを付けて、もう一度取り込んでください。列がずれた行でないかも確かめてください。",
    )
