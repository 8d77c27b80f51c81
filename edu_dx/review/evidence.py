"""Evidence: which results of a run the machine gets again from template, parameters and tables."""

from __future__ import annotations

from collections.abc import Sequence

from edu_dx.present.block import Block
from edu_dx.review.events import Evidence
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, read_record
from edu_dx.run.repetition import repeat
from edu_dx.workspace import Workspace


def attest(board: Workspace, run: str) -> Evidence:
    """Repeat a run and compare its notebook, as it lies there now, with the repetition.

    Raises:
        UserError: it cannot be repeated: template, definitions or tables have changed, or the repetition stopped.
    """
    folder = board.runs / run
    shown = list(notebook_blocks(read_notebook(folder / NOTEBOOK_NAME)))
    return compared(shown, list(notebook_blocks(repeat(board, read_record(folder)))))


def compared(shown: Sequence[Block], repeated: Sequence[Block]) -> Evidence:
    """What the blocks of a repetition say of the blocks shown; how a file spells a number (2, 2.0) does not count."""
    again = {block.name: block for block in repeated}
    names = {block.name for block in shown}
    found: dict[str, list[str]] = {"added": [block.name for block in repeated if block.name not in names]}
    for block in shown:
        found.setdefault(_verdict(block, again.get(block.name)), []).append(block.name)
    return Evidence(**{verdict: tuple(blocks) for verdict, blocks in found.items()})


def _verdict(shown: Block, again: Block | None) -> str:
    if again is None:
        return "missing"
    if shown == again:
        return "attested"
    return "redrawn" if shown.model_copy(update={"svg": again.svg}) == again else "differing"
