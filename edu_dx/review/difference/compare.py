"""The difference of two runs, from their blocks and cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from edu_dx.present.block import Block
from edu_dx.review.difference.blocks import block_change, lone_block
from edu_dx.review.difference.contents import Cell, Contents
from edu_dx.review.difference.grounds import changed_grounds
from edu_dx.review.difference.headline import headline
from edu_dx.review.difference.matching import Pair, matched
from edu_dx.review.difference.result import (
    BlockChange,
    Change,
    Difference,
    SharedWords,
    Tokens,
)
from edu_dx.review.difference.texts import text_change

_SHARED = ("期間", "対象", "資料")


def difference(old: Contents, new: Contents, *, since: str = "前回") -> Difference:
    """What changed from ``old`` to ``new``.

    Args:
        old: the earlier run: the last round, or last year's report of the same analysis.
        new: the run that is read now.
        since: what the reader calls the earlier one.
    """
    grounds = changed_grounds(old, new)
    pairs = matched(old.items, new.items)
    one_sided = _withheld_on_one_side(pairs, old, new)
    found = [change for pair in pairs if (change := _change(pair, old, new, one_sided)) is not None]
    shared, changes = _with_shared_words(found)
    changes.sort(key=lambda change: change.unseen)
    unexplained = grounds.nothing and any(
        isinstance(change, BlockChange) and change.result_changed for change in changes
    )
    return Difference(
        since=since,
        headline=headline(
            since,
            grounds,
            shared,
            changes,
            has_findings=any(isinstance(item, Cell) and item.finding for item in new.items),
            unexplained=unexplained,
        ),
        grounds=grounds,
        shared=shared,
        changes=tuple(changes),
        unexplained=unexplained,
    )


def _change(pair: Pair, old: Contents, new: Contents, one_sided: bool) -> Change | None:
    across_editions = old.record.edition != new.record.edition
    match pair:
        case (Block() as before, Block() as after):
            withheld = old.withholds(before), new.withholds(after)
            return block_change(before, after, withheld=withheld, across_editions=across_editions)
        case (None, Block() as block):
            return lone_block(block, "added", across_editions=across_editions)
        case (Block() as block, None):
            return lone_block(block, "removed", across_editions=across_editions)
        case (Cell() | None as cell, Cell() | None as now):
            return text_change(cell, now, withheld=one_sided or across_editions)
    raise AssertionError(pair)


def _withheld_on_one_side(pairs: Iterable[Pair], old: Contents, new: Contents) -> bool:
    """Whether one side tells a value that the other withholds."""
    return any(
        old.withholds(before) != new.withholds(after) or before.suppressed != after.suppressed
        for before, after in pairs
        if isinstance(before, Block) and isinstance(after, Block)
    )


def _with_shared_words(changes: Sequence[Change]) -> tuple[tuple[SharedWords, ...], list[Change]]:
    """Changes of period, filter and sources that several blocks have in common, and the changes without them."""
    blocks: dict[tuple[str, Tokens], list[str]] = defaultdict(list)
    for change in changes:
        if isinstance(change, BlockChange):
            for word in change.words:
                if word.label in _SHARED:
                    blocks[word.label, word.tokens].append(change.name)
    common = {key: tuple(names) for key, names in blocks.items() if len(names) > 1}
    left = (_without(change, common) for change in changes)
    shared = tuple(SharedWords(label, tokens, names) for (label, tokens), names in common.items())
    return shared, [change for change in left if change is not None]


def _without(change: Change, common: dict[tuple[str, Tokens], tuple[str, ...]]) -> Change | None:
    if not isinstance(change, BlockChange):
        return change
    words = tuple(word for word in change.words if (word.label, word.tokens) not in common)
    left = replace(change, words=words)
    return left if words or left.result_changed or left.presence == "renamed" else None
