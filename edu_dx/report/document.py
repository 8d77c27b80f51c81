"""The report as one model: what the web page, the PDF and the workbook all read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.present.block import Block
from edu_dx.report.prose import Node, parse, plain_text
from edu_dx.report.provenance import (
    Provenance,
    is_run_notebook,
    provenance_outside_runs,
    read_run,
)
from edu_dx.run.blocks import blocks_of
from edu_dx.run.canonical import is_finding, is_reading_hint
from edu_dx.run.record import NOTEBOOK_NAME

# Sections of every standard analysis that speak to the student at work and not to the reader of the report.
WORKING_SECTIONS = frozenset({"必要なデータ", "考えてみよう"})
# What a step of work is called once it is done.
HEADINGS_FOR_READERS = {"手順": "分析の結果"}
# How the templates begin the request that a student replaces by a finding.
_PROMPT = "（ここに書いてください"


@dataclass(frozen=True)
class Prose:
    """A paragraph, list, table or lower heading of the notebook's text.

    Args:
        node: one block of ``prose.parse``.
    """

    node: Node


@dataclass(frozen=True)
class Finding:
    """What the student found.

    Args:
        title: its heading; empty where it has none.
        nodes: the text; empty while nothing has been written.
    """

    title: str
    nodes: tuple[Node, ...]


Item = Prose | Finding | Block


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading.

    Args:
        title: the heading; empty for what precedes the first one.
        items: text, findings and results in the notebook's order.
    """

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """A report.

    Args:
        title: title of the analysis.
        question: the question that it answers.
        sections: the body.
        provenance: where it comes from.
    """

    title: str
    question: str
    sections: tuple[Section, ...]
    provenance: Provenance

    @property
    def blocks(self) -> list[Block]:
        """Every result in order."""
        return [item for section in self.sections for item in section.items if isinstance(item, Block)]

    @property
    def numbers(self) -> list[Block]:
        """The key numbers."""
        return [block for block in self.blocks if block.kind == "number"]

    @property
    def checks(self) -> list[Block]:
        """The checks that the notebook declares."""
        return [block for block in self.blocks if block.kind == "check"]

    @property
    def typical(self) -> Block:
        """A result on the period, the part of the data and the sources that most results rest on."""
        results = [block for block in self.blocks if block.kind != "check"] or self.blocks
        [(basis, _)] = Counter(map(_basis, results)).most_common(1)
        return next(block for block in results if _basis(block) == basis)

    @property
    def period(self) -> str:
        """The time that most results cover."""
        return self.typical.period


def _basis(block: Block) -> tuple[str, str, tuple[str, ...]]:
    return block.period, block.filter, tuple(source.label for source in block.sources)


def run_document(folder: Path, notebook: NotebookNode, provenance: Provenance) -> Document:
    """The report on the run in ``folder``.

    Args:
        folder: a run's folder.
        notebook: its notebook.
        provenance: where the report comes from, or will come from.

    Raises:
        UserError: the run has no results.
    """
    if provenance.record is not None and provenance.record.outcome == "failed":
        raise UserError(
            "この実行は途中で止まっているため、報告書を作れません。",
            where=str(folder),
            fix="「edu-dx runs」で止まった理由を確かめ、直してからもう一度実行してください。",
        )
    return build_document(notebook, provenance, where=str(folder / NOTEBOOK_NAME))


def notebook_document(notebook: NotebookNode, path: Path | None) -> Document:
    """The report on a notebook that nbconvert has opened.

    The notebook of a run is read again from its folder: what was approved is the file, not what other
    preprocessors of nbconvert have made of it.
    """
    if path is not None and is_run_notebook(path):
        return run_document(path.parent, *read_run(path.parent))
    return build_document(notebook, provenance_outside_runs(notebook), where=str(path or ""))


def build_document(notebook: NotebookNode, provenance: Provenance, *, where: str = "") -> Document:
    """The report on an executed notebook.

    Raises:
        UserError: the notebook holds no result, or one that cannot be read.
    """
    about = notebook.metadata.get("edu_dx", {})
    title = provenance.record.title if provenance.record else about.get("title", "無題の分析")
    items = [item for cell in notebook.cells for item in _items(cell)]
    document = Document(title, about.get("question", ""), tuple(_sections(items, title)), provenance)
    if not document.blocks:
        raise UserError(
            "このノートブックには、報告書に載せる結果がありません。",
            where=where,
            fix="「edu-dx run 分析名」で実行したノートブック（runs フォルダの中）を指定してください。",
        )
    return document


def _items(cell: NotebookNode) -> Iterator[Item]:
    if cell.cell_type == "code":
        yield from blocks_of(cell)
    elif is_finding(cell):
        yield finding_of(cell)
    elif cell.cell_type == "markdown" and not is_reading_hint(cell):
        yield from map(Prose, parse(cell.source))


def finding_of(cell: NotebookNode) -> Finding:
    """What the student wrote into a cell of theirs; nothing where the request still stands there."""
    nodes = parse(cell.source)
    title = plain_text(nodes.pop(0)["inlines"]) if nodes and nodes[0]["type"] == "heading" else ""
    placeholder = cell.metadata.get("edu_dx", {}).get("placeholder", "")
    written = [] if cell.source.strip() == placeholder.strip() else [n for n in nodes if not _is_prompt(n)]
    return Finding(title, tuple(written))


def _is_prompt(node: Node) -> bool:
    return node["type"] == "paragraph" and plain_text(node["inlines"]).startswith(_PROMPT)


def _sections(items: list[Item], title: str) -> Iterator[Section]:
    """The sections that a reader of the report wants."""
    for section in _cut_at_headings(items):
        if section.title in WORKING_SECTIONS:
            continue
        heading = "" if section.title == title else section.title
        yield Section(HEADINGS_FOR_READERS.get(heading, heading), section.items)


def _cut_at_headings(items: list[Item]) -> Iterator[Section]:
    """Items cut at every heading of level 1 or 2."""
    heading, content = "", list[Item]()
    for item in items:
        if isinstance(item, Prose) and item.node["type"] == "heading" and item.node["level"] <= 2:
            yield Section(heading, tuple(content))
            heading, content = plain_text(item.node["inlines"]), []
        else:
            content.append(item)
    yield Section(heading, tuple(content))
