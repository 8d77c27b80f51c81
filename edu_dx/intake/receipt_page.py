"""The receipt as a page for the person who sent the file: offline, without script, ready to print on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from edu_dx.intake.findings import Finding, Result
from edu_dx.intake.receipt import ColumnMatch, NotData, Receipt, RejectedRow
from edu_dx.tables import Handling

_MOST_ROWS = 40
_MOST_COLUMNS = 12
_MOST_UNREAD = 24
_MOST_TOTALS = 20
_MARKS = {Result.FAILED: "× 要修正", Result.WARNING: "△ 要確認"}
_HANDLINGS = {
    Handling.KEEP: "そのまま保管しました",
    Handling.PSEUDONYMISE: "だれか分からない記号に置き換えて保管しました",
    Handling.MASK: "個人に関わる語を伏せ、別に保管しました",
    Handling.DROP: "取り込みませんでした",
}

Texts = dict[str, Any]
_NOTHING_TO_CORRECT = "資料を直す必要はありません"
"""Guidance that begins so asks nothing of the sender."""


def receipt_page(receipts: Sequence[Receipt]) -> str:
    """One file's receipts as one HTML page.

    Long lists are cut and say how many entries they left out; the JSON receipts have all of them.

    Args:
        receipts: those of one file, at least one.
    """
    first = receipts[0]
    return _template().render(
        file_name=first.file_name,
        encoding=first.encoding,
        fingerprint=first.sha256[:16],
        verdict=_verdict(receipts),
        requests=_requests(receipts),
        parts=[_part(receipt, _heading(receipt, receipts)) for receipt in receipts],
        sheets_not_read=first.sheets_not_read,
    )


@cache
def _template() -> Template:
    source = files("edu_dx.intake").joinpath("receipt_page.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = lambda value: f"{value:,.0f}"
    environment.filters["signed"] = lambda value: f"{value:+,.0f}"
    return environment.from_string(source)


def _verdict(receipts: Sequence[Receipt]) -> Texts:
    rejected = sum(receipt.rows_rejected for receipt in receipts)
    taken = sum(receipt.rows_ok for receipt in receipts)
    results = Counter(finding.result for receipt in receipts for finding in receipt.findings)
    if rejected:
        return {
            "kind": "failed",
            "headline": f"× 取り込めなかった行が {rejected:,} 行あります",
            "text": f"取り込んだのは {taken:,} 行です。下の「お願いしたいこと」を直して、もう一度送ってください。",
        }
    if not taken:
        return {
            "kind": "failed",
            "headline": "× 取り込めた行がありません",
            "text": "下の「お願いしたいこと」をご覧ください。",
        }
    if results[Result.FAILED] or results[Result.WARNING]:
        return {
            "kind": "warning",
            "headline": f"△ {taken:,} 行をすべて取り込みました。確かめていただきたいことがあります",
            "text": "書いてあるとおりで正しければ、送り直す必要はありません。",
        }
    return {
        "kind": "passed",
        "headline": f"○ {taken:,} 行をすべて取り込みました",
        "text": "直していただくことはありません。ありがとうございました。",
    }


def _requests(receipts: Sequence[Receipt]) -> list[Texts]:
    """What a person should look at in the whole file, the same words of several tables once.

    Failures come first, and last what the sender of the file need not correct.
    """
    several = len(receipts) > 1
    found: dict[Finding, list[str]] = {}
    for result in (Result.FAILED, Result.WARNING):
        for receipt in receipts:
            for finding in receipt.findings:
                if finding.result is result:
                    found.setdefault(finding, []).append(_heading(receipt, receipts))
    in_order = sorted(found.items(), key=lambda item: item[0].guidance.startswith(_NOTHING_TO_CORRECT))
    return [
        {
            "mark": _MARKS[finding.result],
            "kind": finding.result.name.lower(),
            "stage": finding.stage.value,
            "message": finding.message,
            "place": "　".join([*(["・".join(tables)] if several else []), finding.place]).strip("　"),
            "values": finding.values,
            "guidance": finding.guidance,
        }
        for finding, tables in in_order
    ]


def _heading(receipt: Receipt, receipts: Sequence[Receipt]) -> str:
    """What a table is called; tables of the same name on one sheet are told apart by the rows of their headers."""
    name = f"シート「{receipt.sheet}」の{receipt.table_label}" if receipt.sheet else receipt.table_label
    alike = [other for other in receipts if (other.sheet, other.table) == (receipt.sheet, receipt.table)]
    if len({other.header_rows for other in alike}) == 1:
        return name
    return f"{name}（{receipt.header_rows[0]}行目からの表）"


def _part(receipt: Receipt, heading: str) -> Texts:
    first, last = receipt.header_rows
    kinds = Counter(row.kind for row in receipt.not_data)
    passed = [finding for finding in receipt.findings if finding.result is Result.PASSED]
    unread = [column for column in receipt.columns if not column.read_as]
    return {
        "heading": heading,
        "years": "・".join(f"{year}年度" for year in receipt.fiscal_years) or "なし",
        "period": receipt.period,
        "header": f"{first}行目" if first == last else f"{first}～{last}行目",
        "receipt": receipt,
        "not_data": [(kind.value, kinds[kind]) for kind in NotData if kind in kinds],
        "rejected": _grouped(receipt.rejected)[:_MOST_ROWS],
        "rejected_left_out": max(0, len(_grouped(receipt.rejected)) - _MOST_ROWS),
        "columns": _columns(receipt),
        "unread": [f"{column.column}列「{column.header}」" for column in unread[:_MOST_UNREAD]],
        "unread_left_out": max(0, len(unread) - _MOST_UNREAD),
        "totals_agreeing": sum(check.agrees for check in receipt.totals),
        "differences": [
            (check, difference) for check in receipt.totals for difference in check.differences[:3]
        ][:_MOST_TOTALS],
        "differences_left_out": max(
            0, sum(min(3, len(check.differences)) for check in receipt.totals) - _MOST_TOTALS
        ),
        "handled": [(column, _HANDLINGS[column.handling]) for column in receipt.handled_columns],
        "warnings": receipt.warnings[:_MOST_ROWS],
        "warnings_left_out": max(0, len(receipt.warnings) - _MOST_ROWS),
        "looked_at": [
            (stage.value, [finding.message for finding in of_stage])
            for stage, of_stage in groupby(passed, key=lambda finding: finding.stage)
        ],
        "not_applicable": sum(finding.result is Result.NOT_APPLICABLE for finding in receipt.findings),
    }


def _columns(receipt: Receipt) -> list[tuple[str, list[ColumnMatch], int]]:
    """(what columns were read as, the first of them, how many more), in the order of the file."""
    groups: dict[str, list[ColumnMatch]] = {}
    for column in receipt.columns:
        if column.read_as:
            groups.setdefault(column.read_as, []).append(column)
    return [
        (read_as, columns[:_MOST_COLUMNS], max(0, len(columns) - _MOST_COLUMNS))
        for read_as, columns in groups.items()
    ]


def _grouped(rejected: Sequence[RejectedRow]) -> list[tuple[str, str]]:
    """(row numbers, reason), neighbouring rows of one reason together."""
    groups: dict[str, list[int]] = {}
    for row in rejected:
        groups.setdefault(row.reason, []).append(row.row)
    return [(_spans(rows), reason) for reason, rows in groups.items()]


def _spans(rows: Sequence[int]) -> str:
    """3, 4, 5, 9 → ``3～5、9``."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(f"{first}" if first == last else f"{first}～{last}" for first, last in spans) + "行目"
