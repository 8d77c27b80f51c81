"""Dates in Chinese numerals, and texts that only look like them."""

import datetime as dt

import pytest

from edu_dx.intake.dates import read_date, read_month
from edu_dx.intake.kanji_dates import dates_in_digits
from edu_dx.intake.periods import period_in, read_fiscal_year


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("令和七年五月一日現在", "令和7年5月1日現在"),
        ("平成三十一年十二月三十日", "平成31年12月30日"),
        ("昭和二十年度", "昭和20年度"),
        ("令和元年十月", "令和元年10月"),
        ("二〇二五年四月十日", "2025年4月10日"),
        ("令和六年5月1日", "令和6年5月1日"),
    ],
)
def test_numerals_of_dates_become_digits(printed: str, digits: str) -> None:
    assert dates_in_digits(printed) == digits


@pytest.mark.parametrize("text", ["一年", "第三学年", "三年二組", "十年日記", "令和小学校", "1年 二人"])
def test_other_texts_stay(text: str) -> None:
    assert dates_in_digits(text) == text


def test_dates_months_and_years_are_read() -> None:
    assert read_date("令和七年五月一日") == dt.date(2025, 5, 1)
    assert read_month("令和七年十一月") == dt.date(2025, 11, 1)
    assert read_fiscal_year("令和六年度") == 2024
    period = period_in(["（令和七年五月一日現在）"])
    assert period is not None and period.day == dt.date(2025, 5, 1)
