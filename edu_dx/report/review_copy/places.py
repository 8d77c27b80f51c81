"""The notebook in its order, and beside each part of it what a reviewer wants to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbformat import NotebookNode

from edu_dx.present.block import Block
from edu_dx.report.block_texts import captions, check_texts, figure_texts, number_texts, table_texts
from edu_dx.report.provenance import shortened
from edu_dx.report.review_copy.changes import change_texts, picture_before, token_texts
from edu_dx.report.review_copy.discussion import comment_command, thread_texts
from edu_dx.report.review_copy.links import code_id, place_id
from edu_dx.report.review_copy.text_cells import TextCell, text_cells
from edu_dx.review.difference.result import BlockChange, Change, CodeChange, TextChange
from edu_dx.review.dossier import Dossier
from edu_dx.run.blocks import blocks_of
from edu_dx.run.canonical import is_reading_hint

Texts = dict[str, Any]

# Their values stand at the top of the page.
_PARAMETER_TAGS = {"parameters", "injected-parameters"}


def place_texts(dossier: Dossier) -> list[Texts]:
    """Every text, result and calculation of the notebook, in its order."""
    lookup = _Lookup(dossier)
    return [place for cell in dossier.notebook.cells for place in _of_cell(cell, lookup)]


@dataclass(frozen=True)
class _Lookup:
    """What is known of the places, by name."""

    dossier: Dossier

    @cached_property
    def texts(self) -> Mapping[str, TextCell]:
        return text_cells(self.dossier.notebook, self.dossier.record.title)

    @cached_property
    def captions(self) -> Mapping[str, str]:
        return captions(self.dossier.blocks)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(block.name for block in self.dossier.blocks)

    @cached_property
    def changes(self) -> Mapping[tuple[type[Change], str], Change]:
        """Changes of what is still there."""
        found = self.dossier.changed.changes if self.dossier.changed else ()
        return {
            (type(change), change.cell if isinstance(change, TextChange) else change.name): change
            for change in found
            if change.presence != "removed"
        }

    @cached_property
    def code(self) -> Mapping[str, CodeChange]:
        found = self.dossier.changed.grounds.code if self.dossier.changed else ()
        return {change.cell: change for change in found}

    @cached_property
    def records(self) -> Mapping[str, int]:
        """How many records each state of a table has, by its fingerprint."""
        return {table.fingerprint: table.records for table in self.dossier.record.tables}


def _of_cell(cell: NotebookNode, lookup: _Lookup) -> Iterator[Texts]:
    if cell.cell_type == "markdown" and not is_reading_hint(cell):
        yield _text(cell.id, lookup)
    elif cell.cell_type == "code":
        yield from _results(cell, lookup)


def _text(cell: str, lookup: _Lookup) -> Texts:
    text = lookup.texts[cell]
    change = lookup.changes.get((TextChange, cell))
    return {
        "kind": "finding" if text.finding else "prose",
        "id": place_id(cell, lookup.names),
        "nodes": list(text.nodes),
        "headings": text.headings,
        "written": text.written,
        "read_again": _read_again(cell, lookup.dossier),
        "change": change_texts(change) if change else None,
        "svg_before": "",
        # Nobody comments on a heading alone.
        **_discussion(cell, lookup, commented=text.written or text.finding),
    }


def _results(cell: NotebookNode, lookup: _Lookup) -> Iterator[Texts]:
    blocks = list(blocks_of(cell))
    code = _code(cell, lookup)
    if not blocks and code is not None:
        yield {"kind": "code", "code": code, "threads": [], "change": None}
    for place, block in enumerate(blocks):
        yield _result(block, lookup) | {"code": code if place == 0 else None, "code_above": code_id(cell.id)}


def _result(block: Block, lookup: _Lookup) -> Texts:
    change = lookup.changes.get((BlockChange, block.name))
    return {
        "id": block.name,
        **_printed(block, lookup),
        "kind": block.kind,
        "basis": list(_basis(block)),
        "sources": [_source(block, place, lookup) for place in range(len(block.sources))],
        "checks": _checks(block, lookup.dossier),
        "repeated": _repeated(block.name, lookup.dossier),
        "change": change_texts(change) if change else None,
        "svg_before": picture_before(change, block),
        **_discussion(block.name, lookup, commented=True),
    }


def _printed(block: Block, lookup: _Lookup) -> Texts:
    if block.kind == "number":
        return number_texts(block)
    if block.kind == "check":
        return check_texts(block)
    texts = table_texts if block.kind == "table" else figure_texts
    return texts(block, lookup.captions[block.name], [])


def _discussion(name: str, lookup: _Lookup, *, commented: bool) -> Texts:
    return {
        "threads": [thread_texts(thread, lookup.dossier) for thread in lookup.dossier.threads_at(name)],
        "command": comment_command(name, lookup.dossier) if commented else "",
    }


def _code(cell: NotebookNode, lookup: _Lookup) -> Texts | None:
    if _PARAMETER_TAGS & set(cell.metadata.get("tags", [])):
        return None
    change = lookup.code.get(cell.id)
    return {
        "id": code_id(cell.id),
        "cell": cell.id,
        "source": cell.source,
        "tokens": token_texts(change.tokens) if change else [],
        "added": change.added_lines if change else 0,
        "removed": change.removed_lines if change else 0,
    }


def _basis(block: Block) -> Iterator[tuple[str, str]]:
    """What stands under a result: its parts or its rows, the time and the part of the data."""
    if block.measure is not None:
        labels = ["分子 ÷ 分母"] * (block.measure.denominator is not None) + ["幅"]
        yield from zip(labels, number_texts(block)["basis"], strict=False)
    if block.rows:
        yield "行数", f"{len(block.rows):,}行"
    yield "期間", block.period
    yield "対象", block.filter
    if block.suppressed:
        yield "伏せた値", f"{len(block.suppressed):,}か所"


def _source(block: Block, place: int, lookup: _Lookup) -> Texts:
    source = block.sources[place]
    records = lookup.records.get(source.fingerprint)
    return {
        "label": source.label,
        "records": "" if records is None else f"{records:,}件",
        "fingerprint": shortened(source.fingerprint),
    }


def _checks(block: Block, dossier: Dossier) -> Texts:
    """The checks on the data that a result comes from: those that fail by name, the others counted."""
    tables = {source.table for source in block.sources}
    concerned = [
        check
        for check in dossier.blocks
        if check.kind == "check" and check.name != block.name and tables & {s.table for s in check.sources}
    ]
    return {
        "passed": [check.name for check in concerned if check.passed],
        "failed": [{"name": check.name, "title": check.title} for check in concerned if not check.passed],
    }


def _repeated(name: str, dossier: Dossier) -> Texts | None:
    """What a repetition of the run by the machine gave for a result; None where there was none."""
    evidence = dossier.evidence
    if evidence is None:
        return None
    for names, words in (
        (evidence.attested, "一致"),
        (evidence.redrawn, "数は一致（絵の描き方だけが違う）"),
    ):
        if name in names:
            return {"agrees": True, "words": words}
    words = "出てきませんでした" if name in evidence.missing else "違う結果になりました"
    return {"agrees": False, "words": words} if name in (*evidence.differing, *evidence.missing) else None


def _read_again(cell: str, dossier: Dossier) -> str:
    """Why a finding has to be read again; empty where it need not."""
    asked = dossier.to_read_again.get(cell)
    if asked is None:
        return ""
    titles = [dossier.places[name].about if name in dossier.places else name for name in asked.changed]
    told = f"変わった結果: {'、'.join(titles)}" if titles else "前の結果は残っていません。"
    return f"{asked.since} の結果を見て書かれたままです。{told}"
