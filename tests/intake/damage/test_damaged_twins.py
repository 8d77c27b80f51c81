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
from tests.intake.damage.kind import TEXT, Kind
from tests.intake.damage.kinds import KINDS
from tests.intake.damage.twin import Dice, Twin
from tests.intake.damage.written import write

TIMES = int(os.environ.get("EDU_DX_DAMAGE_CASES", "1"))
CASES_OF_A_KIND = 8
CASES_OF_A_SHAPE = 6
CASES_OF_PAIRS = 120

trying = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
    derandomize=os.environ.get("CI") == "true",
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


def damages_bytes(kind: Kind) -> bool:
    return kind.damage.__module__.endswith("of_bytes")


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


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_damage_is_repaired_told_or_refused(kind: Kind) -> None:
    @settings(trying, max_examples=CASES_OF_A_KIND * TIMES)
    @given(st.data())
    def hold_to_its_word(data: st.DataObject) -> None:
        twin = damaged(Dice(data.draw), kind)
        verdict = verdict_on(twin)
        assert verdict.silent == []
        assert kind.allows(verdict.outcome, twin), (verdict.outcome, verdict.said())
        if verdict.outcome is not Outcome.REFUSED:
            assert verdict.found() >= twin.must_find, verdict.said()
            assert [words for words in twin.must_say if words not in verdict.said()] == []

    hold_to_its_word()


def test_damage_to_a_file_in_another_code_loses_nothing_either() -> None:
    """Two kinds at once: something has happened to the cells, and the text is written in another way."""
    of_text = [kind for kind in KINDS if kind.forms == TEXT and kind.becomes is Outcome.REPAIRED]
    of_cells = [kind for kind in KINDS if "csv" in kind.forms and not damages_bytes(kind)]

    @settings(trying, max_examples=CASES_OF_PAIRS * TIMES)
    @given(st.data())
    def lose_nothing(data: st.DataObject) -> None:
        dice = Dice(data.draw)
        first, second = dice.pick(of_cells), dice.pick(of_text)
        twin = SHAPES[dice.pick(shapes_of(first))](dice)
        first.damage(twin, dice)
        if second.applies(twin):
            second.damage(twin, dice)
        assert verdict_on(twin).silent == []

    lose_nothing()
