"""The student's findings: read from a notebook and put into another one by the names of their cells."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4

from edu_dx.run.canonical import FINDING_TAG, is_finding
from edu_dx.run.notebook import parse_content


def finding_texts(notebook: NotebookNode) -> dict[str, str]:
    """Cell id → text of every finding, in the notebook's order."""
    return {cell.id: cell.source for cell in notebook.cells if is_finding(cell)}


def finding_texts_in(path: Path) -> dict[str, str] | None:
    """The same from a file; None if it is missing or no readable notebook."""
    try:
        content = parse_content(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return {cell["id"]: text_of(cell["source"]) for cell in content["cells"] if _is_plain_finding(cell)}


def place_findings(texts: Mapping[str, str], notebook: NotebookNode) -> None:
    """Put ``texts`` into the cells of the same names, in place.

    A finding in a cell that the student has added goes behind the one that it stood behind.
    """
    cells = {cell.id: cell for cell in notebook.cells if is_finding(cell)}
    for before, (name, text) in itertools.pairwise([("", ""), *texts.items()]):
        if name not in cells:
            cells[name] = v4.new_markdown_cell(id=name, metadata={"tags": [FINDING_TAG]})  # type: ignore[no-untyped-call]
            notebook.cells.insert(_place_behind(notebook, before[0]), cells[name])
        cells[name].source = text


def is_written(text: str, prompt: str) -> bool:
    """Whether somebody has written something in place of the prompt."""
    return text.strip() not in ("", prompt.strip())


def heading_of(name: str, text: str) -> str:
    """What a finding is called: its first line, or the name of its cell."""
    return text.splitlines()[0].lstrip("# ") if text.strip() else name


def text_of(source: str | list[str]) -> str:
    """A cell's text, which files hold in one piece or line by line."""
    return source if isinstance(source, str) else "".join(source)


def _is_plain_finding(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "markdown" and FINDING_TAG in cell["metadata"].get("tags", [])


def _place_behind(notebook: NotebookNode, name: str) -> int:
    """Where a cell goes that follows ``name``, or the last finding, or everything."""
    places = {cell.id: place for place, cell in enumerate(notebook.cells, start=1) if is_finding(cell)}
    return places.get(name, max(places.values(), default=len(notebook.cells)))
