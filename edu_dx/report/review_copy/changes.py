"""What changed since the baseline, as the page prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from edu_dx.present.block import Block
from edu_dx.report import drawing
from edu_dx.report.block_texts import unbroken
from edu_dx.review.difference.blocks import KINDS
from edu_dx.review.difference.result import (
    BlockChange,
    Change,
    LoneRow,
    Mark,
    TableChange,
    TextChange,
    Token,
    ValueChange,
    WordChange,
)

Texts = dict[str, Any]

_PRESENCES = {"added": "新しく加わりました", "removed": "なくなりました", "renamed": "名前が変わりました"}
_WITHHELD = "伏せた値のため示しません"
_UNSEEN = "表示は同じで、丸める前の値が変わりました"
_FEW_VALUES = 12  # more are folded away
_NOTHING: Texts = {
    "presence": "",
    "before": "",
    "printed": "",
    "values": [],
    "outcome": [],
    "words": [],
    "table": None,
    "redrawn": False,
    "tokens": [],
    "untold": "",
    "unseen": False,
}
_AROUND = 40  # signs of unchanged text left beside a change


def change_texts(change: Change) -> Texts:
    """A change of a result or of a text."""
    return _text_change(change) if isinstance(change, TextChange) else _block_change(change)


def token_texts(tokens: Iterable[Token]) -> list[Texts]:
    """Text word by word, whole."""
    return [{"mark": token.mark.value, "text": token.text} for token in tokens]


def passage_texts(tokens: Sequence[Token]) -> list[Texts]:
    """Text word by word; of what is unchanged only what stands on the line of a change, near it."""
    last = len(tokens) - 1
    return [
        {"mark": token.mark.value, "text": _nearby(token.text, place > 0, place < last)}
        if token.mark is Mark.SAME
        else {"mark": token.mark.value, "text": token.text}
        for place, token in enumerate(tokens)
    ]


def picture_before(change: Change | None, now: Block) -> str:
    """The drawing that a figure had before, fit for the page; empty where it is the same or must not be told."""
    if not isinstance(change, BlockChange) or not change.old_svg or change.old_svg == now.svg:
        return ""
    return removed_picture(change)


def removed_picture(change: BlockChange) -> str:
    """The drawing before, with ids that no block has; empty where there is none or it must not be told."""
    return drawing.page_svg(change.old_svg, f"before:{change.name}", change.title) if change.old_svg else ""


def _text_change(change: TextChange) -> Texts:
    return _NOTHING | {
        "kind": "所見" if change.finding else "説明文",
        "title": change.heading,
        "presence": _PRESENCES.get(change.presence, ""),
        "tokens": passage_texts(change.tokens),
        "untold": "" if change.tokens else _WITHHELD,
    }


def _block_change(change: BlockChange) -> Texts:
    words = [_words(word) for word in change.words if not _is_told(word, change)]
    return _NOTHING | {
        "kind": KINDS[change.kind],
        "title": change.title,
        "presence": _PRESENCES.get(change.presence, ""),
        "before": change.old_title if change.presence == "renamed" else "",
        "printed": change.printed,
        "values": [_value(value) for value in change.values],
        "outcome": list(change.outcome),
        "words": words,
        "table": _table(change.table),
        "redrawn": change.redrawn,
        "unseen": change.unseen,
    }


def _is_told(word: WordChange, change: BlockChange) -> bool:
    """A description follows the numbers, a title the years in it: both are told already."""
    return (word.label == "図の説明" and not change.table.nothing) or (
        word.label == "題名" and change.presence == "renamed"
    )


def _words(word: WordChange) -> Texts:
    return {
        "label": word.label,
        "tokens": passage_texts(word.tokens),
        "untold": "" if word.tokens else _WITHHELD,
    }


def _value(value: ValueChange, row: str = "") -> Texts:
    return {
        "row": row,
        "name": value.name,
        "old": unbroken(value.old),
        "new": unbroken(value.new),
        "unit": value.unit,
        "absolute": unbroken(value.absolute),
        "relative": unbroken(value.relative),
        "remark": _WITHHELD if value.withheld else _UNSEEN if value.unseen else "",
    }


def _table(table: TableChange) -> Texts | None:
    if table.nothing:
        return None
    values = [_value(value, row.label) for row in table.rows for value in row.values]
    return {
        "summary": _summary(table),
        "values": values,
        "compared": any(value["absolute"] or value["relative"] or value["remark"] for value in values),
        "lone": [*_lone("加わった行", table.added_rows), *_lone("なくなった行", table.removed_rows)],
        "open": table.cells + len(table.added_rows) + len(table.removed_rows) <= _FEW_VALUES,
        "remarks": list(_remarks(table)),
    }


def _summary(table: TableChange) -> str:
    told = [f"値{table.cells}か所（{len(table.rows)}行）が変わりました。"] if table.rows else []
    told += [f"{len(table.added_rows)}行が加わりました。"] * bool(table.added_rows)
    told += [f"{len(table.removed_rows)}行がなくなりました。"] * bool(table.removed_rows)
    return "".join(told)


def _lone(title: str, rows: Sequence[LoneRow]) -> list[Texts]:
    """Rows that only one of the tables has, as a table of their own; nothing where there are none."""
    if not rows:
        return []
    headings = [heading for heading, _ in rows[0].cells]
    return [{"title": title, "headings": headings, "rows": [[text for _, text in row.cells] for row in rows]}]


def _remarks(table: TableChange) -> Iterator[str]:
    if table.added_columns:
        yield f"加わった列：{'、'.join(table.added_columns)}"
    if table.removed_columns:
        yield f"なくなった列：{'、'.join(table.removed_columns)}"
    for before, after in table.changed_columns:
        yield f"列：{before} → {after}"
    if table.reordered:
        yield "行の順が変わりました。"
    if table.unseen_rows:
        count = sum(len(row.values) for row in table.unseen_rows)
        yield f"{count}か所は、{_UNSEEN}。"


def _nearby(text: str, follows: bool, precedes: bool) -> str:
    """What is left of unchanged text that follows a change, precedes one, or stands between two."""
    if not (follows or precedes):
        return text
    lines = text.split("\n")
    if not (follows and precedes):
        return _begun(lines[0]) if follows else _ended(lines[-1])
    if len(lines) == 1:
        return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]}…{text[-_AROUND:]}"
    return "\n".join([_begun(lines[0]), *["…"] * (len(lines) > 2), _ended(lines[-1])])


def _begun(line: str) -> str:
    return line if len(line) <= _AROUND else f"{line[:_AROUND]}…"


def _ended(line: str) -> str:
    if line.startswith("#"):  # the heading stands above
        return ""
    return line if len(line) <= _AROUND else f"…{line[-_AROUND:]}"
