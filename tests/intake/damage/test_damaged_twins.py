"""Damaged twins: each is repaired and told, or refused with the place named, and no number changes silently.

A twin is a clean file of an invented city to which something has happened that happens to real files. The records that
it really holds are kept beside it by whoever damages it, so that nothing here rests on what the intake says.

``EDU_DX_DAMAGE_CASES`` (default 1) multiplies the number of cases.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.damage.clean import SHAPES
from tests.intake.damage.judged import Outcome, Verdict, judge
from tests.intake.damage.kind import Kind
from tests.intake.damage.kinds import KINDS
from tests.intake.damage.twin import Dice, Twin
from tests.intake.damage.written import write

TIMES = int(os.environ.get("EDU_DX_DAMAGE_CASES", "1"))
CASES_OF_A_KIND = 8
CASES_OF_A_SHAPE = 6
CASES_OF_PAIRS = 120

trying = settings(
    deadline=None, database=None, print_blob=True, suppress_health_check=list(HealthCheck), derandomize=False
)


@st.composite
def clean_files(draw: st.DrawFn) -> tuple[Twin, Dice]:
    dice = Dice(draw)
    twin = dice.pick(SHAPES)(dice)
    return twin, dice


def shapes_of(kind: Kind) -> list[int]:
    """Places in ``SHAPES`` of the clean files that can be damaged so."""
    return [place for place, twin in enumerate(_EXAMPLES) if kind.applies(twin)]


class _LowestDice(Dice):
    """The first choice everywhere: for one example of each shape."""

    def __init__(self) -> None:
        super().__init__(draw=lambda strategy: None)

    def number(self, lowest: int, highest: int) -> int:
        return lowest

    def numbers(self, count: int, lowest: int, highest: int) -> list[int]:
        return [lowest] * count

    def pick(self, choices):  # type: ignore[no-untyped-def]
        return choices[-1]

    def some(self, choices, least=1):  # type: ignore[no-untyped-def]
        return list(choices[:least])


_EXAMPLES = [shape(_LowestDice()) for shape in SHAPES]


def damaged(dice: Dice, kind: Kind) -> Twin:
    """A clean file, damaged in one way."""
    twin = SHAPES[dice.pick(shapes_of(kind))](dice)
    twin.form = dice.pick(kind.forms)
    kind.damage(twin, dice)
    return twin


def verdict_on(twin: Twin) -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        return judge(twin, write(twin, Path(folder)))


def test_there_are_enough_kinds_and_cases() -> None:
    assert len(KINDS) >= 100
    assert len({kind.name for kind in KINDS}) == len({kind.label for kind in KINDS}) == len(KINDS)
    assert len(KINDS) * CASES_OF_A_KIND + CASES_OF_PAIRS >= 1000


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_clean_file_is_read_whole(shape) -> None:  # type: ignore[no-untyped-def]
    @settings(trying, max_examples=CASES_OF_A_SHAPE * TIMES)
    @given(st.data())
    def read(data: st.DataObject) -> None:
        dice = Dice(data.draw)
        twin = shape(dice)
        twin.form = dice.pick(("csv", "xlsx", "xls"))
        verdict = verdict_on(twin)
        assert verdict.silent == []
        assert verdict.outcome is Outcome.REPAIRED, verdict.said()

    read()
