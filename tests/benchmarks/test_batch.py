"""The benchmark of batches; how fast it is, nobody asserts."""

import re

import pytest

from benchmarks import batch


@pytest.mark.slow
def test_it_says_what_each_way_costs_and_ends_with_the_ratio(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_FLOOR_NOTEBOOKS", 1)

    batch.main(["--schools", "1", "2", "--rounds", "1", "--notebook", "channel_shift"])

    printed = capsys.readouterr().out
    found = re.findall(r"(papermill|batch|floor) +x +(\d+) +[\d.]+ s a notebook +[\d,]+ MB", printed)
    assert found == [("papermill", "1"), ("batch", "1"), ("batch", "2"), ("floor", "1")]
    assert re.search(r"growth from 1 to 2: [+-][\d.]+%", printed)
    assert re.search(r"ratio to the floor: [\d.]+x\n[\d.]+x\n$", printed)
