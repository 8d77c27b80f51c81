"""The student's findings: carried from one run to the next."""

from __future__ import annotations

from nbformat import NotebookNode

from edu_dx.run.canonical import is_finding


def carry_findings(earlier: NotebookNode, template: NotebookNode) -> None:
    """Put the findings of an earlier run into the same cells of ``template``, in place."""
    written = {cell.id: cell.source for cell in earlier.cells if is_finding(cell)}
    for cell in template.cells:
        if is_finding(cell):
            cell.source = written.get(cell.id, cell.source)


def unwritten_findings(notebook: NotebookNode, template: NotebookNode) -> list[str]:
    """First lines of the finding cells that still read as in the template."""
    prompts = {cell.id: cell.source for cell in template.cells if is_finding(cell)}
    return [
        cell.source.splitlines()[0].lstrip("# ") if cell.source else cell.id
        for cell in notebook.cells
        if is_finding(cell) and cell.source.strip() in ("", prompts.get(cell.id, "").strip())
    ]
