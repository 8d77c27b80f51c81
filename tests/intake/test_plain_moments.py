"""Moments read all at once are the moments read one by one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.intake.dates import read_moment
from edu_dx.intake.plain_moments import plain_moments
from edu_dx.intake.sheet import SheetColumn
from edu_dx.intake.values import UnreadableError

_FORMS = (
    "{0:%Y-%m-%d %H:%M:%S}",
    "{0:%Y-%m-%d %H:%M}",
    "{0:%Y/%m/%d %H:%M}",
    "{0:%Y-%m-%dT%H:%M:%S}",
    "{0.year}/{0.month}/{0.day} {0.hour}:{0:%M}",
    "{0.year}-{0.month}-{0.day} {0.hour}:{0:%M:%S}",
)
_MOMENTS = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2099, 12, 31, 23, 59, 59)).map(
    lambda moment: moment.replace(microsecond=0)
)


def read_plain(texts: list[str]) -> list[dt.datetime | None]:
    column = SheetColumn(np.arange(len(texts), dtype=np.int32), pa.array(texts, pa.string()))
    moments, plain = plain_moments(column, np.arange(len(texts)))
    return [moment if is_plain else None for moment, is_plain in zip(moments.tolist(), plain, strict=True)]


@given(st.lists(st.tuples(_MOMENTS, st.sampled_from(_FORMS)), max_size=8))
def test_plain_forms_are_read_all_at_once(written: list[tuple[dt.datetime, str]]) -> None:
    texts = [form.format(moment) for moment, form in written]
    assert read_plain(texts) == [read_moment(text) for text in texts]


@given(
    st.lists(
        st.from_regex(r"\A[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2})?\Z")
    )
)
def test_what_is_read_at_once_is_what_is_read_one_by_one(texts: list[str]) -> None:
    for text, moment in zip(texts, read_plain(texts), strict=True):
        if moment is not None:
            assert moment == read_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30 09:00",
        "2025-04-01 24:10",
        "2025-04-01 09:60",
        "2025-04-01 9時",
        "",
        "2025-04-01 0９:0",
        "２",
    ],
)
def test_anything_else_is_left_to_be_read_one_by_one(text: str) -> None:
    assert read_plain([text, "2025-04-01 09:05"]) == [None, dt.datetime(2025, 4, 1, 9, 5)]


def test_a_day_that_is_in_no_calendar_is_no_moment() -> None:
    with pytest.raises(UnreadableError):
        read_moment("2025-02-30 09:00")
    assert read_plain(["2023-02-29 09:00", "2024-02-29 09:00"]) == [None, dt.datetime(2024, 2, 29, 9)]
