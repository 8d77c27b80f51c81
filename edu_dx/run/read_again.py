"""Findings to be read again: written under numbers that have changed in the run that they were carried to.

The finding itself is left as it is. Its cell's metadata hold the run that it was last read under; a hint for the student
stands above it, no part of the content, to be deleted once the finding is read. Changing the finding settles it as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, v4

from edu_dx.present.block import Block
from edu_dx.present.display import measure_text
from edu_dx.run.blocks import blocks_of, notebook_blocks
from edu_dx.run.canonical import READING_HINT_TAG, is_finding, is_reading_hint
from edu_dx.run.findings import heading_of

_KEY = "read_again"
_LONGEST_CELL_ID = 64
_NAMED = 6


@dataclass(frozen=True)
class ReadAgain:
    """A finding to be read again.

    Args:
        cell: name of its cell.
        heading: what it is called.
        since: the run whose numbers it was written under.
        changed: names of the results above it that changed since; empty where that run's results are lost.
    """

    cell: str
    heading: str
    since: str
    changed: tuple[str, ...]


def findings_to_read_again(notebook: NotebookNode) -> list[ReadAgain]:
    """The findings whose numbers changed and that the student has neither changed nor declared read since."""
    hints = {cell.id for cell in notebook.cells if is_reading_hint(cell)}
    return [
        ReadAgain(cell.id, heading_of(cell.id, cell.source), mark["since"], tuple(mark["changed"]))
        for cell in notebook.cells
        if (mark := _live_mark(cell)) and _hint_id(cell.id) in hints
    ]


def note_reading(notebook: NotebookNode, runs: Mapping[str, str]) -> None:
    """Before a run: note for each finding (cell id) the run under whose numbers it was last read, in place."""
    for cell in notebook.cells:
        if cell.id in runs:
            mark = {"since": runs[cell.id], "changed": [], "text": _hash(cell.source)}
            cell.metadata["edu_dx"] = {**cell.metadata.get("edu_dx", {}), _KEY: mark}


def ask_to_read_again(
    notebook: NotebookNode, results_of: Callable[[str], Sequence[Block] | None]
) -> list[ReadAgain]:
    """After a run: keep the notes of those findings above which a number changed, and put a hint above them.

    What a finding speaks of stands above it: a guess made before the calculation stays as it was.

    Args:
        notebook: the executed notebook, changed in place.
        results_of: the blocks of a run by its name; None if they are lost.
    """
    for cell in [cell for cell in notebook.cells if _live_mark(cell)]:
        mark = _live_mark(cell)
        before = results_of(mark["since"])
        changes = _changes(before or [], notebook, cell.id)
        if not changes:
            _forget(cell)
            continue
        mark["changed"] = list(changes) if before is not None else []
        _put_above(notebook, cell.id, _hint(mark["since"], list(changes.values()), before is not None))
    return findings_to_read_again(notebook)


def drop_settled_hints(notebook: NotebookNode) -> None:
    """Remove the hints above findings that were changed since."""
    asked = {_hint_id(cell.id) for cell in notebook.cells if _live_mark(cell)}
    notebook.cells = [cell for cell in notebook.cells if not is_reading_hint(cell) or cell.id in asked]


def _live_mark(cell: NotebookNode) -> dict[str, Any]:
    mark: dict[str, Any] = cell.metadata.get("edu_dx", {}).get(_KEY, {}) if is_finding(cell) else {}
    return mark if mark.get("text") == _hash(cell.source) else {}


def _forget(cell: NotebookNode) -> None:
    cell.metadata.get("edu_dx", {}).pop(_KEY, None)


def _changes(before: Sequence[Block], notebook: NotebookNode, name: str) -> dict[str, str]:
    """Each result above the cell ``name`` whose numbers changed, and each that is gone: name → words."""
    place = [cell.id for cell in notebook.cells].index(name)
    old = {block.name: block for block in before}
    above = [block for cell in notebook.cells[:place] for block in blocks_of(cell)]
    everywhere = {block.name for block in notebook_blocks(notebook)}
    changed = {block.name: block for block in above if not _same(old.get(block.name), block)}
    words = {name: _change_words(old.get(name), block) for name, block in changed.items()}
    gone = {name: f"{block.title}（なくなりました）" for name, block in old.items() if name not in everywhere}
    return words | gone if above else {}


def _same(before: Block | None, now: Block) -> bool:
    return before is not None and _numbers(before) == _numbers(now)


def _numbers(block: Block) -> tuple[Any, ...]:
    """What a finding may rest on: not the drawing, nor which file a number came from."""
    columns = [(column.key, column.label) for column in block.columns]
    return columns, block.rows, block.suppressed, block.measure, block.passed


def _put_above(notebook: NotebookNode, name: str, text: str) -> None:
    place = [cell.id for cell in notebook.cells].index(name)
    about = {"tags": [READING_HINT_TAG], "editable": False}
    hint = v4.new_markdown_cell(text, id=_hint_id(name), metadata=about)  # type: ignore[no-untyped-call]
    notebook.cells.insert(place, hint)


def _hint_id(name: str) -> str:
    return f"{name[: _LONGEST_CELL_ID - len(READING_HINT_TAG) - 1]}-{READING_HINT_TAG}"


def _hint(since: str, changes: Sequence[str], known: bool) -> str:
    if known:
        more = f"、ほか{len(changes) - _NAMED}件" if len(changes) > _NAMED else ""
        reason = f"前の実行（{since}）から、次の結果が変わりました: {'、'.join(changes[:_NAMED])}{more}。"
    else:
        reason = f"前の実行（{since}）の結果が残っていないため、数が変わったかどうか分かりません。"
    return (
        f"> **読み直してください** {reason}\n>\n"
        "> すぐ下の所見を読み直し、直すところがないか確かめてください。読み終えたら、このセルは消してかまいません。"
    )


def _change_words(before: Block | None, now: Block) -> str:
    if before is None:
        return f"{now.title}（新しい結果）"
    if before.measure is None or now.measure is None:
        return now.title
    return f"{now.title}（{measure_text(before.measure)} → {measure_text(now.measure)}）"


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
