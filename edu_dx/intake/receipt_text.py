"""The receipt as a person reads it on a terminal, in Japanese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from edu_dx.intake.findings import Finding, Result
from edu_dx.intake.receipt import NotData, Receipt
from edu_dx.intake.terminal import fill, padded

_WIDTH = 96
_MOST_UNUSED = 20
_MANY = 10
_RULE = "─" * (_WIDTH // 2)


def receipt_text(receipts: Iterable[Receipt]) -> str:
    """The 受入票 of one or more files: what was read as what, and what became of the rows.

    What a person should look at comes with its place, values and what to do, failures first. Long lists are cut after
    ten entries, with the number of those left out; the JSON receipt has all of them.
    """
    blocks = []
    for _, of_file in groupby(receipts, key=lambda receipt: receipt.sha256):
        blocks.append("\n".join(_file_lines(list(of_file))))
    return "\n\n".join(blocks)


def _file_lines(receipts: Sequence[Receipt]) -> list[str]:
    first = receipts[0]
    lines = [
        _RULE,
        f"受入票　{first.file_name}",
        f"　形式・文字コード　{first.encoding}　　指紋（SHA-256）　{first.sha256[:16]}…",
    ]
    for receipt in receipts:
        lines += ["", *_table_lines(receipt)]
    if first.sheets_not_read:
        lines += ["", "読まなかったシート"]
        width = max(len(sheet.sheet) for sheet in first.sheets_not_read)
        lines += [
            f"　・{padded(sheet.sheet or '（表）', width * 2)}　{sheet.reason}"
            for sheet in first.sheets_not_read
        ]
    return [*lines, _RULE]


def _table_lines(receipt: Receipt) -> list[str]:
    sheet = f"シート「{receipt.sheet}」→ " if receipt.sheet else ""
    years = "・".join(f"{year}年度" for year in receipt.fiscal_years) or "なし"
    first, last = receipt.header_rows
    header = f"{first}行目" if first == last else f"{first}～{last}行目"
    lines = [
        f"■ {sheet}{receipt.table_label}（{receipt.table}）",
        f"　年度　　　　{years}（根拠：{receipt.period}）",
        f"　見出し　　　{header}",
        f"　行の数　　　全体 {receipt.rows_in:,} ＝ 受入 {receipt.rows_ok:,} ＋ 拒否 {receipt.rows_rejected:,}"
        f" ＋ データでない行 {receipt.rows_not_data:,}",
        f"　できた記録　{receipt.records:,} 件",
    ]
    lines += _not_data_lines(receipt)
    lines += _column_lines(receipt)
    lines += _handled_lines(receipt)
    lines += _total_lines(receipt)
    lines += _finding_lines(receipt)
    lines += _list_lines(
        "受け入れなかった行", [f"{_place(r.sheet, r.row)}　{r.reason}" for r in receipt.rejected]
    )
    lines += _list_lines("お知らせ", receipt.warnings)
    return lines


def _place(sheet: str, row: int) -> str:
    return f"{row}行目" if not sheet else f"「{sheet}」{row}行目"


def _not_data_lines(receipt: Receipt) -> list[str]:
    kinds = Counter(row.kind for row in receipt.not_data)
    if not kinds:
        return []
    counts = "、".join(f"{kind.value} {kinds[kind]:,}" for kind in NotData if kind in kinds)
    return [f"　データでない行の内訳　{counts}"]


def _column_lines(receipt: Receipt) -> list[str]:
    used = Counter(column.read_as for column in receipt.columns if column.read_as)
    unused = [column.header for column in receipt.columns if not column.read_as]
    lines = ["　列の読み方"]
    width = max((2 * len(name) for name in used), default=0)
    for name in used:
        headers = [
            f"{column.column}「{column.header}」" for column in receipt.columns if column.read_as == name
        ]
        shown = "、".join(headers[:3]) + (f" ほか{len(headers) - 3}列" if len(headers) > 3 else "")
        lines.append(f"　　{padded(name, width)} ← {shown}")
    if unused:
        more = f" ほか{len(unused) - _MOST_UNUSED}列" if len(unused) > _MOST_UNUSED else ""
        told = f"使わなかった列：{'、'.join(unused[:_MOST_UNUSED])}{more}"
        lines += fill(told, indent="　　", width=_WIDTH)
    return lines


def _handled_lines(receipt: Receipt) -> list[str]:
    if not receipt.handled_columns:
        return []
    lines = ["　個人情報の列"]
    for column in receipt.handled_columns:
        entry = f"{column.column}「{column.header}」　{column.handling.value}（{column.reason}）"
        lines += fill(entry, indent="　　・", width=_WIDTH)
    return lines


_GROUPS = ((Result.FAILED, "×", "要修正"), (Result.WARNING, "△", "要確認"))


def _finding_lines(receipt: Receipt) -> list[str]:
    """Failures first, then warnings; what passed is counted in one line."""
    if not receipt.findings:
        return []
    counts = Counter(finding.result for finding in receipt.findings)
    looked_at = len(receipt.findings) - counts[Result.NOT_APPLICABLE]
    notable = "、".join(f"{name} {counts[result]}件" for result, _, name in _GROUPS if counts[result])
    lines = [
        f"　検査　　　　{looked_at}件のうち {counts[Result.PASSED]}件は問題なし"
        + f"、{notable}" * bool(notable)
    ]
    for result, mark, _ in _GROUPS:
        for finding in receipt.findings:
            if finding.result is result:
                lines += _told(finding, mark)
    return lines


def _told(finding: Finding, mark: str) -> list[str]:
    place = f"（{finding.place}）" if finding.place else ""
    lines = fill(f"{finding.message}{place}", indent=f"　　{mark} ", width=_WIDTH)
    if finding.values:
        lines += fill("、".join(finding.values), indent="　　　　", width=_WIDTH)
    if finding.guidance:
        lines += fill(finding.guidance, indent="　　　→ ", width=_WIDTH)
    return lines


def _total_lines(receipt: Receipt) -> list[str]:
    if not receipt.totals:
        return []
    wrong = [check for check in receipt.totals if not check.agrees]
    lines = [
        f"　合計の照合　　{len(receipt.totals):,} 件のうち {len(receipt.totals) - len(wrong):,} 件が一致"
    ]
    lines += [
        f"　　○ {check.row}行目「{check.label}」＝ {check.parts}"
        for check in receipt.totals[:2]
        if check.agrees
    ]
    for check in wrong[:_MANY]:
        first = check.differences[0]
        lines.append(
            f"　　× {check.row}行目「{check.label}」≠ {check.parts}：{len(check.differences)}/{check.compared}列"
            f"（{first.header}：印刷 {first.printed:,.0f}、和 {first.summed:,.0f}）"
        )
    return lines


def _list_lines(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    lines = [f"　{title}　{len(entries):,} 件"]
    for entry in entries[:_MANY]:
        lines += fill(entry, indent="　　・", width=_WIDTH)
    if len(entries) > _MANY:
        lines.append(f"　　…ほか {len(entries) - _MANY:,} 件（--json ですべて見られます）")
    return lines
