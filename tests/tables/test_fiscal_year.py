import datetime as dt

import pytest

from edu_dx.tables.fiscal_year import era_year, fiscal_year_of


@pytest.mark.parametrize(
    ("day", "year"),
    [(dt.date(2025, 3, 31), 2024), (dt.date(2025, 4, 1), 2025), (dt.date(2025, 12, 31), 2025)],
)
def test_a_fiscal_year_runs_from_april_to_march(day: dt.date, year: int) -> None:
    assert fiscal_year_of(day) == year


@pytest.mark.parametrize(
    ("year", "written"),
    [(2025, "令和7"), (2019, "令和元"), (2018, "平成30"), (1989, "平成元"), (1988, "昭和63")],
)
def test_a_year_is_written_in_its_era(year: int, written: str) -> None:
    assert era_year(year) == written
