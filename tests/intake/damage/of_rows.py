"""Kinds of damage to whole rows: totals, last year's figures, and rows that came twice or went."""

from __future__ import annotations

from typing import Any

from tests.intake.damage.judged import Outcome
from tests.intake.damage.kind import both, has, has_numbers, has_totals, kind, not_of_shapes
from tests.intake.damage.twin import Column, Dice, Holds, Role, Row, Twin

_SUMMED = (Holds.NUMBER, Holds.ROW_TOTAL)
_named = both(has(Holds.NAME), has_numbers)


def _label_column(twin: Twin) -> Column:
    return twin.columns_of(Holds.NAME, Holds.DATE, Holds.CODE)[0]


def _summary(twin: Twin, label: str, rows: list[Row], add: int = 0) -> list[Any]:
    cells: list[Any] = [""] * len(twin.columns)
    cells[twin.columns.index(_label_column(twin))] = label
    for place, column in enumerate(twin.columns):
        if column.holds in _SUMMED:
            cells[place] = (
                sum(row.cells[place] for row in rows if not isinstance(row.cells[place], str)) + add
            )
    return cells


def _rows_of_printed_total(twin: Twin) -> list[Row]:
    return [row for row in twin.data if row.cells[0] is not None]


@kind(
    "合計の行が足された",
    Outcome.REPAIRED,
    applies=both(
        _named,
        not_of_shapes(
            "enrolment_wide",
            "enrolment_two_rows",
            "certificates",
            "absence",
            "devices",
            "population_by_age",
            "statistics",
        ),
    ),
)
def total_added(twin: Twin, dice: Dice) -> None:
    label = dice.pick(("合計", "計", "総計", "合　計", "総数"))
    twin.insert_row(len(twin.rows), _summary(twin, label, twin.data), Role.TOTAL)


@kind("合計の行が表の先頭にある", Outcome.REPAIRED, applies=has_totals)
def total_at_top(twin: Twin, dice: Dice) -> None:
    total = twin.of(Role.TOTAL)[0]
    twin.rows.remove(total)
    twin.rows.insert(twin.rows.index(twin.data[0]), total)


@kind("小計の行がはさまった", Outcome.REPAIRED, applies=both(has_totals, not_of_shapes("certificates")))
def subtotals(twin: Twin, dice: Dice) -> None:
    cut = dice.number(1, len(twin.data) - 1)
    first, second = twin.data[:cut], twin.data[cut:]
    place = twin.rows.index(first[-1]) + 1
    twin.insert_row(place, _summary(twin, "小計", first))
    twin.insert_row(twin.rows.index(second[-1]) + 1, _summary(twin, "小計", second))


@kind("印刷された合計が内訳と合わない", Outcome.REPAIRED, applies=has_totals)
def wrong_total(twin: Twin, dice: Dice) -> None:
    total = twin.of(Role.TOTAL)[0]
    twin.put(
        total,
        column := dice.pick(twin.columns_of(Holds.NUMBER)),
        twin.get(total, column) + dice.number(1, 90),
    )
    twin.must_find.add("totals_disagree")
    twin.must_say.append(f"{twin.place_of(total)}行")


@kind("前年の合計がそのまま残っている", Outcome.REPAIRED, applies=has_totals)
def stale_total(twin: Twin, dice: Dice) -> None:
    total = twin.of(Role.TOTAL)[0]
    total.cells = [cell - 7 if isinstance(cell, int) else cell for cell in total.cells]
    twin.insert_row(
        twin.rows.index(total) + 1, ["前年度" if cell == "合計" else cell for cell in total.cells]
    )
    twin.must_find.add("totals_disagree")


@kind("前年・増減の行が付いた", Outcome.REPAIRED, applies=has_totals)
def last_year_rows(twin: Twin, dice: Dice) -> None:
    for label, add in (("前年度", -3), ("増減", 0)):
        twin.insert_row(len(twin.rows), _summary(twin, label, twin.data if add else [], add))


@kind("合計の下の数字が1けた滑った", Outcome.REPAIRED, applies=has_totals)
def slipped_digit(twin: Twin, dice: Dice) -> None:
    """The file now says another number; only the printed total knows."""
    record, name = dice.pick(twin.number_cells())
    changed = record.values[name] * 10 + 1
    record.values[name] = changed
    twin.put(record.row, record.columns[name], changed)
    twin.must_find.add("totals_disagree")


@kind("合計のある表から行が消えた", Outcome.REPAIRED, applies=has_totals)
def row_gone(twin: Twin, dice: Dice) -> None:
    twin.drop_row(dice.pick(twin.data))
    twin.must_find.add("totals_disagree")


@kind("同じ行が二度ある", Outcome.REPAIRED)
def doubled_row(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    again = twin.insert_row(
        dice.number(twin.rows.index(row) + 1, twin.rows.index(twin.data[-1]) + 1), list(row.cells)
    )
    twin.must_say.append(f"{twin.place_of(again)}行目")


@kind("同じ対象の行が、違う値で二度ある", Outcome.REJECTED, applies=has_numbers)
def contradicted_row(twin: Twin, dice: Dice) -> None:
    record, name = dice.pick(twin.number_cells())
    row = record.row
    again = twin.insert_row(twin.rows.index(twin.data[-1]) + 1, list(row.cells))
    for other in twin.records_of(row):
        for value_name, column in other.columns.items():
            if column.holds is Holds.NUMBER and other.values[value_name] is not None:
                twin.put(again, column, other.values[value_name] + (1 if value_name != "effect" else 0))
    if name == "effect":
        twin.put(again, record.columns[name], record.values[name] % 4 + 1)
    twin.touch(row)
    twin.must_say.append(f"{twin.place_of(again)}行目")


@kind(
    "空欄だけのデータ行がある（名前だけ）",
    Outcome.REPAIRED,
    applies=both(_named, not_of_shapes("population_by_age")),
)
def name_alone(twin: Twin, dice: Dice) -> None:
    """A school without figures at the end: told, and nothing invented for it."""
    cells: list[Any] = [""] * len(twin.columns)
    cells[twin.columns.index(twin.columns_of(Holds.NAME)[0])] = "ゆめのだい小学校"
    twin.insert_row(twin.rows.index(twin.data[-1]) + 1, cells)


@kind("行の順が変わった", Outcome.REPAIRED)
def rows_in_other_order(twin: Twin, dice: Dice) -> None:
    places = [twin.rows.index(row) for row in twin.data]
    for place, row in zip(places, dice.shuffled(twin.data), strict=True):
        twin.rows[place] = row
