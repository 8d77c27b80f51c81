"""What storing a file did to the rows of earlier files, in words."""

from __future__ import annotations

import pandas as pd

from edu_dx.intake.findings import Finding, Result, Stage
from edu_dx.tables import Handling, Table
from edu_dx.workspace.change import Stored

_EXAMPLES = 5


def replaced_rows(table: Table, stored: Stored) -> list[Finding]:
    """Findings on the rows of earlier files that gave way to a file, and on those it no longer has."""
    findings = []
    if stored.replaced and not stored.changed:
        findings.append(
            Finding(
                check="replaced_rows",
                stage=Stage.EARLIER_FILE,
                result=Result.PASSED,
                message=f"以前に取り込んだ「{table.label}」の{stored.replaced:,}件と同じ値です。",
            )
        )
    if stored.changed:
        findings.append(
            Finding(
                check="replaced_rows",
                stage=Stage.EARLIER_FILE,
                result=Result.WARNING,
                message=f"以前に取り込んだ「{table.label}」の{stored.replaced:,}件を、この資料の行に置き換えました。"
                f"そのうち{stored.changed:,}件は値が変わりました。",
                guidance="訂正された資料なら、このままで問題ありません。違う資料を取り込んだときは、正しいほうをもう一度取り込んでください。",
            )
        )
    if len(stored.withdrawn):
        findings.append(
            Finding(
                check="withdrawn_rows",
                stage=Stage.EARLIER_FILE,
                result=Result.WARNING,
                message=f"前の版の資料にあった{len(stored.withdrawn):,}件は、この資料にないため外しました。",
                values=tuple(_names(table, stored.withdrawn)),
                guidance="なくなってよい行かどうかを、送り主に確かめてください。戻すには、前の版の資料をもう一度取り込みます。",
            )
        )
    return findings


def _names(table: Table, rows: pd.DataFrame) -> list[str]:
    """The keys of a few rows as a person reads them, without pseudonyms."""
    shown = [
        column.name
        for column in table.columns
        if column.handling is Handling.KEEP and (column.name in table.key or column.name == "school_name")
    ]
    texts = rows[shown].head(_EXAMPLES).astype("string").fillna("").to_numpy().tolist()
    return [" ".join(filter(None, row)) for row in texts]
