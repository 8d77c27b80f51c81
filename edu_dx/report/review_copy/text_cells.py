"""The texts of the notebook, with headings that fit the page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from nbformat import NotebookNode

from edu_dx.report.document import finding_of
from edu_dx.report.outline import Piece, levelled
from edu_dx.report.prose import Node, parse, plain_text
from edu_dx.run.canonical import is_finding, is_reading_hint

_TOP_LEVEL = 3  # below the page's title and the headings of its parts


@dataclass(frozen=True)
class TextCell:
    """A text cell.

    Args:
        nodes: its words.
        finding: whether it is the student's.
        written: whether more than its heading stands there.
    """

    nodes: tuple[Piece, ...]
    finding: bool
    written: bool

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words of each heading."""
        return [
            (node["level"], plain_text(node["inlines"]))
            for node in self.nodes
            if isinstance(node, dict) and node["type"] == "heading"
        ]


def text_cells(notebook: NotebookNode, title: str) -> dict[str, TextCell]:
    """The text cells by id.

    Args:
        notebook: the notebook.
        title: what the page is called; the notebook's own heading of these words is left out.
    """
    read = {
        cell.id: (_nodes(cell, title), is_finding(cell))
        for cell in notebook.cells
        if cell.cell_type == "markdown" and not is_reading_hint(cell)
    }
    every = iter(levelled([node for nodes, _ in read.values() for node in nodes], _TOP_LEVEL))
    return {
        cell: TextCell(
            tuple(islice(every, len(nodes))),
            finding,
            any(node["type"] != "heading" for node in nodes),
        )
        for cell, (nodes, finding) in read.items()
    }


def _nodes(cell: NotebookNode, title: str) -> list[Node]:
    if not is_finding(cell):
        nodes = [_lowered(node) for node in parse(cell.source)]
        return [node for node in nodes if not _is_heading(node, title)]
    finding = finding_of(cell)
    words = {"type": "text", "text": finding.title}
    heading = {"type": "heading", "level": _TOP_LEVEL + 1, "inlines": [words]}
    return [*([heading] if finding.title else []), *map(_lowered, finding.nodes)]


def _lowered(node: Node) -> Node:
    return {**node, "level": node["level"] + 1} if node["type"] == "heading" else node


def _is_heading(node: Node, words: str) -> bool:
    return node["type"] == "heading" and plain_text(node["inlines"]) == words
