"""Years printed as a row of labels, the era on the first of them alone: 平成27, 28, 29, 30, 令和元, 2, 3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edu_dx.intake.text import squeeze
from edu_dx.intake.values import UnreadableError
from edu_dx.tables.fiscal_year import ERA_LETTERS, ERA_OFFSETS

_ERA = r"(?:令和|平成|昭和|大正|明治|[令平昭大明]|[rhstm])"
_LABEL = re.compile(
    rf"(?:(?P<era>{_ERA})\.?)?(?:(?P<number>[0-9]{{1,2}}|元)|(?P<western>(?:18|19|20)[0-9]{{2}}))年?度?"
    rf"(?:\((?P<again>{_ERA}\.?(?:[0-9]{{1,2}}|元))年?度?\)|(?:\(['’]?|['’])(?P<also>[0-9]{{4}}|[0-9]{{2}})年?度?\)?)?"
)
_WIDEST_STEP_BACK = 10
"""Labels that go back in time go by single years or by five or ten; a longer step back is another era's year."""


def years_of_labels(labels: Sequence[str]) -> list[int | None]:
    """The western year of each label of one row or column of labels.

    A number without an era belongs to the era before it as long as the years keep their direction; ``40('65)`` names
    its era by its western year. None stands for a label that names no year, or may name two.

    Raises:
        UnreadableError: a label's two years differ (``令和6(2025)``).
    """
    years: list[int | None] = []
    era: str | None = None
    for label in labels:
        match = _LABEL.fullmatch(squeeze(label))
        if not match:
            years.append(None)
            continue
        era = _era_of(match, era, [year for year in years if year is not None])
        years.append(_year(match, era, label))
    return years


def _year(match: re.Match[str], era: str | None, label: str) -> int | None:
    if match["western"]:
        year = int(match["western"])
    elif era is None:
        return None
    else:
        year = ERA_OFFSETS[era] + _number(match)
    again = years_of_labels([match["again"]])[0] if match["again"] else year
    if again != year or not str(year).endswith(match["also"] or ""):
        raise UnreadableError(f"「{label}」は、和暦と西暦の年が食い違っています")
    return year


def _number(match: re.Match[str]) -> int:
    return 1 if match["number"] == "元" else int(match["number"])


def _era_of(match: re.Match[str], carried: str | None, before: list[int]) -> str | None:
    """The era of a label: its own, the one that its western year tells, or the one before it."""
    if match["western"]:
        return carried
    if match["era"]:
        letter = ERA_LETTERS.get(match["era"].upper())
        return letter or next(name for name in ERA_OFFSETS if name.startswith(match["era"]))
    if match["also"]:
        return next((name for name in ERA_OFFSETS if _fits(name, _number(match), match["also"])), carried)
    if carried and before and _goes_on(ERA_OFFSETS[carried] + _number(match), before):
        return carried if _within(carried, _number(match)) else None
    if match["number"] == "元" and before:
        return next(
            (name for name, offset in reversed(ERA_OFFSETS.items()) if offset + 1 >= before[-1]), None
        )
    return None


def _fits(era: str, number: int, also: str) -> bool:
    return _within(era, number) and str(ERA_OFFSETS[era] + number).endswith(also)


def _within(era: str, number: int) -> bool:
    later = [offset for offset in ERA_OFFSETS.values() if offset > ERA_OFFSETS[era]]
    return not later or ERA_OFFSETS[era] + number <= min(later) + 1


def _goes_on(year: int, before: list[int]) -> bool:
    """Whether a year keeps the direction of the years before it."""
    step = year - before[-1]
    earlier = next((other for other in reversed(before) if other != before[-1]), None)
    if earlier is not None:
        return step != 0 and (step > 0) == (before[-1] > earlier)
    return step > 0 or 0 < -step <= _WIDEST_STEP_BACK
