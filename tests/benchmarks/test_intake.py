"""The benchmark of intake runs; how fast it is, nobody asserts."""

from __future__ import annotations

import re

import pytest

from benchmarks import intake


@pytest.mark.slow
def test_it_says_for_each_case_what_intake_and_pandas_cost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(intake, "_SHARED_DATA", tmp_path)
    intake.main(["--rows", "300", "--files", "2", "--rounds", "1"])
    printed = capsys.readouterr().out
    assert len(re.findall(r"times as long as pandas", printed)) == 3
    assert len(re.findall(r"(?:intake|pandas) +[\d.]+ s +[\d,]+ rows/s +\d+ MB", printed)) == 6
