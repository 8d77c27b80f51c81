"""Births, pupils and classes of the demo city: one seeded cohort process.

Every cohort is born, enters grade 1 at a school, moves up with a little migration and leaves for junior
high school, so that births, entrants and progression fit together as in a real city.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edu_dx.demo.city import ELEMENTARY_SCHOOLS, JUNIOR_HIGH_SCHOOLS, School
from edu_dx.demo.classes import ClassRules, class_rules

FIRST_YEAR, LAST_YEAR = 2015, 2025
PUPILS_IN_LAST_YEAR = 8_410

_FIRST_ENTRY = 2005
_BIRTH_ANCHORS = {1997: 1_440, 2008: 1_290, 2018: 820, 2025: 550}
_ENROLMENT_RATIO = 0.985
_MOVING_OUT, _MOVING_IN = 0.016, 0.015
_STAYING_FOR_JUNIOR_HIGH = 0.975


@dataclass(frozen=True)
class SchoolCount:
    """What one school reports on 1 May.

    Args:
        school: the school.
        pupils: pupils by grade, special support included.
        special_pupils: pupils of special-support classes by grade.
        classes: ordinary single-grade classes by grade.
        multi_grade_classes: classes of two adjoining grades (複式).
        special_classes: special-support classes.
    """

    school: School
    pupils: tuple[int, ...]
    special_pupils: tuple[int, ...]
    classes: tuple[int, ...]
    multi_grade_classes: int
    special_classes: int

    @property
    def all_classes(self) -> int:
        """Classes of every kind."""
        return sum(self.classes) + self.multi_grade_classes + self.special_classes


@dataclass(frozen=True)
class Cohorts:
    """The simulated city.

    Args:
        births: births by calendar year.
        counts: what every school reports, by fiscal year.
    """

    births: dict[int, int]
    counts: dict[int, tuple[SchoolCount, ...]]


def simulate(seed: int) -> Cohorts:
    """The city's births and schools; FY2025 has exactly ``PUPILS_IN_LAST_YEAR`` pupils."""
    first_try = _grades(seed, _births(seed, 1.0))
    births = _births(seed, PUPILS_IN_LAST_YEAR / _total(first_try[LAST_YEAR]))
    grades = _grades(seed, births)
    _settle(grades[LAST_YEAR], PUPILS_IN_LAST_YEAR)
    rng = np.random.default_rng([seed, 3])
    counts = {
        year: _counts(grades[year], _special_share(year), rules, rng)
        for year, rules in class_rules(range(FIRST_YEAR - 1, LAST_YEAR + 1)).items()
    }
    return Cohorts(births, counts)


_Grades = tuple[np.ndarray, np.ndarray]


def _births(seed: int, scale: float) -> dict[int, int]:
    rng = np.random.default_rng([seed, 1])
    years = np.arange(min(_BIRTH_ANCHORS), max(_BIRTH_ANCHORS) + 1)
    level = np.exp(np.interp(years, list(_BIRTH_ANCHORS), np.log(list(_BIRTH_ANCHORS.values()))))
    numbers = np.rint(scale * level * rng.normal(1.0, 0.015, len(years))).astype(int)
    return dict(zip(years.tolist(), numbers.tolist(), strict=True))


def _grades(seed: int, births: dict[int, int]) -> dict[int, _Grades]:
    """Pupils by fiscal year: elementary schools x 6 grades, junior high schools x 3 grades."""
    rng = np.random.default_rng([seed, 2])
    feeders = np.array(
        [[school.feeds == junior.name for school in ELEMENTARY_SCHOOLS] for junior in JUNIOR_HIGH_SCHOOLS]
    )
    elementary = np.zeros((len(ELEMENTARY_SCHOOLS), 6), dtype=int)
    junior = np.zeros((len(JUNIOR_HIGH_SCHOOLS), 3), dtype=int)
    grades: dict[int, _Grades] = {}
    for year in range(_FIRST_ENTRY, LAST_YEAR + 1):
        leavers = elementary[:, 5]
        junior_entrants = feeders @ rng.binomial(leavers, _STAYING_FOR_JUNIOR_HIGH)
        junior = np.column_stack([junior_entrants, _moved(junior[:, :2], rng)])
        elementary = np.column_stack([_entrants(births, year, rng), _moved(elementary[:, :5], rng)])
        grades[year] = (elementary, junior)
    return grades


def _entrants(births: dict[int, int], year: int, rng: np.random.Generator) -> np.ndarray:
    """Grade-1 pupils by school: born from 2 April seven years before to 1 April six years before."""
    cohort = 0.75 * births[year - 7] + 0.25 * births[year - 6]
    share = np.array(
        [school.entrants * (1 + school.trend) ** (year - LAST_YEAR) for school in ELEMENTARY_SCHOOLS]
    )
    return rng.multinomial(round(cohort * _ENROLMENT_RATIO), share / share.sum())


def _moved(pupils: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same pupils a year later, one grade up."""
    return pupils - rng.binomial(pupils, _MOVING_OUT) + rng.poisson(pupils * _MOVING_IN)


def _total(grades: _Grades) -> int:
    return int(sum(part.sum() for part in grades))


def _settle(grades: _Grades, target: int) -> None:
    """Let single families move at the largest schools until the city has ``target`` pupils."""
    elementary = grades[0]
    difference = target - _total(grades)
    largest_first = np.argsort(-elementary, axis=None, kind="stable")
    for step in range(abs(difference)):
        elementary.flat[largest_first[step % 60]] += np.sign(difference)


def _special_share(year: int) -> float:
    """Share of pupils in special-support classes, rising through the years."""
    return 0.030 + 0.0018 * (year - FIRST_YEAR)


def _counts(
    grades: _Grades, special_share: float, rules: ClassRules, rng: np.random.Generator
) -> tuple[SchoolCount, ...]:
    return tuple(
        _count(school, pupils, special_share, rules, rng)
        for schools, by_school in zip((ELEMENTARY_SCHOOLS, JUNIOR_HIGH_SCHOOLS), grades, strict=True)
        for school, pupils in zip(schools, by_school, strict=True)
    )


def _count(
    school: School, pupils: np.ndarray, special_share: float, rules: ClassRules, rng: np.random.Generator
) -> SchoolCount:
    special = rng.binomial(pupils, special_share)
    intellectual = int(rng.binomial(special.sum(), 0.45))
    emotional = int(special.sum()) - intellectual
    classes, multi_grade = rules.ordinary_classes(school.school_type, (pupils - special).tolist())
    return SchoolCount(
        school=school,
        pupils=tuple(pupils.tolist()),
        special_pupils=tuple(special.tolist()),
        classes=classes,
        multi_grade_classes=multi_grade,
        special_classes=rules.special_classes([intellectual, emotional]),
    )
