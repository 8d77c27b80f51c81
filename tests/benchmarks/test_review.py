"""The benchmark of the review runs; how fast it is, nobody asserts."""

from __future__ import annotations

import re

import pytest

from benchmarks import review


def test_it_says_what_a_difference_costs(capsys: pytest.CaptureFixture[str]) -> None:
    review.main(["difference", "--rounds", "1"])
    assert len(re.findall(r"^difference: .*: [\d.,]+ ms$", capsys.readouterr().out, re.MULTILINE)) == 3
