import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run import files
from edu_dx.run.files import RunFiles, remembered_run_files
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.review.conftest import edit_finding, execute_by_hand


@pytest.fixture
def run(board: Workspace, templates: Path) -> str:
    """A run that nobody has touched for a while."""
    write_template(templates)
    name = execute_by_hand(board)
    settle(board, name)
    return name


def settle(board: Workspace, run: str) -> None:
    an_hour_ago = time.time() - 3600
    for path in (board.runs / run).iterdir():
        os.utime(path, (an_hour_ago, an_hour_ago))


def listed(board: Workspace, run: str) -> str:
    with remembered_run_files(board) as found:
        assert found.record(run) == RunFiles(board).record(run)
        return found.content(run)


def cache(board: Workspace) -> Path:
    return board.cache / files.CACHE_NAME


def test_a_second_list_opens_no_notebook(board: Workspace, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = listed(board, run)

    monkeypatch.setattr(files, "read_notebook", lambda path: pytest.fail(f"opened {path}"))
    assert listed(board, run) == first


def test_a_changed_notebook_is_read_again(board: Workspace, run: str) -> None:
    before = listed(board, run)
    edit_finding(board, "書き直した", run)

    assert listed(board, run) == RunFiles(board).content(run) != before


def test_a_file_saved_just_now_is_not_remembered_since_it_may_be_saved_again_within_one_tick(
    board: Workspace, run: str
) -> None:
    notebook = board.runs / run / "notebook.ipynb"
    edit_finding(board, "ここに着く", run)
    before = notebook.stat()
    listed(board, run)
    edit_finding(board, "ここに書く", run)
    os.utime(notebook, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert notebook.stat().st_size == before.st_size

    assert listed(board, run) == RunFiles(board).content(run)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"made_by": 1}',
        b"\xff",
    ],
)
def test_a_damaged_memory_is_made_anew(board: Workspace, run: str, damage: bytes) -> None:
    expected = listed(board, run)
    whole = cache(board).read_bytes()
    cache(board).write_bytes(damage)

    assert listed(board, run) == expected
    assert cache(board).read_bytes() == whole


def test_what_other_fingerprints_made_is_not_believed(board: Workspace, run: str) -> None:
    expected = listed(board, run)
    content = json.loads(cache(board).read_bytes())
    content["files"][f"{run}/notebook.ipynb"][2] = "sha256:old"
    cache(board).write_text(json.dumps(content | {"made_by": "an older edition"}), encoding="utf-8")

    assert listed(board, run) == expected


def test_a_damaged_entry_is_read_again(board: Workspace, run: str) -> None:
    expected = listed(board, run)
    content = json.loads(cache(board).read_bytes())
    content["files"][f"{run}/run.json"][2] = "{"
    content["files"][f"{run}/notebook.ipynb"] = ["x"]
    cache(board).write_text(json.dumps(content), encoding="utf-8")

    assert listed(board, run) == expected


def test_runs_that_are_gone_are_forgotten(board: Workspace, run: str) -> None:
    again = execute_by_hand(board, "pupil_count-2025-city-02")
    settle(board, again)
    listed(board, again)
    for path in (board.runs / again).iterdir():
        path.unlink()
    listed(board, run)

    assert again not in cache(board).read_text(encoding="utf-8")
    with pytest.raises(UserError, match="見つかりません"), remembered_run_files(board) as found:
        found.record(again)


def test_lists_made_at_once_leave_a_whole_memory(board: Workspace, run: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(
            pool.map(lambda _: (cache(board).unlink(missing_ok=True), listed(board, run))[1], range(40))
        )

    assert found == {RunFiles(board).content(run)}
    listed(board, run)
    json.loads(cache(board).read_bytes())
    assert [path.name for path in board.cache.iterdir()] == [files.CACHE_NAME]


def test_a_place_that_cannot_be_written_costs_nothing_but_time(board: Workspace, run: str) -> None:
    board.cache.parent.mkdir(parents=True, exist_ok=True)
    board.cache.write_text("a file in the way", encoding="utf-8")

    assert listed(board, run) == RunFiles(board).content(run)
