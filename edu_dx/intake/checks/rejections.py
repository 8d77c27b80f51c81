"""What the checks that gather refused rows have in common."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding


def finding_of_rejections(
    subject: Subject, check: Check, *, passed: str, failed: str, guidance: str
) -> Finding:
    """The finding on the rows refused at the check's stage; ``failed`` has a place for their number, ``{rows}``."""
    refused = subject.part.ledger.rejections_at(check.stage)
    if not refused:
        return check.passed(passed)
    reasons = dict.fromkeys(reason for of_row in refused.values() for reason in of_row)
    return check.failed(
        failed.format(rows=len(refused)), place=rows_in_words(refused), values=reasons, guidance=guidance
    )
