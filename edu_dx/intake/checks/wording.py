"""Places and counts as findings print them."""

from __future__ import annotations

from collections.abc import Iterable

_FEW = 8


def rows_in_words(rows: Iterable[int]) -> str:
    """Raw rows (indices from 0) as Excel numbers them: ``3・5・8行目``, the first eight of them."""
    numbers = sorted({int(row) + 1 for row in rows})
    more = f"ほか{len(numbers) - _FEW:,}行" if len(numbers) > _FEW else ""
    return "・".join(f"{number}" for number in numbers[:_FEW]) + "行目" + more if numbers else ""


def a_few(texts: Iterable[str]) -> str:
    """The first eight texts, and how many more there are."""
    listed = list(texts)
    more = f" ほか{len(listed) - _FEW:,}件" if len(listed) > _FEW else ""
    return "、".join(listed[:_FEW]) + more
