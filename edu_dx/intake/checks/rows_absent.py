"""Whether a table holds any row of data."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.receipt import NotData

_CHECK = Check("rows_absent", Stage.STRUCTURE)


def check_rows_absent(subject: Subject) -> Finding:
    """Look for a header with nothing below it: a form that nobody filled in, or a list cut off."""
    ledger = subject.part.ledger
    if len(ledger.open_rows) or ledger.rejected() or ledger.rows_of_kind(NotData.NO_TEXT):
        return _CHECK.passed("見出しの下にデータの行があります。")
    return _CHECK.failed(
        "見出しの下にデータの行がないため、何も取り込んでいません。",
        guidance="行のある資料か（書きかけ・絞り込みのままでないか）を確かめて、もう一度送ってください。",
    )
