"""Which rows were refused because of a code whose form or check digit is wrong."""

from __future__ import annotations

from edu_dx.intake.checks.rejections import finding_of_rejections
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("wrong_codes", Stage.CODES)


def check_wrong_codes(subject: Subject) -> Finding:
    """Gather the refusals of codes; tables without codes are not concerned."""
    if not any(column.code_system for column in subject.table.columns):
        return _CHECK.not_applicable("学校コードや団体コードの列はありません。")
    return finding_of_rejections(
        subject,
        _CHECK,
        passed="学校コードと団体コードの形と検査数字は、すべて合っています。",
        failed="コードの形か検査数字の合わない行が{rows:,}行あり、取り込んでいません。",
        guidance="コードを名簿（文部科学省の学校コード一覧など）と見比べて直し、もう一度送ってください。",
    )
