"""How one block changed, and how one that only one side has is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from edu_dx.present.block import Block, Format, Measure
from edu_dx.present.display import measure_basis, measure_text
from edu_dx.review.difference.result import BlockChange, ValueChange, WordChange
from edu_dx.review.difference.tables import table_change
from edu_dx.review.difference.values import Value, value_change, withheld_change
from edu_dx.review.difference.words import changed_words

KINDS = {"number": "数値", "table": "表", "figure": "図", "check": "確かめ"}
_OUTCOMES = {True: "適合", False: "要確認"}
_CHARTS = {
    "line": "折れ線",
    "bar": "縦棒",
    "stacked_bar": "積み上げ棒",
    "horizontal_bar": "横棒",
    "scatter": "散布図",
}
_FREE_WORDS = ("題名", "注記", "図の説明", "対処")


def block_change(
    old: Block, new: Block, *, withheld: tuple[bool, bool], across_editions: bool
) -> BlockChange | None:
    """The change of a block that both sides have, under one name or two; None if there is none.

    Where a side withholds a value, or the editions differ, drawings and free words are not told: they may say it.

    Args:
        old: the block before.
        new: the block now.
        withheld: whether the old and the new block keep a value back.
        across_editions: whether one is of the internal edition and the other of the public one.
    """
    guarded = any(withheld) or across_editions
    table = table_change(old, new, across_editions=across_editions)
    renamed = old.name != new.name
    change = BlockChange(
        name=new.name,
        kind=new.kind,
        presence="renamed" if renamed else "changed",
        title=old.title if withheld == (True, False) else new.title,
        old_name=old.name if renamed else "",
        old_title=old.title if renamed and not guarded else "",
        values=_measure_values(old.measure, new.measure, withheld),
        table=table,
        words=tuple(_words(old, new, guarded=guarded)),
        outcome=(_OUTCOMES[bool(old.passed)], _OUTCOMES[bool(new.passed)])
        if old.passed != new.passed
        else (),
        failing=old.passed is not False and new.passed is False,
        redrawn=not guarded and table.nothing and old.kind == new.kind and old.svg != new.svg,
    )
    if not (renamed or change.result_changed or change.words):
        return None
    return change if guarded else _with_drawings(change, old.svg, new.svg)


def lone_block(block: Block, presence: Literal["added", "removed"], *, across_editions: bool) -> BlockChange:
    """A block that only one side has; of what it shows nothing is told where the editions differ."""
    change = BlockChange(
        name=block.name,
        kind=block.kind,
        presence=presence,
        title=block.title,
        printed="" if across_editions else _printed(block),
        failing=presence == "added" and block.passed is False,
    )
    if across_editions:
        return change
    return _with_drawings(change, *((block.svg, "") if presence == "removed" else ("", block.svg)))


def _with_drawings(change: BlockChange, old_svg: str, new_svg: str) -> BlockChange:
    return replace(change, old_svg=old_svg, new_svg=new_svg)


def _printed(block: Block) -> str:
    if block.measure is not None:
        return f"{measure_text(block.measure)}　{measure_basis(block.measure)}".rstrip()
    if block.kind == "check":
        return _OUTCOMES[bool(block.passed)]
    return f"{len(block.rows)}行 × {sum(not column.support for column in block.columns)}列"


def _measure_values(
    old: Measure | None, new: Measure | None, withheld: tuple[bool, bool]
) -> tuple[ValueChange, ...]:
    if old is None or new is None:
        return ()
    if any(withheld) and not all(withheld):
        return (withheld_change("値"),)
    pairs = [
        ("値", Value(old.value, old.format, _unit(old)), Value(new.value, new.format, _unit(new))),
        ("分子", *_both_parts(old.numerator, new.numerator)),
        ("分母", *_both_parts(old.denominator, new.denominator)),
    ]
    for name, before, after in (("下", old.low, new.low), ("上", old.high, new.high)):
        bounds = Value(before, old.format, _unit(old)), Value(after, new.format, _unit(new))
        pairs.append((f"{new.range_label or '幅'}の{name}", *bounds))
    changes = (value_change(*pair) for pair in pairs)
    return tuple(change for change in changes if change is not None)


def _unit(measure: Measure) -> str:
    return measure.unit or ("円" if measure.format is Format.YEN else "")


def _both_parts(old: float | int | None, new: float | int | None) -> tuple[Value, Value]:
    """Numerators or denominators: counts, unless one of them is an amount with its decimal."""
    whole = all(part is None or float(part).is_integer() for part in (old, new))
    format_ = Format.COUNT if whole else Format.DECIMAL
    return Value(old, format_), Value(new, format_)


def _words(old: Block, new: Block, *, guarded: bool) -> Iterator[WordChange]:
    for (label, before), (_, after) in zip(_spoken(old), _spoken(new), strict=True):
        if before != after:
            hidden = guarded and label in _FREE_WORDS
            yield WordChange(label, () if hidden else changed_words(before, after))


def _spoken(block: Block) -> Iterator[tuple[str, str]]:
    yield "種類", KINDS[block.kind]
    yield "題名", block.title
    yield "期間", block.period
    yield "対象", block.filter
    yield "資料", "、".join(source.label for source in block.sources)
    yield "注記", block.note
    yield "図の説明", block.alt
    yield "対処", block.guidance
    yield "幅の名前", block.measure.range_label if block.measure is not None else ""
    yield "図の形", _chart_words(block)


def _chart_words(block: Block) -> str:
    if block.chart is None:
        return ""
    labels = {column.key: column.label for column in block.columns}
    series = "・".join(labels.get(key, key) for key in block.chart.series)
    axes = f"横軸 {block.chart.x_title}、縦軸 {block.chart.y_title}"
    return f"{_CHARTS[block.chart.kind]}（{axes}、系列 {series}）"
