"""How the demo city forms its classes: by the dated tables and rules that the analyses use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edu_dx.demo.city import ELEMENTARY, JUNIOR_HIGH, PREFECTURE
from edu_dx.metrics.class_count import ClassLimits, classes_needed, special_support_classes
from edu_dx.metrics.combined_classes import combined_pairs
from edu_dx.tables.reference import class_size_limits, combined_class_limits, special_support_limits

_GRADES = {ELEMENTARY: range(1, 7), JUNIOR_HIGH: range(7, 10)}


@dataclass(frozen=True)
class ClassRules:
    """The limits of one fiscal year.

    Args:
        by_grade: pupils of an ordinary class at most, by school type and grade (1-9).
        combined: pupils of two adjoining elementary grades in one class at most.
        combined_with_first: the same when one of them is grade 1.
        special: pupils of a special-support class at most.
    """

    by_grade: Mapping[tuple[str, int], int]
    combined: int
    combined_with_first: int
    special: int

    def ordinary_classes(self, school_type: str, ordinary: Sequence[int]) -> tuple[tuple[int, ...], int]:
        """Single-grade classes by grade, and the number of classes of two grades (複式)."""
        pupils = dict(zip(_GRADES[school_type], ordinary, strict=True))
        pairs = (
            combined_pairs(pupils, limit=self.combined, limit_with_first=self.combined_with_first)
            if school_type == ELEMENTARY
            else ()
        )
        paired = {grade for pair in pairs for grade in pair}
        single = tuple(
            0 if grade in paired else classes_needed(number, self.by_grade[school_type, grade])
            for grade, number in pupils.items()
        )
        return single, len(pairs)

    def special_classes(self, pupils_by_kind: Sequence[int]) -> int:
        """Special-support classes of a school with these pupils of each kind of disability."""
        return special_support_classes(pupils_by_kind, self.special)


def class_rules(fiscal_years: Sequence[int]) -> dict[int, ClassRules]:
    """The rules of several fiscal years; the limits for combined and special classes are the national ones."""
    limits = ClassLimits(class_size_limits(), PREFECTURE)
    combined = combined_class_limits().query("prefecture == '全国' and school_type == @ELEMENTARY")
    by_first_grade = combined.set_index("with_first_grade")["limit"]
    special = int(special_support_limits().query("prefecture == '全国'")["limit"].item())
    return {
        year: ClassRules(
            by_grade={
                (school_type, grade): limits.of(school_type, grade, year)
                for school_type, grades in _GRADES.items()
                for grade in grades
            },
            combined=int(by_first_grade[0]),
            combined_with_first=int(by_first_grade[1]),
            special=special,
        )
        for year in fiscal_years
    }
