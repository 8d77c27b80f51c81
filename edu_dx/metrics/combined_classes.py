"""Combined classes (複式学級): two adjoining grades taught as one class when both together are few.

Pairs do not overlap. Of all pairings the one with the fewest classes is taken; among those, the one whose
largest combined class is smallest, then the one with the lower grades first.

Source: 公立義務教育諸学校の学級編制及び教職員定数の標準に関する法律 3条2項; the limits are the caller's, by prefecture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]


def combined_pairs(
    ordinary: Mapping[int, float], *, limit: int, limit_with_first: int | None
) -> tuple[Pair, ...]:
    """The adjoining grades of one stage that share a class.

    Args:
        ordinary: ordinary pupils by grade; grades of 小学校 and 中学校 are asked separately.
        limit: pupils two grades may have together.
        limit_with_first: the same for a pair with grade 1; None where no such rule exists (中学校).
    """
    pupils = {grade: int(number + 0.5) for grade, number in ordinary.items()}
    possible = [
        (grade, grade + 1)
        for grade in sorted(pupils)
        if pupils[grade]
        and pupils.get(grade + 1)
        and pupils[grade] + pupils[grade + 1]
        <= (limit_with_first if grade == 1 and limit_with_first else limit)
    ]

    def preference(pairs: tuple[Pair, ...]) -> tuple[int, int, tuple[Pair, ...]]:
        largest = max((pupils[low] + pupils[high] for low, high in pairs), default=0)
        return -len(pairs), largest, pairs

    return min(_pairings(possible), key=preference)


def _pairings(possible: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """Every choice of pairs without a grade in two of them, the empty choice included."""
    if not possible:
        return [()]
    first, rest = possible[0], possible[1:]
    without = _pairings(rest)
    with_first = _pairings([pair for pair in rest if pair[0] != first[1]])
    return [*without, *((first, *chosen) for chosen in with_first)]


def pairing_label(pairs: Sequence[Pair]) -> str:
    """The pairing as a board writes it: 「1・2年、5・6年」; 中学校 grades 7-9 as 1-3."""
    return "、".join(f"{(low - 1) % 6 + 1}・{(high - 1) % 6 + 1}年" for low, high in pairs)
