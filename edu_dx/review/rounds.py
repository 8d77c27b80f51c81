"""What was handed in each time, kept beside the run so that rounds can be compared."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.review.events import Event
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace
from edu_dx.workspace.whole_file import replace_durably


def keep_round(board: Workspace, run: str, round_: int) -> None:
    """Keep the notebook as it is handed in for the ``round_``-th time."""
    path = _path(board, run, round_)
    path.parent.mkdir(exist_ok=True)
    replace_durably(path, (board.runs / run / NOTEBOOK_NAME).read_bytes())


def notebook_of_round(board: Workspace, submission: Event) -> NotebookNode:
    """The notebook as it was handed in.

    Raises:
        UserError: it is missing, or it is not what was handed in.
    """
    path = _path(board, submission.run, submission.round)
    notebook = read_notebook(path)
    if fingerprint(notebook) != submission.content:
        raise UserError(
            "提出されたときの控えが、あとから書き換えられています。",
            where=str(path),
            fix="控え（バックアップ）から戻すか、もう一度提出してもらってください。",
        )
    return notebook


def _path(board: Workspace, run: str, round_: int) -> Path:
    return board.runs / run / "rounds" / f"{round_:02d}.ipynb"
