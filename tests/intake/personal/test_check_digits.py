from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.personal.check_digits import digits_of, is_card_number, is_my_number


def test_a_number_worked_out_by_hand_by_the_rule_of_the_ordinance() -> None:
    weighted = [1 * 6, 2 * 5, 3 * 4, 4 * 3, 5 * 2, 6 * 7, 7 * 6, 8 * 5, 9 * 4, 0 * 3, 1 * 2]
    assert (sum(weighted), sum(weighted) % 11) == (212, 3)

    assert is_my_number("123456789018")
    assert not is_my_number("123456789017")


@given(st.text("0123456789", min_size=11, max_size=11).filter(lambda digits: len(set(digits)) > 1))
def test_every_eleven_digits_have_one_check_digit(digits: str) -> None:
    assert sum(is_my_number(f"{digits}{check}") for check in range(10)) == 1


def test_a_remainder_of_zero_or_one_gives_zero() -> None:
    # Σ = 6 + 5 = 11, remainder 0; Σ = 6 × 2 = 12, remainder 1.
    assert is_my_number("110000000000")
    assert is_my_number("200000000000")


def test_other_lengths_and_one_digit_repeated_are_no_my_numbers() -> None:
    assert not any(is_my_number(text) for text in ("", "12345678901", "1234567890180", "000000000000"))


def test_grouped_and_full_width_digits_are_read() -> None:
    assert digits_of("１２３４ ５６７８ ９０１８") == digits_of("1234-5678-9018") == "123456789018"
    assert digits_of("1234件") == ""


def test_card_numbers_stand_the_luhn_check() -> None:
    assert is_card_number("4111111111111111")
    assert not is_card_number("4111111111111112")
    assert not is_card_number("0000000000000000")
