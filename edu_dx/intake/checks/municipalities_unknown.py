"""Which municipality codes the stored list of municipalities does not have."""

from __future__ import annotations

from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("municipalities_unknown", Stage.OTHER_TABLES)


def check_municipalities_unknown(subject: Subject) -> Finding:
    """Compare the codes with the list; merged municipalities vanish from it."""
    if subject.table.name == "municipalities" or "municipality_code" not in subject.table.column_names:
        return _CHECK.not_applicable("団体コードの列はありません。")
    if not subject.stored.fiscal_years("municipalities"):
        return _CHECK.not_applicable("団体コード一覧がまだ取り込まれていません。")
    listed = subject.stored.read("municipalities")["municipality_code"]
    codes = subject.frame["municipality_code"]
    unknown = codes.notna() & ~codes.isin(listed)
    if not unknown.any():
        return _CHECK.passed("団体コードは、すべて一覧にあります。")
    return _CHECK.warning(
        f"団体コード一覧にないコードが{codes[unknown].nunique():,}種類あります。そのまま取り込みました。",
        place=rows_in_words(subject.rows[unknown]),
        values=codes[unknown].unique(),
        guidance="合併などで廃止されたコードか、書き違いでないかを確かめてください。",
    )
