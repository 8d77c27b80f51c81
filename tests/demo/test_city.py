from __future__ import annotations

from collections import Counter

from edu_dx.demo.city import (
    BOARD,
    CITY,
    ELEMENTARY_SCHOOLS,
    JUNIOR_HIGH_SCHOOLS,
    MUNICIPALITY_CODE,
    PEOPLE,
    SCHOOLS,
)
from edu_dx.tables.codes import is_municipality_code, is_school_code, school_type_of


def test_there_are_22_elementary_and_11_junior_high_schools() -> None:
    assert Counter(school.school_type for school in SCHOOLS) == {"小学校": 22, "中学校": 11}


def test_every_code_has_its_check_digit_and_says_its_school_type() -> None:
    assert is_municipality_code(MUNICIPALITY_CODE)
    for school in SCHOOLS:
        assert is_school_code(school.code)
        assert school_type_of(school.code) == school.school_type


def test_codes_and_names_are_used_once() -> None:
    for used_once in ("code", "full_name", "survey_number"):
        assert len({getattr(school, used_once) for school in SCHOOLS}) == 33


def test_everything_that_is_shown_says_that_it_is_invented() -> None:
    assert all("架空" in name for name in [CITY, BOARD, *(name for _, name, _ in PEOPLE)])
    assert all(school.full_name.startswith("みほん市立") for school in SCHOOLS)


def test_every_junior_high_school_has_elementary_schools_that_feed_it() -> None:
    assert {school.feeds for school in ELEMENTARY_SCHOOLS} == {school.name for school in JUNIOR_HIGH_SCHOOLS}
