"""Small-cell suppression for the public edition.

Rules (DOMAIN 7.4): a count below its threshold is withheld together with every ratio made from it; a column
never has a single withheld count, because a total would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from edu_dx.present.block import BlockColumn, Cell


class Protection(Enum):
    """How small a count may be in the public edition."""

    OPEN = 0  # published anyway, such as pupils of a school
    ORDINARY = 5  # counts of people at a counter
    SENSITIVE = 10  # absence, support, health, nationality


def suppressed_cells(
    columns: Sequence[BlockColumn],
    rows: Sequence[Sequence[Cell]],
    protection: Mapping[str, Protection],
) -> list[tuple[int, int]]:
    """Positions (row, column) that the public edition withholds, sorted.

    Args:
        columns: the block's columns.
        rows: values in the order of ``columns``.
        protection: threshold of each protected count column, by key.
    """
    places = {column.key: place for place, column in enumerate(columns)}
    withheld: dict[str, set[int]] = {}
    for key, level in protection.items():
        counts = [row[places[key]] for row in rows]
        withheld[key] = _withheld_rows(counts, level)
    cells = {(row, places[key]) for key, hidden in withheld.items() for row in hidden}
    for column in columns:
        for part in (column.numerator, column.denominator):
            cells |= {(row, places[column.key]) for row in withheld.get(part or "", set())}
    return sorted(cells)


def _withheld_rows(counts: Sequence[Cell], level: Protection) -> set[int]:
    """Rows whose count is small, and the next smallest ones until no difference gives a count away."""
    numbers = {row: count for row, count in enumerate(counts) if isinstance(count, int | float)}
    small = {row for row, count in numbers.items() if is_small(count, level)}
    if not small:
        return set()
    candidates = sorted((count, row) for row, count in numbers.items() if row not in small and count > 0)
    hidden = set(small)
    while candidates and (len(hidden) < 2 or sum(numbers[row] for row in hidden) < level.value):
        hidden.add(candidates.pop(0)[1])
    return hidden


def is_small(count: float | None, level: Protection) -> bool:
    """Whether the public edition withholds ``count``; a zero only where it is sensitive."""
    if count is None:
        return False
    shown_zero = level is not Protection.SENSITIVE and count == 0
    return count < level.value and not shown_zero
