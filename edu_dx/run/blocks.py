"""The structured blocks of an executed notebook."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode
from pydantic import ValidationError

from edu_dx.errors import UserError
from edu_dx.present.block import BLOCK_MIME, Block


def blocks_of(cell: NotebookNode) -> Iterator[Block]:
    """The blocks that one cell shows, in order.

    Raises:
        UserError: a block is not in its form.
    """
    for output in cell.get("outputs", []):
        content = output.get("data", {}).get(BLOCK_MIME)
        if content is not None:
            yield _block(content, cell.id)


def notebook_blocks(notebook: NotebookNode) -> Iterator[Block]:
    """The blocks of a whole notebook, in order."""
    for cell in notebook.cells:
        yield from blocks_of(cell)


def _block(content: object, cell: str) -> Block:
    try:
        return Block.model_validate(content)
    except ValidationError as error:
        raise UserError(
            "ノートブックの結果が壊れていて読めません。",
            where=f"セル {cell}",
            fix="もう一度 edu-dx run で実行してください。",
        ) from error
