"""Which block or text of one run stands for which of another, in the order of the notebook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from edu_dx.present.block import Block
from edu_dx.review.difference.contents import Cell

Item = Block | Cell
Pair = tuple[Item | None, Item | None]
_DIGITS = re.compile(r"[0-9]+")


def matched(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Items of one name; blocks that look renamed; then None for what one side has alone.

    What only the old side has stands behind its neighbour of old.
    """
    before = {_key(item): item for item in old}
    after = {_key(item): item for item in new}
    renamed = _renamed(
        [item for key, item in before.items() if key not in after],
        [item for key, item in after.items() if key not in before],
    )
    gone = set(before) - set(after) - set(renamed.values())
    behind = _behind(list(before), gone, {old_key: new_key for new_key, old_key in renamed.items()})
    pairs: list[Pair] = [(before[key], None) for key in behind[None]]
    for key, item in after.items():
        pairs.append((before.get(renamed.get(key, key)), item))
        pairs += [(before[lost], None) for lost in behind[key]]
    return pairs


def _key(item: Item) -> tuple[str, str]:
    return ("block", item.name) if isinstance(item, Block) else ("cell", item.id)


_Key = tuple[str, str]


def _behind(
    order: Iterable[_Key], gone: set[_Key], renamed: dict[_Key, _Key]
) -> dict[_Key | None, list[_Key]]:
    """The lost items, by the item of the new side that they stand behind."""
    behind: dict[_Key | None, list[_Key]] = defaultdict(list)
    last = None
    for key in order:
        if key in gone:
            behind[last].append(key)
        else:
            last = renamed.get(key, key)
    return behind


def _renamed(lost: Sequence[Item], come: Sequence[Item]) -> dict[_Key, _Key]:
    """Old keys of new blocks that look like a lost one: but for digits the same name or title, or the same content.

    A name may hold a year: 5 years from now is pupils-2029 in one year and pupils-2030 in the next.
    """
    found: dict[_Key, _Key] = {}
    left = [item for item in lost if isinstance(item, Block)]
    for look in (_name_look, _title_look, _content_look):
        for block in come:
            if not isinstance(block, Block) or _key(block) in found:
                continue
            twin = next((one for one in left if look(one) is not None and look(one) == look(block)), None)
            if twin is not None:
                found[_key(block)] = _key(twin)
                left.remove(twin)
    return found


def _name_look(block: Block) -> object:
    return block.kind, _DIGITS.sub("#", block.name)


def _title_look(block: Block) -> object:
    return block.kind, _DIGITS.sub("#", block.title)


def _content_look(block: Block) -> object:
    """The same rows; one number may be equal to another by chance."""
    return (block.kind, block.rows) if block.rows else None
