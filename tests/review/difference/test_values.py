import pytest

from edu_dx.present.block import Cell, Format
from edu_dx.review.difference.values import Value, value_change


def change(old: Cell, new: Cell, format_: Format = Format.COUNT, unit: str = "人"):
    return value_change("値", Value(old, format_, unit), Value(new, format_, unit))


@pytest.mark.parametrize(
    ("old", "new", "format_", "unit", "told"),
    [
        (8410, 8395, Format.COUNT, "人", "8,410 → 8,395 人（−15、−0.2 %）"),
        (100, 5100, Format.COUNT, "件", "100 → 5,100 件（＋5,000、＋5,000.0 %）"),
        (1, 4000, Format.COUNT, "件", "1 → 4,000 件（＋3,999、＋100倍以上）"),
        (0.876, 0.869, Format.RATIO, "", "87.6 % → 86.9 %（−0.7 ポイント）"),
        (3.4, 4.0, Format.DECIMAL, "%", "3.4 → 4.0 %（＋0.6 ポイント）"),
        (8.14, 9.5, Format.DECIMAL, "分", "8.1 → 9.5 分（＋1.4、＋16.7 %）"),
        (-1000, -1500, Format.YEN, "円", "−1,000 → −1,500 円（−500、−50.0 %）"),
        (-1000, 500, Format.YEN, "円", "−1,000 → 500 円（＋1,500）"),
        (0, 12, Format.COUNT, "人", "0 → 12 人（＋12）"),
        (None, 12, Format.COUNT, "人", "… → 12 人"),
        (12, None, Format.COUNT, "人", "12 → …"),
        (8410.4, 8410.6, Format.COUNT, "人", "8,410 → 8,411 人（＋0.2、＋0.1 %未満）"),
        ("9学級", "10学級", Format.TEXT, "", "9学級 → 10学級"),
        ("6 → 5学級", "6学級", Format.TEXT, "", "「6 → 5学級」 → 「6学級」"),
    ],
)
def test_a_change_is_told_as_a_reader_expects(
    old: Cell, new: Cell, format_: Format, unit: str, told: str
) -> None:
    found = change(old, new, format_, unit)
    assert found is not None
    assert found.text == told
    assert not found.unseen


def test_a_change_that_rounding_hides_says_so() -> None:
    found = change(8410.1, 8410.2)
    assert found is not None
    assert found.unseen
    assert found.text == "8,410 → 8,410 人（＋0.1、＋0.1 %未満、表示は同じ）"


@pytest.mark.parametrize(
    ("old", "new"), [(2, 2.0), (0.1 + 0.2, 0.3), (0.0, 1e-17), (1e9, 1e9 + 1e-4), (None, None), ("a", "a")]
)
def test_noise_is_no_change(old: Cell, new: Cell) -> None:
    assert change(old, new) is None


def test_a_year_is_a_name_however_it_is_stored() -> None:
    assert change(2025, "2025", Format.TEXT) is None


def test_several_changes_in_one_line_tell_one_difference_each() -> None:
    found = change(100, 110)
    assert found is not None
    assert found.short_text == "100 → 110 人（＋10.0 %）"


def test_another_unit_is_a_change_without_a_difference() -> None:
    found = value_change("値", Value(60, Format.COUNT, "分"), Value(60, Format.COUNT, "時間"))
    assert found is not None
    assert (found.unseen, found.text) == (False, "60 → 60 時間")
