"""Sample findings of the demo's assistant: what the key numbers of a run say, and that it is a sample."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from edu_dx.present.display import measure_basis, measure_text
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import is_finding
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import NOTEBOOK_NAME


def write_sample_findings(folder: Path) -> None:
    """Fill the finding cells of a run with sentences made from its own numbers."""
    path = folder / NOTEBOOK_NAME
    notebook = read_notebook(path)
    sentences = [
        f"- {block.title}: {measure_text(block.measure)}　{measure_basis(block.measure)}".rstrip()
        for block in notebook_blocks(notebook)
        if block.measure is not None
    ]
    *questions, findings = [cell for cell in notebook.cells if is_finding(cell)]
    for cell in questions:
        _write(cell, "（架空の支援員の見本です。計算の前に、予想と理由をここに書きます。）")
    _write(findings, "\n".join(("（架空データによる見本の所見です）", "", *sentences)))
    write_notebook(notebook, path)


def _write(cell: NotebookNode, text: str) -> None:
    """Put ``text`` into a finding cell under the heading that it has."""
    heading = [line for line in cell.source.splitlines()[:1] if line.startswith("#")]
    cell.source = "\n\n".join((*heading, text))
