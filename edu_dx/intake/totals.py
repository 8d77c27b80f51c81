"""Printed totals against the sum of their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from edu_dx.intake.layout import Part, Reader
from edu_dx.intake.receipt import Difference, NotData, TotalCheck
from edu_dx.intake.text import bare, is_blank, squeeze
from edu_dx.intake.values import UnreadableError, read_number

_GRAND = {"合計", "総計", "計", "総数", "全市", "全体", "市全体", "全国", "total", "市計", "市立計"}


def check_totals(part: Part, reader: Reader) -> tuple[TotalCheck, ...]:
    """Every printed total row against the rows it stands for.

    A total may stand above or below its rows, or name them in another column; what it stands for is the natural
    group of rows with which it agrees in most columns. The rows are those taken, so a rejected row shows here.
    """
    columns = {
        measure.column.index: measure.column.text
        for measure in (*part.layout.measures, *part.layout.row_totals)
    }
    data = part.ledger.data_rows
    totals = part.ledger.rows_of_kind(NotData.TOTAL)
    if not columns or not totals or not data:
        return ()
    printed = {row: _numbers(part, row, columns) for row in [*data, *totals]}
    grand = {row for row in totals if bare(_label(part, row)) in _GRAND}
    named = reader.groups_of_totals(part, data, totals)
    checks: list[TotalCheck] = []
    for row in totals:
        if not printed[row] or named.get(row) == {}:
            continue
        if row in named:
            checks.append(_check(part, row, columns, printed, named[row]))
        elif grand == {row}:
            subtotals = [other for other in totals if other != row]
            groups = {"すべての行": data} | ({"小計の和": subtotals} if subtotals else {})
            checks += [_check(part, row, columns, printed, {parts: rows}) for parts, rows in groups.items()]
        else:
            checks.append(_check(part, row, columns, printed, _groups(part, row, data, totals)))
    return tuple(checks)


def stale_totals(part: Part, checks: Iterable[TotalCheck]) -> list[str]:
    """Warnings for totals that disagree, and for those that repeat last year's printed figures."""
    warnings = []
    for check in checks:
        if check.agrees:
            continue
        first = check.differences[0]
        warnings.append(
            f"{check.row}行目：印刷された「{check.label}」が内訳の和と{len(check.differences)}列で一致しません"
            f"（{first.header}：印刷 {first.printed:,.0f}、和 {first.summed:,.0f}）。"
            + ("前年の数がそのまま残っています。" if repeats_last_year(part, check) else "")
            + "合計はデータに使っていません。"
        )
    return warnings


def repeats_last_year(part: Part, check: TotalCheck) -> bool:
    """Whether a total row prints the very figures that a row of last year's figures prints."""
    columns = [measure.column.index for measure in part.layout.measures]
    last_years = [_numbers(part, row, columns) for row in part.ledger.rows_of_kind(NotData.LAST_YEAR)]
    return _numbers(part, check.row - 1, columns) in [numbers for numbers in last_years if numbers]


def _groups(part: Part, row: int, data: list[int], totals: list[int]) -> dict[str, list[int]]:
    after = next((other for other in totals if other > row), len(part.sheet.rows))
    before = next((other for other in reversed(totals) if other < row), -1)
    name = squeeze(_label(part, row)).removesuffix("計").removesuffix("合")
    groups = {
        "下に続く行": [other for other in data if row < other < after],
        "上に続く行": [other for other in data if before < other < row],
        "ここまでのすべての行": [other for other in data if other < row],
        "すべての行": data,
    }
    if name:
        groups["名前が同じ区分の行"] = [
            other
            for other in data
            if any(squeeze(cell) == name for cell in part.sheet.rows[other] if isinstance(cell, str))
        ]
    return {parts: rows for parts, rows in groups.items() if rows}


def _check(
    part: Part,
    row: int,
    columns: dict[int, str],
    printed: dict[int, dict[int, float]],
    groups: dict[str, list[int]],
) -> TotalCheck:
    own = printed[row]
    best: tuple[str, list[Difference]] | None = None
    for parts, rows in groups.items():
        sums: dict[int, float] = defaultdict(float)
        for other in rows:
            for column, value in printed[other].items():
                sums[column] += value
        differences = [
            Difference(header=columns[column], printed=value, summed=sums[column])
            for column, value in own.items()
            if value != sums[column]
        ]
        if best is None or len(differences) < len(best[1]):
            best = (parts, differences)
    parts, differences = best or ("内訳なし", [])
    return TotalCheck(
        row=row + 1, label=_label(part, row), parts=parts, compared=len(own), differences=tuple(differences)
    )


def _numbers(part: Part, row: int, columns: Iterable[int]) -> dict[int, float]:
    numbers = {}
    for column in columns:
        try:
            value = read_number(part.sheet.rows[row][column]).value
        except UnreadableError:
            continue
        if value is not None:
            numbers[column] = value
    return numbers


def _label(part: Part, row: int) -> str:
    """What stands left of the numbers; where nothing does, what names the row to their right."""
    first = min(measure.column.index for measure in part.layout.measures)
    keys = sorted(column.index for column in part.layout.keys.values())
    cells = part.sheet.rows[row]
    left, named = (
        "".join(
            squeeze(cells[index])
            for index in indices
            if index not in part.layout.ignored
            and isinstance(cells[index], str)
            and not is_blank(cells[index])
        )
        for indices in (range(first), keys)
    )
    return left or named
