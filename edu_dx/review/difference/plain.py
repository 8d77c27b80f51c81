"""The difference as plain text for a terminal: grouped and short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edu_dx.review.difference.blocks import KINDS
from edu_dx.review.difference.result import (
    BlockChange,
    Change,
    CodeChange,
    Difference,
    Grounds,
    LoneRow,
    Mark,
    RowChange,
    TableChange,
    TextChange,
    Token,
    Tokens,
    ValueChange,
)

_MANY_ROWS = 8
_MANY_LONE_ROWS = 5
_MANY_VALUES = 4
_FEW_VALUES = 2  # so many in one line leave room for both differences
_MANY_LINES = 12
_NOT_TOLD = "変わりました（片方の版で伏せた値が出ることがあるため、文は示しません）"
_SIDES = {Mark.DELETED: "旧", Mark.INSERTED: "新"}
_AROUND = 14  # signs of unchanged text left beside a change
_PRESENCES = {
    "added": "［増えた］",
    "removed": "［なくなった］",
    "renamed": "［名前が変わった］",
    "changed": "",
}


def difference_text(found: Difference) -> str:
    """Headline, grounds, then each change in the order of the notebook; long lists say how many more there are."""
    seen = [change for change in found.changes if not change.unseen]
    parts = [
        [found.headline],
        list(_ground_lines(found.grounds)),
        [
            f"共通の変更　{shared.label}（結果 {len(shared.blocks)}件）　{_one_line(shared.tokens)}"
            for shared in found.shared
        ],
        *(list(_change_lines(change)) for change in seen),
        list(_unseen_lines([change for change in found.changes if change.unseen])),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _ground_lines(grounds: Grounds) -> Iterator[str]:
    for condition in grounds.conditions:
        yield f"条件　{condition.label}　{condition.old} → {condition.new}"
    for data in grounds.data:
        yield f"資料　{data.label}{_PRESENCES[data.presence]}　{data.records}"
    yield from _capped([f"計算　{_code_line(code)}" for code in grounds.code], _MANY_ROWS, "セル")
    yield from grounds.metrics
    for version in grounds.versions:
        yield f"ソフト　{version.label}　{version.old} → {version.new}"


def _code_line(code: CodeChange) -> str:
    lines = f"＋{code.added_lines}行 −{code.removed_lines}行"
    return f"「{code.heading}」のセル {code.cell}{_PRESENCES[code.presence]}　{lines}"


def _change_lines(change: Change) -> Iterator[str]:
    if isinstance(change, TextChange):
        yield from _text_lines(change)
    else:
        yield from _block_lines(change)


def _text_lines(change: TextChange) -> Iterator[str]:
    kind = "所見" if change.finding else "説明文"
    yield f"■ {kind}　{change.heading}（{change.cell}）{_PRESENCES[change.presence]}"
    if not change.tokens:
        yield f"　　{_NOT_TOLD}"
    yield from _capped([f"　　{line}" for line in marked_lines(change.tokens)], _MANY_LINES, "行")


def _block_lines(change: BlockChange) -> Iterator[str]:
    yield f"■ {KINDS[change.kind]}　{change.title}（{change.name}）{_PRESENCES[change.presence]}"
    if change.presence == "renamed":
        yield f"　　前は　{change.old_title}（{change.old_name}）"
    if change.printed:
        yield f"　　{change.printed}"
    if change.outcome:
        yield f"　　{change.outcome[0]} → {change.outcome[1]}"
    yield from (_value_line(value) for value in change.values)
    yield from _table_lines(change.table)
    if change.redrawn:
        yield "　　数は同じで、描き方だけが変わりました。"
    for word in change.words:
        # A description follows the numbers, a title the years in it: both are told already.
        told = (word.label == "図の説明" and not change.table.nothing) or (
            word.label == "題名" and change.presence == "renamed"
        )
        if not told:
            yield f"　　{word.label}　{_one_line(word.tokens) or _NOT_TOLD}"


def _value_line(value: ValueChange) -> str:
    return f"　　{value.name}　{value.text}"


def _table_lines(table: TableChange) -> Iterator[str]:
    if table.added_columns:
        yield f"　　増えた列　{'、'.join(table.added_columns)}"
    if table.removed_columns:
        yield f"　　なくなった列　{'、'.join(table.removed_columns)}"
    if table.changed_columns:
        yield f"　　列　{'、'.join(f'{before} → {after}' for before, after in table.changed_columns)}"
    largest = _largest(table.rows)
    yield from (f"　　{row.label}　{_row_text(row)}" for row in largest)
    if len(table.rows) > len(largest):
        yield f"　　…変わりの大きい{len(largest)}行です。ほかに{len(table.rows) - len(largest)}行が変わりました。"
    yield from _lone_lines("増えた行", table.added_rows)
    yield from _lone_lines("なくなった行", table.removed_rows)
    if table.reordered:
        yield "　　行の順が変わりました。"
    if table.unseen_rows:
        cells = sum(len(row.values) for row in table.unseen_rows)
        yield f"　　ほかに{cells}か所は、表示は同じで、丸める前の値だけが変わりました。"


def _largest(rows: Sequence[RowChange]) -> list[RowChange]:
    """The rows that changed most, in the order of the table; words and changes of sign count as large."""
    ranked = sorted(range(len(rows)), key=lambda place: -_size(rows[place]))
    return [rows[place] for place in sorted(ranked[:_MANY_ROWS])]


def _size(row: RowChange) -> float:
    return max(float("inf") if value.share is None else abs(value.share) for value in row.values)


def _row_text(row: RowChange) -> str:
    few = len(row.values) <= _FEW_VALUES
    told = [f"{value.name} {value.text if few else value.short_text}" for value in row.values[:_MANY_VALUES]]
    shown = "／".join(told)
    more = len(row.values) - _MANY_VALUES
    return f"{shown}／ほか{more}か所" if more > 0 else shown


def _lone_lines(title: str, rows: Sequence[LoneRow]) -> Iterator[str]:
    lines = [f"　　{title}　{'｜'.join(text for _, text in row.cells)}" for row in rows]
    return _capped(lines, _MANY_LONE_ROWS, "行")


def _unseen_lines(changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield "表示は同じで、丸める前の値だけが変わったもの"
        lines = [
            f"　　{KINDS[one.kind]}　{one.title}（{one.name}）"
            for one in changes
            if isinstance(one, BlockChange)
        ]
        yield from _capped(lines, _MANY_ROWS, "件")


def _capped(lines: Sequence[str], most: int, unit: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"　　…ほか{len(lines) - most}{unit}"


def marked_lines(tokens: Tokens) -> list[str]:
    """The lines of a text that changed, with 【旧：deleted】【新：inserted】 and a little of what stands around."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        first, *rest = token.text.split("\n")
        lines[-1].append(Token(token.mark, first))
        lines += [[Token(token.mark, piece)] for piece in rest]
    changed = [
        line for line in lines if any(token.text.strip() for token in line if token.mark is not Mark.SAME)
    ]
    return [_marked(line) for line in changed] or ["（改行や空白だけが変わりました）"] * bool(tokens)


def _one_line(tokens: Tokens) -> str:
    return "／".join(marked_lines(tokens))


def _marked(line: Iterable[Token]) -> str:
    pieces = [token for token in line if token.text]
    marked = []
    for place, token in enumerate(pieces):
        if token.mark is Mark.SAME:
            marked.append(_shortened(token.text, first=place == 0, last=place == len(pieces) - 1))
        else:
            marked.append(f"【{_SIDES[token.mark]}：{token.text}】")
    return "".join(marked)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Unchanged text, of which only what stands beside a change is left."""
    kept = _AROUND * (2 - first - last)
    if len(text) <= kept + 2:
        return text
    return f"{'' if first else text[:_AROUND]}…{'' if last else text[-_AROUND:]}"
