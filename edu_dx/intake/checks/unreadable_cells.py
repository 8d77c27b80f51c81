"""Which rows were refused because a cell could not be read or a required value is absent."""

from __future__ import annotations

from edu_dx.intake.checks.rejections import finding_of_rejections
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("unreadable_cells", Stage.TYPES)


def check_unreadable_cells(subject: Subject) -> Finding:
    """Gather the refusals that are about what a cell says."""
    return finding_of_rejections(
        subject,
        _CHECK,
        passed="読めない値や、必要な値の欠けた行はありません。",
        failed="値を読めない行か、必要な値の欠けた行が{rows:,}行あり、取り込んでいません。",
        guidance="その行の値を、ほかの行と同じ書き方に直して、もう一度送ってください。",
    )
