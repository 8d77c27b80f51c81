"""Columns as plain arrays and rows as plain tuples, for arithmetic that is done too often for frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Columns:
    """Arrays of the same length, which a subclass names; their rows belong together."""

    def __len__(self) -> int:
        return len(self._columns()[0])

    def where(self, chosen: Flags) -> Self:
        """The rows for which ``chosen`` holds."""
        return type(self)(*(column[chosen] for column in self._columns()))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The rows of all parts, of which there is at least one."""
        columns = zip(*(part._columns() for part in parts), strict=True)
        return cls(*(np.concatenate(of_parts) for of_parts in columns))

    def _columns(self) -> list[npt.NDArray[Any]]:
        return [getattr(self, field.name) for field in fields(self)]


def rows_of(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a table."""
    return zip(*(table[name].tolist() for name in columns), strict=True)


def summed(pupils: Numbers, axis: int | tuple[int, ...]) -> Numbers:
    """Sums over ``axis`` of what was surveyed; NaN where nothing was."""
    unknown = np.isnan(pupils)
    return np.where(unknown.all(axis=axis), np.nan, np.where(unknown, 0.0, pupils).sum(axis=axis))


def places_of(numbers: Whole) -> tuple[Whole, Places]:
    """The different numbers, ascending, and the place of each one among them; for small numbers, none below 0."""
    occurs = np.bincount(numbers) > 0
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[numbers]


def groups_of(*columns: Whole) -> tuple[list[Whole], Places]:
    """The different rows of such columns, in their order, and the place of each row among them."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    rows, place = places_of(np.ravel_multi_index(columns, sizes))
    return list(np.unravel_index(rows, sizes)), place


def sums_at(place: npt.NDArray[np.integer[Any]], numbers: npt.ArrayLike, size: int) -> Numbers:
    """Sums of the numbers of each place, 0 to ``size`` − 1."""
    sums = np.bincount(place, weights=np.asarray(numbers, dtype="float64"), minlength=size)
    return sums.astype("float64", copy=False)
