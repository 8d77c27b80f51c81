"""Limits that differ by prefecture and change with the years: a prefecture's own come before the national ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import pandas as pd

from edu_dx.metrics.arrays import rows_of

NATIONAL = "全国"
_PERIOD = ("from_year", "to_year", "limit")


class DatedLimits:
    """The limits that hold for the schools of one prefecture.

    Args:
        table: columns prefecture, those of ``by``, from_year, to_year (missing: still valid), limit.
        prefecture: full name, e.g. 栃木県.
        by: the columns that tell what a limit is for.
    """

    def __init__(self, table: pd.DataFrame, prefecture: str, by: Sequence[str]) -> None:
        self._periods: dict[tuple[Hashable, ...], list[tuple[int, float, int]]] = {}
        rows = list(rows_of(table, ["prefecture", *by, *_PERIOD]))
        for place in (prefecture, NATIONAL):
            for _, *case, since, until, limit in (row for row in rows if row[0] == place):
                still_valid = float("inf") if pd.isna(until) else until
                self._periods.setdefault(tuple(case), []).append((since, still_valid, int(limit)))

    def of(self, *case: Hashable, fiscal_year: int) -> int | None:
        """The limit of a case (one value for each of ``by``) in a year; None where there is none."""
        for since, until, limit in self._periods.get(case, ()):
            if since <= fiscal_year <= until:
                return limit
        return None
