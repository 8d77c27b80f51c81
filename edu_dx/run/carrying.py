"""The findings of the last run, brought into the next one: whatever became of the last one's notebook."""

from __future__ import annotations

from collections.abc import Mapping

from nbformat import NotebookNode
from pydantic import ValidationError

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.executed import kept_executed
from edu_dx.run.findings import finding_texts, is_written, place_findings
from edu_dx.run.findings_archive import archived_findings
from edu_dx.run.findings_versions import texts_to_bring_back, versions_of
from edu_dx.run.folder import latest_run, number_of
from edu_dx.run.notebook import read_notebook
from edu_dx.run.read_again import findings_to_read_again, note_reading
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME
from edu_dx.workspace import Workspace


def carry_findings(board: Workspace, stem: str, template: NotebookNode) -> None:
    """Put the findings of the last run into the same cells of ``template``, in place.

    A finding that is missing from the last run's notebook comes from the archive; so does all of a lost run.
    """
    run = _last_run(board, stem)
    if run is None:
        return
    prompts = finding_texts(template)
    texts, read_under = _in_notebook(board, run)
    if not prompts.keys() <= texts.keys():
        brought = texts_to_bring_back(versions_of(board, run), prompts)
        texts = {name: text for name, (text, _) in brought.items()} | texts
        read_under = {name: version.run for name, (_, version) in brought.items()} | read_under
    place_findings(texts, template)
    note_reading(template, _of_written(read_under, texts, prompts))


def results_of(board: Workspace, run: str) -> list[Block] | None:
    """The blocks of a run as they came out of it; None if they are lost."""
    folder = board.runs / run
    try:
        return list(notebook_blocks(kept_executed(folder) or read_notebook(folder / NOTEBOOK_NAME)))
    except (UserError, ValidationError):
        return None


def _last_run(board: Workspace, stem: str) -> str | None:
    """The newest run that succeeded or that only the archive still knows."""
    latest = latest_run(board, stem)
    archived = {saved.run for saved in archived_findings(board, stem).saved}
    lost = [run for run in archived if not (board.runs / run / RECORD_NAME).is_file()]
    return max([*lost, *([latest.name] if latest else [])], key=number_of, default=None)


def _in_notebook(board: Workspace, run: str) -> tuple[dict[str, str], dict[str, str]]:
    """Cell id → text, and cell id → the run under whose numbers it was last read."""
    try:
        notebook = read_notebook(board.runs / run / NOTEBOOK_NAME)
    except UserError:
        return {}, {}
    texts = finding_texts(notebook)
    unread = {finding.cell: finding.since for finding in findings_to_read_again(notebook)}
    return texts, {name: unread.get(name, run) for name in texts}


def _of_written(
    read_under: Mapping[str, str], texts: Mapping[str, str], prompts: Mapping[str, str]
) -> dict[str, str]:
    return {name: run for name, run in read_under.items() if is_written(texts[name], prompts.get(name, ""))}
