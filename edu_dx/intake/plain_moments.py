"""Moments written plainly, a whole column at a time: a million of them differ, so none is worth remembering."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from edu_dx.intake.sheet import Flags, Places, SheetColumn

Moments = npt.NDArray[np.datetime64]
"""Moments of ``datetime64[us]``."""

_TO_MINUTES, _TO_SECONDS = len("2025-04-01 09:05"), len("2025-04-01 09:05:00")
_UNPADDED = r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d\d)((?::\d\d)?)$"
_ONE_DIGIT = r"([- ])(\d)([- :])"
_YEARS = (1900, 2099)


def plain_moments(column: SheetColumn, rows: Places) -> tuple[Moments, Flags]:
    """Moments such as ``2025-04-01 09:05``, ``2025/4/1 9:05`` and ``2025-04-01T09:05:07`` of a column of texts.

    Returns:
        The moment of each of ``rows``, NaT where it is not written so, and whether it is.
    """
    moments = np.full(len(column.cells), np.datetime64("NaT"), dtype="datetime64[us]")
    if isinstance(column.cells, pa.StringArray):
        places = column.places_of(rows)
        texts = column.cells.take(pa.array(places))
        found = _padded_moments(texts)
        unpadded = np.flatnonzero(np.isnat(found))
        found[unpadded] = _padded_moments(_padded(texts.take(pa.array(unpadded))))
        moments[places] = found
    asked = moments[column.codes[rows]]
    return asked, ~np.isnat(asked)


def _padded(texts: pa.StringArray) -> pa.StringArray:
    """Texts that are moments with hyphens in the date and two digits for each part, the others empty."""
    texts = pc.if_else(pc.match_substring_regex(texts, _UNPADDED), texts, "")
    texts = pc.replace_substring_regex(texts, _UNPADDED, r"\1-\2-\3 \4:\5\6")
    for _ in range(2):  # Matches share their separators, so every second one is left over.
        texts = pc.replace_substring_regex(texts, _ONE_DIGIT, r"\10\2\3")  # In RE2 a group has one digit.
    return texts


def _padded_moments(texts: pa.StringArray) -> Moments:
    moments = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[us]")
    lengths = pc.binary_length(texts).to_numpy()
    for length in (_TO_MINUTES, _TO_SECONDS):
        places = np.flatnonzero(lengths == length)
        if len(places):
            moments[places] = _of_equal_length(texts.take(pa.array(places)), length)
    return moments


def _of_equal_length(texts: pa.StringArray, length: int) -> Moments:
    """Moments of texts of ``length`` bytes each; NaT where a character stands that should not."""
    characters = np.frombuffer(texts.buffers()[2], dtype=np.uint8)[: length * len(texts)].reshape(-1, length)
    digits = characters - ord("0")  # What is no digit wraps around to more than 9.
    year = _two_digits(digits, 0) * 100 + _two_digits(digits, 2)
    month, day, hour, minute = (_two_digits(digits, start) for start in (5, 8, 11, 14))
    second = _two_digits(digits, 17) if length == _TO_SECONDS else np.zeros_like(minute)
    right = (_YEARS[0] <= year) & (year <= _YEARS[1]) & (hour < 24) & (minute < 60) & (second < 60)
    right &= (month >= 1) & (month <= 12) & (day >= 1)
    for place, separator in zip((4, 7, 10, 13, 16), b"-- ::", strict=True):
        if place < length:
            right &= characters[:, place] == separator
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    right &= days.astype("datetime64[M]") == months
    seconds = days.astype("datetime64[s]") + (hour * 3600 + minute * 60 + second)
    return np.where(right, seconds.astype("datetime64[us]"), np.datetime64("NaT"))


def _two_digits(digits: npt.NDArray[np.uint8], start: int) -> npt.NDArray[np.int64]:
    """The number of two digits at ``start``, or one beyond any date where they are none."""
    tens, ones = digits[:, start].astype(np.int64), digits[:, start + 1].astype(np.int64)
    return np.where((tens <= 9) & (ones <= 9), tens * 10 + ones, 10_000)
