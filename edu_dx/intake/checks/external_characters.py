"""Whether stored texts have characters (外字) that no code stands for."""

from __future__ import annotations

import re

import pandas as pd

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.tables import ColumnType, Handling

_CHECK = Check("external_characters", Stage.STRUCTURE)
_PATTERN = re.compile("[〓\ufffd\ue000-\uf8ff]")


def check_external_characters(subject: Subject) -> Finding:
    """Look for 〓, the replacement character and the private use area in the texts taken."""
    marked = pd.Series(False, index=subject.frame.index)
    values: dict[str, None] = {}
    for column in subject.table.columns:
        if column.type is ColumnType.TEXT and column.handling is Handling.KEEP:
            texts = subject.frame[column.name]
            found = [text for text in texts.dropna().unique() if _PATTERN.search(text)]
            if found:
                marked |= texts.isin(found)
                values |= dict.fromkeys(found)
    if not marked.any():
        return _CHECK.passed("取り込んだ文字に外字はありません。")
    return _CHECK.warning(
        f"外字や読めない文字が、{int(marked.sum()):,}件の記録にあります。元の文字は推測していません。",
        place=rows_in_words(subject.rows[marked]),
        values=values,
        guidance="元の資料で文字を確かめ、ふつうの漢字に直せるものは直して、もう一度送ってください。",
    )
