"""Whether every check of the notebook holds."""

from __future__ import annotations

from collections.abc import Iterator

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.remark import Place, Remark, Rule

RULE = Rule("failed_checks", "満たしていない検査", blocking=True)


def remarks(manuscript: Manuscript) -> Iterator[Remark]:
    """One remark for each check that fails, with what its block says about it."""
    notes = {block.name: block.note for block in manuscript.blocks}
    for check in manuscript.record.failed_checks:
        yield Remark(
            RULE,
            Place(check.name, check.title),
            notes.get(check.name, ""),
            "この検査を満たしていないので、このままでは数字を使えません。",
            check.guidance or "資料かパラメータを直し、もう一度 edu-dx run で実行してください。",
        )
