"""Whatever stands in a cell, every reader reads it or refuses it in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.booleans import read_boolean
from edu_dx.intake.codes import read_code
from edu_dx.intake.dates import read_date, read_moment, read_month, read_time
from edu_dx.intake.durations import read_duration, read_time_of_day
from edu_dx.intake.periods import read_fiscal_year
from edu_dx.intake.text import Cell
from edu_dx.intake.values import Missing, UnreadableError, read_decimal, read_number, read_whole

READERS: list[Callable[[Cell], object]] = [
    read_boolean,
    read_code,
    read_date,
    read_decimal,
    read_duration,
    read_fiscal_year,
    read_moment,
    read_month,
    read_number,
    read_time,
    read_time_of_day,
    read_whole,
]
WRITTEN = st.text(
    st.sampled_from("0123456789０１９.,:/-−年月日時分元令和平成昭RHS()（）▲△%'=\"# 　午前後半人"), max_size=14
)
CELLS = st.one_of(
    st.text(max_size=10),
    WRITTEN,
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize("read", READERS)
@given(cell=CELLS)
def test_a_cell_is_read_or_refused(read: Callable[[Cell], object], cell: Cell) -> None:
    try:
        read(cell)
    except UnreadableError as error:
        assert str(error)


@given(st.text(st.sampled_from("0123456789abcxyzEe一二三十約以上"), min_size=1, max_size=8))
def test_a_text_with_letters_is_no_number(text: str) -> None:
    try:
        number = read_number(text)
    except UnreadableError:
        return
    assert number.value is None or re.fullmatch("[0-9]+", text)
    assert number.missing in (None, Missing.SUPPRESSED, Missing.NONE)


@given(st.datetimes(dt.datetime(1960, 1, 1), dt.datetime(2099, 12, 31)))
def test_a_moment_of_whole_seconds_reads_back(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0)
    serial = (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    assert read_moment(serial) == read_moment(f"{moment:%Y/%m/%d %H:%M:%S}") == moment
