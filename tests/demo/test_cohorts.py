from __future__ import annotations

import pytest

from edu_dx.demo.cohorts import FIRST_YEAR, LAST_YEAR, Cohorts, SchoolCount, simulate

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@pytest.fixture(scope="module")
def cohorts() -> Cohorts:
    return simulate(20250501)


def pupils(counts: tuple[SchoolCount, ...]) -> int:
    return sum(sum(count.pupils) for count in counts)


def grade(counts: tuple[SchoolCount, ...], school_type: str, number: int) -> int:
    return sum(count.pupils[number - 1] for count in counts if count.school.school_type == school_type)


@pytest.mark.parametrize("seed", [20250501, 1, 2])
def test_the_city_has_exactly_8410_pupils_in_its_last_year(seed: int) -> None:
    assert pupils(simulate(seed).counts[LAST_YEAR]) == 8_410


def test_the_city_shrinks_every_year_from_about_11500(cohorts: Cohorts) -> None:
    totals = [pupils(cohorts.counts[year]) for year in YEARS]
    assert totals[0] == pytest.approx(11_500, rel=0.01)
    assert totals == sorted(totals, reverse=True)


def test_grade_1_follows_the_births_six_and_seven_years_before(cohorts: Cohorts) -> None:
    for year in YEARS:
        born = 0.75 * cohorts.births[year - 7] + 0.25 * cohorts.births[year - 6]
        assert 0.95 < grade(cohorts.counts[year], "小学校", 1) / born < 1.02


def test_pupils_move_up_nearly_all_and_some_leave_before_junior_high_school(cohorts: Cohorts) -> None:
    for year in YEARS[1:]:
        before, now = cohorts.counts[year - 1], cohorts.counts[year]
        for number in range(2, 7):
            assert 0.96 < grade(now, "小学校", number) / grade(before, "小学校", number - 1) < 1.04
        assert 0.955 < grade(now, "中学校", 1) / grade(before, "小学校", 6) < 0.99


def test_three_to_five_percent_are_in_special_support_classes_at_the_end(cohorts: Cohorts) -> None:
    special = sum(sum(count.special_pupils) for count in cohorts.counts[LAST_YEAR])
    assert 0.03 < special / 8_410 < 0.05


def test_school_sizes_are_widely_spread_and_the_smallest_have_two_grade_classes(cohorts: Cohorts) -> None:
    elementary = [c for c in cohorts.counts[LAST_YEAR] if c.school.school_type == "小学校"]
    sizes = [sum(count.pupils) for count in elementary]
    assert min(sizes) < 40
    assert max(sizes) > 450
    assert {count.school.name for count in elementary if count.multi_grade_classes} >= {
        "やまなみ",
        "おくみほん",
    }
