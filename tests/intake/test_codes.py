"""Cells to codes."""

from __future__ import annotations

import datetime as dt

import pytest

from edu_dx.intake.codes import read_code
from edu_dx.intake.values import UnreadableError


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0123", "0123"),
        ("０１２３", "0123"),
        (123.0, "123"),
        (123, "123"),
        (" B128210000012 ", "B128210000012"),
        ('="0123"', "0123"),
        ("'0123", "0123"),
        ("650 0001", "6500001"),
        ("ｱ-1", "ア-1"),
        ("3年1組", "3年1組"),
        ("サーバー", "サーバー"),
    ],
)
def test_a_code_keeps_its_characters(cell: str | float, code: str) -> None:
    assert read_code(cell) == code


@pytest.mark.parametrize("hyphen", "-‐‑‒–—―−─ー－ｰ")
def test_every_hyphen_of_a_telephone_number_or_postcode_is_one(hyphen: str) -> None:
    assert read_code(f"078{hyphen}000{hyphen}0000") == "078-000-0000"
    assert read_code(f"６５０{hyphen}０００１") == "650-0001"


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("1.09E+12", "桁を丸めた"),
        (1.28210000012345e16, "桁を丸めた"),
        ("1月2日", "日付に変えた"),
        ("2-Jan", "日付に変えた"),
        ("2025/1/2", "日付に変えた"),
        ("2025-01-02 00:00:00", "日付に変えた"),
        (dt.date(2025, 1, 2), "日付などに変えています"),
        ("-", "コードではありません"),
        ("", "コードではありません"),
        (12.5, "コードではありません"),
        (-3.0, "コードではありません"),
        ("#REF!", "エラー"),
        ("#未計算", "計算結果"),
    ],
)
def test_what_excel_has_changed_is_refused(cell: str | float | dt.date, complaint: str) -> None:
    with pytest.raises(UnreadableError, match=complaint):
        read_code(cell)
