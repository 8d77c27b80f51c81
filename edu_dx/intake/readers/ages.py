"""Age bands as headers and cells print them."""

from __future__ import annotations

import re

_BAND = re.compile(r"(\d{1,3})歳?[~\-–〜ー−](\d{1,3})歳?")
_AND_OVER = re.compile(r"(\d{1,3})歳?(?:以上|~|\+)")
_UNDER = re.compile(r"(\d{1,3})歳?未満")
_SINGLE = re.compile(r"(\d{1,3})歳?")
_ALL = {"総数", "計", "合計", "全年齢", "全体", "総人口", "人口"}

AgeBand = tuple[int, int | None]
"""First and last age in years, both inclusive; no last age means "and over"."""


def read_age_band(label: str, *, bare_number: bool = False) -> AgeBand | None:
    """A squeezed label as an age band: ``0~4歳``, ``5~9``, ``100歳以上``, ``15歳未満``, ``7歳``, ``総数``.

    ``bare_number`` allows a plain ``7``, which only a column of ages may hold.
    """
    if label in _ALL:
        return (0, None)
    if match := _BAND.fullmatch(label):
        return (int(match[1]), int(match[2]))
    if match := _AND_OVER.fullmatch(label):
        return (int(match[1]), None)
    if match := _UNDER.fullmatch(label):
        return (0, int(match[1]) - 1)
    match = _SINGLE.fullmatch(label)
    if match and (bare_number or "歳" in label):
        return (int(match[1]), int(match[1]))
    return None
