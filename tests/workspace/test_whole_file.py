from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from edu_dx.workspace.whole_file import replace_durably


def test_many_writers_of_one_file_leave_one_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.html"
    contents = [bytes([letter]) * 100_000 for letter in b"abcdefgh"]
    with ThreadPoolExecutor(len(contents)) as pool:
        list(pool.map(lambda content: replace_durably(path, content), contents * 5))

    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_take_its_place_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    (path / "inside").mkdir(parents=True)

    with pytest.raises(OSError, match="taken"):
        replace_durably(path, b"new")
    assert list(tmp_path.iterdir()) == [path]
