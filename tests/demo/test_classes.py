from __future__ import annotations

import pytest

from edu_dx.demo.classes import ClassRules, class_rules


@pytest.fixture(scope="module")
def rules() -> ClassRules:
    return class_rules([2025])[2025]


@pytest.mark.parametrize(
    ("ordinary", "single", "combined"),
    [
        ((35, 36, 70, 71, 0, 1), (1, 2, 2, 3, 0, 1), 0),
        ((4, 4, 8, 8, 8, 8), (0, 0, 0, 0, 0, 0), 3),
        ((5, 4, 13, 8, 9, 8), (1, 1, 1, 1, 1, 1), 0),
        ((20, 20, 20, 7, 9, 20), (1, 1, 1, 0, 0, 1), 1),
    ],
    ids=["limit of 35", "all combined", "each pair one too many", "grades 4 and 5"],
)
def test_elementary_classes_of_2025(
    rules: ClassRules, ordinary: tuple[int, ...], single: tuple[int, ...], combined: int
) -> None:
    assert rules.ordinary_classes("小学校", ordinary) == (single, combined)


def test_the_prefecture_has_35_pupils_a_class_since_2018_and_the_nation_40_before() -> None:
    before, since = (class_rules([year])[year] for year in (2017, 2018))
    assert before.ordinary_classes("中学校", (36, 40, 41)) == ((1, 1, 2), 0)
    assert since.ordinary_classes("中学校", (36, 40, 41)) == ((2, 2, 2), 0)


def test_special_support_classes_hold_eight_of_one_kind(rules: ClassRules) -> None:
    assert rules.special_classes([8, 9, 0]) == 3
