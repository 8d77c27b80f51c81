"""Which rows were refused because a value is outside its list or limits, or of another year."""

from __future__ import annotations

from edu_dx.intake.checks.rejections import finding_of_rejections
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("values_out_of_range", Stage.RANGES)


def check_values_out_of_range(subject: Subject) -> Finding:
    """Gather the refusals that are about what a value may be."""
    return finding_of_rejections(
        subject,
        _CHECK,
        passed="決められた範囲や一覧から外れた値はありません。",
        failed="値が決められた範囲・一覧・年度から外れた行が{rows:,}行あり、取り込んでいません。",
        guidance="元の資料で値を確かめて直し、もう一度送ってください。別の年度の行は、その年度の資料として送ってください。",
    )
