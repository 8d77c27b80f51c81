"""Number of ordinary classes of a grade: ⌈pupils ÷ limit⌉.

    ordinary pupils = pupils − pupils of special support classes
    classes = 0 if nobody, else ⌈ordinary pupils ÷ limit of the grade in that fiscal year⌉

The limit is the prefecture's 学級編制基準 where the table holds one, else the national standard. Special support
classes: ⌈pupils ÷ limit⌉ for each kind of disability, grades mixed.

Source: 公立義務教育諸学校の学級編制及び教職員定数の標準に関する法律 3条.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from edu_dx.metrics.dated_limits import DatedLimits


def classes_needed(pupils: float, limit: int) -> int:
    """Classes of a grade with ``pupils`` children; a fraction of a child, as projections have it, is rounded."""
    return ceil(int(pupils + 0.5) / limit)


class ClassLimits:
    """How many pupils a class of one prefecture's schools may have.

    Args:
        table: columns prefecture, school_type, grade, from_year, to_year (missing: still valid), limit.
        prefecture: full name, e.g. 栃木県; its rows come before those of 全国.
    """

    def __init__(self, table: pd.DataFrame, prefecture: str) -> None:
        self._prefecture = prefecture
        self._limits = DatedLimits(table, prefecture, by=["school_type", "grade"])

    def of(self, school_type: str, grade: int, fiscal_year: int) -> int:
        """Pupils a class may have at most.

        Args:
            school_type: 小学校, 中学校 or 義務教育学校 (whose grades 1-6 and 7-9 follow 小学校 and 中学校).
            grade: 1-9.
            fiscal_year: year of the classes.

        Raises:
            LookupError: the table holds no limit for the case.
        """
        stage = "小学校" if grade <= 6 else "中学校"
        limit = self._limits.of(stage, grade, fiscal_year=fiscal_year)
        if limit is None:
            raise LookupError(
                f"no class-size limit for {self._prefecture} {school_type} grade {grade} in {fiscal_year}"
            )
        return limit


def class_probabilities(outcomes: npt.NDArray[np.float64], limit: int) -> dict[int, float]:
    """Probability of each number of classes from equally likely numbers of ordinary pupils."""
    classes = np.ceil(np.floor(outcomes + 0.5) / limit)
    numbers, times = np.unique(classes, return_counts=True)
    return {int(number): float(count) / len(classes) for number, count in zip(numbers, times, strict=True)}


def special_support_classes(pupils_by_kind: Iterable[float], limit: int) -> int:
    """Special support classes of a school from its pupils of each kind of disability (grades together)."""
    return sum(classes_needed(pupils, limit) for pupils in pupils_by_kind)
