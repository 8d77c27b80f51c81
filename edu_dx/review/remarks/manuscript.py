"""What the rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode
from pydantic import ValidationError

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.review.remarks.passages import Passage, passages_of
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.catalogue import catalogue
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, RunRecord, read_record
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class Manuscript:
    """A run on its way to the consultant.

    Args:
        record: what the run was.
        notebook: the executed notebook with what the student has written.
        template: the notebook that it was made from; None where the analysis is no longer in the catalogue.
        blocks: the results shown in it.
    """

    record: RunRecord
    notebook: NotebookNode
    template: NotebookNode | None
    blocks: tuple[Block, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every finding cell in order."""
        return tuple(passages_of(self.notebook, self.template))

    @property
    def findings(self) -> tuple[Passage, ...]:
        """The finding cells that speak of the results, and so not the expectations."""
        return tuple(passage for passage in self.passages if not passage.expectation)


def manuscript_of(board: Workspace, run: str) -> Manuscript:
    """The manuscript in a run's folder.

    Raises:
        UserError: the folder, its notebook or a result in it cannot be read.
    """
    folder = board.runs / run
    record, path = read_record(folder), folder / NOTEBOOK_NAME
    notebook = read_notebook(path)
    analysis = catalogue().get(record.analysis)
    try:
        blocks = tuple(notebook_blocks(notebook))
    except ValidationError as error:
        raise UserError(
            "ノートブックの結果が壊れていて読めません。",
            where=str(path),
            fix="もう一度 edu-dx run で実行してください。所見は新しい実行に引き継がれます。",
        ) from error
    return Manuscript(record, notebook, read_notebook(analysis.path) if analysis else None, blocks)
