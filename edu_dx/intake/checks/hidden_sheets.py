"""Whether the file has sheets that are not shown and so were not read."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("hidden_sheets", Stage.STRUCTURE)


def check_hidden_sheets(subject: Subject) -> Finding:
    """Look at why sheets were left out."""
    hidden = [name for name, reason in subject.raw.left_out.items() if "非表示" in reason]
    if not hidden:
        return _CHECK.passed("読み残した非表示のシートはありません。")
    return _CHECK.warning(
        f"非表示のシートが{len(hidden)}枚あり、読んでいません。",
        values=hidden,
        guidance="必要なシートなら、Excelで「再表示」にして保存し、もう一度取り込んでください。"
        "外へ出してはいけない内容が入っていないかも確かめてください。",
    )
