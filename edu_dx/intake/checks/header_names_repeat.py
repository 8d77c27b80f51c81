"""Whether two columns have the same header, so that a reader cannot tell them apart."""

from __future__ import annotations

from collections import defaultdict

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import a_few
from edu_dx.intake.findings import Check, Finding, Stage
from edu_dx.intake.receipt_columns import column_letter

_CHECK = Check("header_names_repeat", Stage.STRUCTURE)


def check_header_names_repeat(subject: Subject) -> Finding:
    """Look for columns whose whole headers, group labels included, are equal."""
    columns: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, str] = {}
    for column in subject.part.layout.header.columns:
        columns[column.path].append(column_letter(column.index))
        texts[column.path] = column.text
    repeated = {texts[path]: letters for path, letters in columns.items() if len(letters) > 1}
    if not repeated:
        return _CHECK.passed("見出しに同じ名前の列はありません。")
    return _CHECK.warning(
        f"同じ見出しの列があります（{len(repeated)}種類）。左の列から順に読んでいます。",
        place=a_few(f"{'・'.join(letters)}列" for letters in repeated.values()),
        values=repeated,
        guidance="列の読み方を確かめ、違う内容の列なら、見出しの名前を分けてください。",
    )
