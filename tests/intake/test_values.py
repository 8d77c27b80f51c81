"""Cells to numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.values import Missing, UnreadableError, read_number, read_whole

WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (83.0, 83),
        (1014, 1014),
        ("1,014", 1014),
        ("１，０１４", 1014),
        (" 35 人", 35),
        ("250円", 250),
        ("▲3", -3),
        ("△１２", -12),
        ("-7", -7),
        ("0", 0),
        ("12.5", 12.5),
    ],
)
def test_a_number_in_any_dress(cell: object, value: float) -> None:
    number = read_number(cell)
    assert (number.value, number.remark, number.missing) == (value, "", None)


@pytest.mark.parametrize(
    ("cell", "value", "remark"),
    [("83,分2", 83, "分2"), ("51(うち休5)", 51, "(うち休5)"), ("８（２）", 8, "(2)"), ("1,204※", 1204, "※")],
)
def test_a_remark_is_parted_from_its_number(cell: str, value: float, remark: str) -> None:
    number = read_number(cell)
    assert (number.value, number.remark) == (value, remark)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", Missing.BLANK),
        ("　", Missing.BLANK),
        ("-", Missing.NONE),
        ("－", Missing.NONE),
        ("…", Missing.UNKNOWN),
        ("x", Missing.SUPPRESSED),
        ("X", Missing.SUPPRESSED),
        ("NS", Missing.NOT_SUBMITTED),
        ("<25", Missing.BELOW_LIMIT),
    ],
)
def test_a_symbol_is_a_reason_and_never_zero(cell: str, reason: Missing) -> None:
    assert read_number(cell) == read_number(cell).__class__(None, missing=reason)


@pytest.mark.parametrize("cell", ["③", "12,5", "1.09E+12", "約30", "(218)", "#REF!", "三十", True])
def test_what_is_not_plainly_a_number_is_refused(cell: object) -> None:
    with pytest.raises(UnreadableError):
        read_number(cell)


def test_persons_are_whole() -> None:
    with pytest.raises(UnreadableError, match="整数"):
        read_whole("12.5")


@given(st.integers(min_value=-(10**9), max_value=10**9), st.booleans(), st.booleans())
def test_writing_a_number_the_japanese_way_loses_nothing(value: int, commas: bool, wide: bool) -> None:
    text = f"{abs(value):,}" if commas else str(abs(value))
    text = text.translate(WIDE) if wide else text
    assert read_number(f"▲{text}" if value < 0 else text).value == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_reason_or_refused(text: str) -> None:
    try:
        number = read_number(text)
    except UnreadableError as error:
        assert "読め" in str(error)
    else:
        assert (number.value is None) == (number.missing is not None)
