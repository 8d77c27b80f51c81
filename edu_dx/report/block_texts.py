"""One result as the texts that a page prints: plain data, the same for every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from edu_dx.present.block import Block
from edu_dx.present.display import measure_basis, measure_text
from edu_dx.report import drawing
from edu_dx.report.grid import printed_table, ratio_definitions
from edu_dx.report.phrases import phrases

PAGE_WIDTH_MM = 166.0
_NUMBERED = {"table": "表", "figure": "図"}

Texts = dict[str, Any]


def captions(blocks: Iterable[Block]) -> dict[str, str]:
    """「表1」 and 「図1」 for every table and figure, by name."""
    shown, found = list(blocks), dict[str, str]()
    for kind, label in _NUMBERED.items():
        alike = (block for block in shown if block.kind == kind)
        found |= {block.name: f"{label}{number}" for number, block in enumerate(alike, start=1)}
    return found


def basis_texts(block: Block) -> list[str]:
    """What the block rests on: period, filter and source, none of which should be broken in two."""
    sources = "、".join(source.label for source in block.sources)
    parts = (("期間", block.period), ("対象", block.filter), ("資料", sources))
    return [f"{label}：{value}" for label, value in parts if value]


def table_texts(block: Block, caption: str, basis: list[str]) -> Texts:
    """A table.

    Args:
        block: the table.
        caption: what it is called: 表1.
        basis: what is printed of what it rests on.
    """
    return _shared(block, caption, basis) | {"table": printed_table(block)}


def figure_texts(block: Block, caption: str, basis: list[str]) -> Texts:
    """A figure with the numbers behind it; the arguments are those of ``table_texts``."""
    svg = drawing.page_svg(block.svg, block.name, block.title)
    series = [
        place
        for place, column in enumerate(block.columns)
        if not column.support and block.chart is not None and column.key in block.chart.series
    ]
    return _shared(block, caption, basis) | {
        "svg": svg,
        "width_mm": round(drawing.width_mm(svg, PAGE_WIDTH_MM), 2),
        "alt": block.alt,
        "legend": ratio_definitions(block, series),
        "table": printed_table(block, with_support=True),
    }


def number_texts(block: Block) -> Texts:
    """A number with its numerator and denominator, or its range."""
    assert block.measure is not None
    return {
        "title": block.title,
        "phrases": phrases(block.title),
        "value": unbroken(measure_text(block.measure)),
        "basis": [unbroken(part) for part in measure_basis(block.measure).split("　") if part],
        "note": block.note,
    }


def check_texts(block: Block) -> Texts:
    """A check and its outcome."""
    return {"title": block.title, "note": block.note, "guidance": block.guidance, "passed": block.passed}


def unbroken(text: str) -> str:
    """A number that no line end parts from its sign or unit."""
    return text.replace(" ", "\u00a0")


def _shared(block: Block, caption: str, basis: list[str]) -> Texts:
    return {
        "kind": block.kind,
        "name": block.name,
        "caption": caption,
        "title": block.title,
        "note": block.note,
        "basis": basis,
    }
