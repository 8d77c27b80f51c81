import re

from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.personal.pseudonyms import pseudonyms_of, throwaway_pseudonyms

ANY_TEXT = st.text("0123456789Aa", min_size=1)


@given(ANY_TEXT, ANY_TEXT)
def test_different_persons_have_different_pseudonyms(one: str, other: str) -> None:
    pseudonym = pseudonyms_of(b"key")
    assert (pseudonym(one) == pseudonym(other)) == (one == other)


def test_a_pseudonym_is_twenty_hex_digits_of_the_key_and_the_person() -> None:
    assert re.fullmatch(r"[0-9a-f]{20}", pseudonyms_of(b"key")("00123"))
    assert pseudonyms_of(b"key")("00123") != pseudonyms_of(b"other key")("00123")
    assert throwaway_pseudonyms()("00123") != throwaway_pseudonyms()("00123")


def test_width_and_spaces_carry_nothing_but_leading_zeros_do() -> None:
    pseudonym = pseudonyms_of(b"key")

    assert pseudonym("００１２３") == pseudonym(" 00123 ") == pseudonym("00 123") == pseudonym("00123")
    assert pseudonym("123") != pseudonym("00123")
