"""Which rows were refused because another row is about the same thing."""

from __future__ import annotations

from edu_dx.intake.checks.rejections import finding_of_rejections
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("repeated_rows", Stage.KEYS)


def check_repeated_rows(subject: Subject) -> Finding:
    """Gather repeated rows and rows of the same key that disagree."""
    return finding_of_rejections(
        subject,
        _CHECK,
        passed="同じ対象の行が二重になっている所はありません。",
        failed="同じ対象が二重にある行が{rows:,}行あり、取り込んでいません。",
        guidance="値の同じ行は一つだけ取り込みました。値の食い違う行は、正しい一行だけを残して、もう一度送ってください。",
    )
