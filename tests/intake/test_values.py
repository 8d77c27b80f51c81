"""Cells to numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.text import Cell
from edu_dx.intake.values import (
    Missing,
    Number,
    UnreadableError,
    missing_in,
    missing_reasons,
    missing_text,
    read_decimal,
    read_number,
    read_whole,
)

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
        ("0.0", 0),
        ("▲ 1,234", -1234),
        ("▼5", -5),
        ("−5", -5),
        ("–5", -5),
        ("－５", -5),
        ("+3", 3),
        ("1 014", 1014),
        ("１　０１４", 1014),
        ("12 校", 12),
        ("３か所", 3),
        ('="12"', 12),
        ("'12", 12),
        ("\ufeff12", 12),
        ("1\u00a0014", 1014),
    ],
)
def test_a_number_in_any_dress(cell: Cell, value: float) -> None:
    number = read_number(cell)
    assert (number.value, number.remark, number.missing) == (value, "", None)


@pytest.mark.parametrize(
    ("cell", "value", "remark"),
    [
        ("83,分2", 83, "分2"),
        ("51(うち休5)", 51, "(うち休5)"),
        ("８（２）", 8, "(2)"),
        ("1,204※", 1204, "※"),
        ("▲3※", -3, "※"),
        ("51人(うち休5)", 51, "(うち休5)"),
    ],
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
        ("＜２５", Missing.BELOW_LIMIT),
        ("25未満", Missing.BELOW_LIMIT),
        ("5人未満", Missing.BELOW_LIMIT),
        ("―", Missing.NONE),
        ("−", Missing.NONE),
        ("ー", Missing.NONE),
        ("ｰ", Missing.NONE),
        ("–", Missing.NONE),
        ("該当なし", Missing.NONE),
        ("・", Missing.NONE),
        ("z", Missing.NONE),
        ("・・・", Missing.UNKNOWN),
        ("･･･", Missing.UNKNOWN),
        ("‥", Missing.UNKNOWN),
        ("N/A", Missing.UNKNOWN),
        ("調査中", Missing.UNKNOWN),
        ("ｘ", Missing.SUPPRESSED),
        ("Ｘ", Missing.SUPPRESSED),
        ("c", Missing.SUPPRESSED),
        ("***", Missing.SUPPRESSED),
        ("未報告", Missing.NOT_SUBMITTED),
        (float("nan"), Missing.BLANK),
    ],
)
def test_a_symbol_is_a_reason_and_never_zero(cell: Cell, reason: Missing) -> None:
    assert read_number(cell) == Number(None, missing=reason)
    assert missing_in(cell) == reason


@pytest.mark.parametrize("cell", ["83", 0, 0.0, "みほん小学校", "2024-05-01", False])
def test_what_holds_something_is_not_missing(cell: Cell) -> None:
    assert missing_in(cell) is None


def test_reasons_are_stored_by_column_under_stable_names() -> None:
    reasons = {"pupils": Missing.SUPPRESSED, "classes": Missing.UNKNOWN}
    assert missing_text(reasons) == "pupils=suppressed;classes=unknown"
    assert missing_reasons(missing_text(reasons)) == reasons
    assert missing_text({}) == ""
    assert missing_reasons("") == {}


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("③", "丸数字"),
        ("2½", "丸数字"),
        ("12,5", "桁区切り"),
        ("1,23", "桁区切り"),
        ("1,2345", "桁区切り"),
        ("(218)", "負の数か内数"),
        ("（３）", "負の数か内数"),
        ("1 4", "空白"),
        ("10 2000", "空白"),
        ("83.5%", "百分率"),
        ("5千人", "「千」「万」"),
        ("3万円", "「千」「万」"),
        ("12百万円", "「千」「万」"),
        ("#REF!", "エラー"),
        ("#N/A", "エラー"),
        ("#DIV/0!", "エラー"),
        ("####", "エラー"),
        ("#未計算", "計算結果"),
        ("10\n200", "読めません"),
        ("1.09E+12", "読めません"),
        ("約30", "読めません"),
        ("30以上", "読めません"),
        ("1～4", "読めません"),
        ("三十", "読めません"),
        ("5分30秒", "読めません"),
        ("90分", "読めません"),
        ("〃", "読めません"),
        ("1.2.3", "読めません"),
        (True, "数値ではありません"),
        (float("inf"), "数値ではありません"),
    ],
)
def test_what_is_not_plainly_a_number_is_refused(cell: Cell, complaint: str) -> None:
    with pytest.raises(UnreadableError, match=complaint):
        read_number(cell)


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("83.5%", "%", 83.5),
        ("８３．５％", "%", 83.5),
        ("83.5", "%", 83.5),
        (0.835, "%", 0.835),
        ("7.5時間", "時間", 7.5),
        ("▲1.5", "", -1.5),
        ("12.5", "", 12.5),
        ("5千円", "千円", 5),
    ],
)
def test_a_decimal_carries_the_unit_of_its_column_or_none(cell: Cell, unit: str, value: float) -> None:
    assert read_decimal(cell, unit=unit) == Number(value)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("83.5%", "時間"), ("83.5%", ""), ("90分", "時間"), ("5千円", "円"), ("%", "%")],
)
def test_a_decimal_of_another_unit_is_refused(cell: str, unit: str) -> None:
    with pytest.raises(UnreadableError):
        read_decimal(cell, unit=unit)


def test_a_decimal_may_be_missing() -> None:
    assert read_decimal("…", unit="%").missing == Missing.UNKNOWN


def test_circled_digits_are_no_number_whatever_the_unit() -> None:
    with pytest.raises(UnreadableError, match="丸数字"):
        read_decimal("㉕", unit="Mbps")
    assert read_decimal("25m²", unit="m²").value == 25


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
