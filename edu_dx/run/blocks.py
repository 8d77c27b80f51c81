"""The structured blocks of an executed notebook."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from edu_dx.present.block import BLOCK_MIME, Block


def blocks_of(cell: NotebookNode) -> Iterator[Block]:
    """The blocks that one cell shows, in order."""
    for output in cell.get("outputs", []):
        content = output.get("data", {}).get(BLOCK_MIME)
        if content is not None:
            yield Block.model_validate(content)


def notebook_blocks(notebook: NotebookNode) -> Iterator[Block]:
    """The blocks of a whole notebook, in order."""
    for cell in notebook.cells:
        yield from blocks_of(cell)
