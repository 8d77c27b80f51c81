"""Cells to yes and no."""

from __future__ import annotations

import pytest

from edu_dx.intake.booleans import read_boolean
from edu_dx.intake.text import Cell
from edu_dx.intake.values import UnreadableError


@pytest.mark.parametrize(
    "cell", ["○", "〇", "◯", "有", "有り", "はい", "TRUE", "Ｙ", 1.0, 1, True, "✓", "レ", "済"]
)
def test_yes(cell: Cell) -> None:
    assert read_boolean(cell) is True


@pytest.mark.parametrize(
    "cell", ["×", "✕", "無", "無し", "いいえ", "false", "No", 0.0, 0, False, "未", "対象外"]
)
def test_no(cell: Cell) -> None:
    assert read_boolean(cell) is False


@pytest.mark.parametrize("cell", ["", "-", "x", "△", "◎", "?", 2, "未定", "10", "#N/A"])
def test_what_is_neither_is_refused(cell: Cell) -> None:
    with pytest.raises(UnreadableError):
        read_boolean(cell)
