"""The places of a notebook that a comment can be about, by their stable names."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.present.display import measure_text
from edu_dx.present.preview import preview_text
from edu_dx.review.events import Anchor
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import is_reading_hint

_KINDS = {"table": "表", "figure": "図", "number": "数値", "check": "検査"}
_ABOUT_LENGTH = 60


@dataclass(frozen=True)
class Place:
    """A result or a text of a notebook.

    Args:
        name: stable name: of the block, or id of the text cell.
        about: what stands there, in words.
        text: all its words.
    """

    name: str
    about: str
    text: str


def places(notebook: NotebookNode) -> dict[str, Place]:
    """Every block and every text cell, by name, in the notebook's order."""
    found: dict[str, Place] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.strip() and not is_reading_hint(cell):
            found[cell.id] = Place(cell.id, f"文章「{_first_line(cell.source)}」", cell.source)
    for block in notebook_blocks(notebook):
        found[block.name] = Place(block.name, _about(block), _words(block))
    return found


def place_of(notebook: NotebookNode, anchor: Anchor) -> Place | None:
    """Where ``anchor`` lies in a notebook; None where the place is gone, or the words quoted are."""
    place = places(notebook).get(anchor.block)
    return place if place and anchor.quote in place.text else None


def checked_place(notebook: NotebookNode, anchor: Anchor) -> Place:
    """Where a new comment is to stand.

    Raises:
        UserError: there is no such place, or the words quoted do not stand there.
    """
    known = places(notebook)
    place = known.get(anchor.block)
    if place is None:
        listed = "\n".join(f"・{name}　{item.about}" for name, item in known.items())
        raise UserError(
            f"「{anchor.block}」という図・表・数値・文章はありません。",
            where="--at",
            fix=f"次のどれかを書いてください。\n{listed}",
        )
    if anchor.quote not in place.text:
        raise UserError(
            f"「{anchor.quote}」という言葉は、{place.about}にありません。",
            where="--quote",
            fix="そこに書かれているとおりに書いてください。",
        )
    return place


def _about(block: Block) -> str:
    value = f"：{measure_text(block.measure)}" if block.measure else ""
    return f"{_KINDS[block.kind]}「{block.title}」{value}"


def _words(block: Block) -> str:
    return "\n".join(part for part in (preview_text(block), block.title, block.note, block.alt) if part)


def _first_line(source: str) -> str:
    line = next((line for line in source.splitlines() if line.strip()), "").lstrip("# ").strip()
    return line if len(line) <= _ABOUT_LENGTH else f"{line[:_ABOUT_LENGTH]}…"
