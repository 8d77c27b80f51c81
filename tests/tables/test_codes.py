import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.tables.codes import (
    is_municipality_code,
    is_school_code,
    municipality_code_check_digit,
    school_code_check_digit,
    school_type_of,
)


@pytest.mark.parametrize(
    "code",
    [
        "F112310102342",
        "B108254200026",
        "B109210000680",
        "B109210000779",
        "C109210000321",
        "B109210000939",
        "C109210001268",
        "B109210002802",
    ],
)
def test_published_school_codes_have_the_right_check_digit(code: str) -> None:
    assert is_school_code(code)


@pytest.mark.parametrize("code", ["092029", "090000", "092011", "010006", "131041", "271004"])
def test_published_municipality_codes_have_the_right_check_digit(code: str) -> None:
    assert is_municipality_code(code)


@pytest.mark.parametrize("code", ["B109210000681", "b109210000680", "B10921000068", "Ｂ109210000680", ""])
def test_a_wrong_school_code_is_seen(code: str) -> None:
    assert not is_school_code(code)


@pytest.mark.parametrize("code", ["092028", "09202", "９２０２９", ""])
def test_a_wrong_municipality_code_is_seen(code: str) -> None:
    assert not is_municipality_code(code)


@given(st.from_regex(r"[BC]1[0-4][0-9][1-3][0-9]{7}", fullmatch=True), st.integers(0, 11), st.integers(1, 9))
def test_one_changed_digit_of_a_school_code_is_always_seen(body: str, place: int, step: int) -> None:
    code = body + school_code_check_digit(body)
    place = max(place, 1)
    changed = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]

    assert is_school_code(code)
    assert not is_school_code(changed)


@given(st.from_regex(r"[0-4][0-9]{4}", fullmatch=True))
def test_every_municipality_number_has_one_check_digit(body: str) -> None:
    assert [str(digit) for digit in range(10) if is_municipality_code(f"{body}{digit}")] == [
        municipality_code_check_digit(body)
    ]


def test_the_first_two_characters_tell_the_school_type() -> None:
    assert [school_type_of(code) for code in ("B109", "C109", "C209")] == ["小学校", "中学校", "義務教育学校"]
