"""When a sheet's numbers hold."""

from __future__ import annotations

import datetime as dt

import pytest

from edu_dx.intake.periods import period_in, period_in_file_name, read_fiscal_year, span_in
from edu_dx.intake.text import Cell
from edu_dx.intake.values import UnreadableError


@pytest.mark.parametrize(
    ("text", "fiscal_year", "day"),
    [
        ("平成２４年５月１日現在　市立小学校　児童数", 2012, dt.date(2012, 5, 1)),
        ("（平成22年5月1日現在）", 2010, dt.date(2010, 5, 1)),
        ("令和2年1月1日住民基本台帳人口", 2019, dt.date(2020, 1, 1)),
        ("R6.1.1現在の団体", 2023, dt.date(2024, 1, 1)),
        ("教育委員会コード（R8.4時点）", 2026, dt.date(2026, 4, 1)),
        ("更新日： 2025-12-25", 2025, dt.date(2025, 12, 25)),
        ("令和７年度　窓口発券記録", 2025, None),
        ("平成31年度", 2019, None),
        ("平成31年5月1日現在", 2019, dt.date(2019, 5, 1)),
        ("㋿６年５月１日現在", 2024, dt.date(2024, 5, 1)),
        ("令和6年（2024年）5月1日現在", 2024, dt.date(2024, 5, 1)),
        ("令和6（2024）年5月1日現在", 2024, dt.date(2024, 5, 1)),
        ("2024（令和6）年5月1日現在", 2024, dt.date(2024, 5, 1)),
        ("H元.5.1現在", 1989, dt.date(1989, 5, 1)),
    ],
)
def test_titles_that_state_a_period(text: str, fiscal_year: int, day: dt.date | None) -> None:
    period = period_in([text])
    assert period is not None
    assert (period.fiscal_year, period.day) == (fiscal_year, day)


def test_the_reference_date_counts_for_more_than_the_date_of_change() -> None:
    period = period_in(["平成25年1月22日更新", "平成24年5月1日現在"])
    assert period is not None
    assert period.day == dt.date(2012, 5, 1)


@pytest.mark.parametrize(
    ("stem", "fiscal_year"),
    [
        ("20120501", 2012),
        ("mext_20210305-mxt_chousa01-000011635_01", 2020),
        ("児童数_R6.5.1", 2024),
        ("令和6年度児童数", 2024),
        ("2024年度", 2024),
        ("児童数2024", 2024),
    ],
)
def test_file_names_that_state_a_period(stem: str, fiscal_year: int) -> None:
    period = period_in_file_name(stem)
    assert period is not None
    assert period.fiscal_year == fiscal_year


@pytest.mark.parametrize("stem", ["1603ssjin", "000925835", "児童数"])
def test_other_numbers_are_no_period(stem: str) -> None:
    assert period_in_file_name(stem) is None


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("令和元年（平成31年1月1日から令和元年12月31日まで）人口動態", (2019, 1, 1), (2019, 12, 31)),
        ("平成27年（1月1日から同年12月31日まで）人口動態", (2015, 1, 1), (2015, 12, 31)),
        ("平成23年度（平成23年4月1日から平成24年3月31日まで）", (2011, 4, 1), (2012, 3, 31)),
        ("平成23年度（平成23年4月1日から翌年3月31日まで）", (2011, 4, 1), (2012, 3, 31)),
    ],
)
def test_spans(title: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert span_in(title) == (dt.date(*first), dt.date(*last))


def test_years_of_a_year_column() -> None:
    assert [read_fiscal_year(cell) for cell in (2024.0, "2024", "令和6年度", "R6", "平成元")] == [
        2024
    ] * 4 + [1989]


@pytest.mark.parametrize(
    "cell", ["2024（令和6）", "令和6年度（2024年度）", "2024(R6)年度", "令和６", '="2024"', "㋿6年度"]
)
def test_years_in_both_counts_and_from_exports(cell: str) -> None:
    assert read_fiscal_year(cell) == 2024


@pytest.mark.parametrize("cell", ["", "6", "平成40年度", "令和6（2025）", "24年度", "#N/A", 6.0, "年度"])
def test_what_names_no_fiscal_year_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableError):
        read_fiscal_year(cell)
