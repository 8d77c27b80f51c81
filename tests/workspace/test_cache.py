from pathlib import Path

import pytest

from edu_dx.workspace.cache import remember, remembered


def test_what_is_remembered_comes_back_to_whoever_made_it(tmp_path: Path) -> None:
    remember(tmp_path / "cache" / "a.json", "me", {"学校": [1, 2]})

    assert remembered(tmp_path / "cache" / "a.json", "me")["学校"] == [1, 2]
    assert remembered(tmp_path / "cache" / "a.json", "another edition") == {}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"made_by":"me"'])
def test_a_missing_or_damaged_file_is_empty(tmp_path: Path, damage: bytes) -> None:
    assert remembered(tmp_path / "a.json", "me") == {}
    (tmp_path / "a.json").write_bytes(damage)
    assert remembered(tmp_path / "a.json", "me") == {}


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    remember(tmp_path / "file" / "a.json", "me", {})

    assert remembered(tmp_path / "file" / "a.json", "me") == {}
