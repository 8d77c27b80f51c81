"""Which assumption moves the result most, each one varied alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pandas as pd

Assumptions = TypeVar("Assumptions", bound=Any)


def tornado(
    given: Assumptions,
    ranges: Mapping[str, tuple[float, float]],
    result: Callable[[Assumptions], float],
) -> pd.DataFrame:
    """The result at both ends of each assumption's range, the others held.

    Args:
        given: a dataclass of assumptions, the base case.
        ranges: field name → (lowest, highest) value thought possible.
        result: what is computed from the assumptions.

    Returns:
        ``factor, lowest, highest`` (values of the assumption), ``at_lowest, at_highest`` (results), ``base``,
        the widest first.
    """
    rows = [
        {
            "factor": factor,
            "lowest": lowest,
            "highest": highest,
            "at_lowest": result(dataclasses.replace(given, **{factor: lowest})),
            "at_highest": result(dataclasses.replace(given, **{factor: highest})),
            "base": result(given),
        }
        for factor, (lowest, highest) in ranges.items()
    ]
    table = pd.DataFrame(rows)
    width = (table["at_highest"] - table["at_lowest"]).abs()
    return table.loc[width.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)
