"""Which of the columns that are gone goes on under a new name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Indel

from edu_dx.intake.matching.names import plain
from edu_dx.intake.matching.profile import HeaderProfile

_NAME, _PLACE, _VALUES = 0.5, 0.3, 0.2
_LEAST = 0.62
_SAME_SIZE = 2.0


def renamed_columns(before: Sequence[HeaderProfile], now: Sequence[HeaderProfile]) -> dict[str, str]:
    """Old header → new header, for columns that are likely the same under another name.

    Three things speak for it: a like name, the same neighbours, and values of the same kind and size. A like name
    alone does not do, nor does the place alone: a column may be dropped and another one put in its place.
    """
    # Only unknown and changed files need it, and it takes long to import.
    from scipy.optimize import linear_sum_assignment

    old_headers, new_headers = [c.header for c in before], [c.header for c in now]
    gone = [c for c in before if c.header not in new_headers]
    new = [c for c in now if c.header not in old_headers]
    if not gone or not new:
        return {}
    kept = set(old_headers) & set(new_headers)
    score = np.array(
        [
            [
                _NAME * Indel.normalized_similarity(plain(old.header), plain(other.header))
                + _PLACE * _same_neighbours(old_headers, new_headers, old.header, other.header, kept)
                + _VALUES * _same_values(old, other)
                for other in new
            ]
            for old in gone
        ]
    )
    likely = np.where(score >= _LEAST, score, 0.0)
    rows, columns = linear_sum_assignment(likely, maximize=True)
    return {
        gone[row].header: new[column].header
        for row, column in zip(rows, columns, strict=True)
        if likely[row, column] > 0
    }


def _same_neighbours(old: list[str], new: list[str], gone: str, added: str, kept: set[str]) -> float:
    """The share of the two nearest columns that stayed, left and right, that both have."""
    left = _nearest(old[: old.index(gone)][::-1], kept) == _nearest(new[: new.index(added)][::-1], kept)
    right = _nearest(old[old.index(gone) + 1 :], kept) == _nearest(new[new.index(added) + 1 :], kept)
    return (left + right) / 2


def _nearest(headers: list[str], kept: set[str]) -> str | None:
    return next((header for header in headers if header in kept), None)


def _same_values(old: HeaderProfile, new: HeaderProfile) -> float:
    if old.is_number is None or new.is_number is None:
        return 0.5
    if old.is_number != new.is_number:
        return 0.0
    if old.typical is None or new.typical is None:
        return 0.5
    low, high = sorted((abs(old.typical), abs(new.typical)))
    if low == high:
        return 1.0
    return 1.0 if low and high / low <= _SAME_SIZE else 0.3
