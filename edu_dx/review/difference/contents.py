"""What of a run is compared: its blocks, its texts and its code, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from edu_dx.present.block import Block
from edu_dx.run.blocks import blocks_of
from edu_dx.run.canonical import is_finding, is_reading_hint
from edu_dx.run.record import RunRecord

_HEADING = re.compile(r"^#+[ \t]+(?P<words>.+)$", re.MULTILINE)
_INJECTED_TAG = "injected-parameters"


@dataclass(frozen=True)
class Cell:
    """A cell's source, and the heading that it stands under."""

    id: str
    source: str
    heading: str
    finding: bool = False


@dataclass(frozen=True)
class Contents:
    """One side of a comparison.

    Args:
        record: what the run was.
        items: blocks and text cells as the notebook shows them; blocks alone where there is no notebook.
        code: code cells but the injected one, whose values the record tells; None where there is no notebook.
    """

    record: RunRecord
    items: tuple[Block | Cell, ...]
    code: tuple[Cell, ...] | None = None

    def withholds(self, block: Block) -> bool:
        """Whether ``block`` keeps a value back; a public number without a value may be withheld."""
        missing = block.measure is not None and block.measure.value is None
        return bool(block.suppressed) or (missing and self.record.edition == "public")


def contents_of(notebook: NotebookNode, record: RunRecord) -> Contents:
    """The contents of an executed notebook."""
    items: list[Block | Cell] = []
    code: list[Cell] = []
    for cell, heading in _with_headings(notebook):
        if cell.cell_type == "markdown":
            items.append(Cell(cell.id, cell.source, heading, is_finding(cell)))
        elif cell.cell_type == "code":
            items += blocks_of(cell)
            if _INJECTED_TAG not in cell.metadata.get("tags", []):
                code.append(Cell(cell.id, cell.source, heading))
    return Contents(record, tuple(items), tuple(code))


def _with_headings(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, str]]:
    """Each cell of the content with its own last heading, or else the nearest one above."""
    heading = ""
    for cell in notebook.cells:
        if is_reading_hint(cell):
            continue
        if cell.cell_type == "markdown":
            found = _HEADING.findall(cell.source)
            heading = found[-1].strip() if found else heading
        yield cell, heading
