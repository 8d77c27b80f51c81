import dataclasses
import os
import time
from pathlib import Path

import pytest

from edu_dx.run.folder import (
    latest_run,
    listed_once,
    number_of,
    publish,
    remove_leftovers,
    stem_of,
    unfinished_folder,
)
from edu_dx.run.owner import Owner
from edu_dx.run.record import RunRecord, read_record
from edu_dx.workspace import Workspace
from tests.finished_runs import RUN, STEM, finish_run


@pytest.mark.parametrize(
    ("run", "stem", "number"),
    [
        (RUN, STEM, 1),
        ("x-2025-092029-12", "x-2025-092029", 12),
        ("x-2025-city-public-100", "x-2025-city-public", 100),
        ("x", "x", 0),
    ],
)
def test_a_run_is_named_by_its_stem_and_its_number(run: str, stem: str, number: int) -> None:
    assert (stem_of(run), number_of(run)) == (stem, number)


def test_the_number_of_a_run_without_its_record_is_not_given_again(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    record = read_record(folder)
    (folder / "run.json").unlink()

    with unfinished_folder(board) as unfinished:
        published = publish(board, unfinished, STEM, lambda name: record.model_copy(update={"id": name}))

    assert published.id == f"{STEM}-02"


def test_the_number_of_a_lost_run_that_was_reviewed_is_not_given_again(
    board: Workspace, templates: Path
) -> None:
    folder = finish_run(board, templates)
    record = read_record(folder)
    line = f'{{"number":7,"run":"{STEM}-03","action":"承認"}}\n'
    board.journal.write_text(line, encoding="utf-8", newline="\n")

    with unfinished_folder(board) as unfinished:
        published = publish(board, unfinished, STEM, lambda name: record.model_copy(update={"id": name}))

    assert published.id == f"{STEM}-04"


def leftover(board: Workspace, name: str, *, hours_old: float = 0) -> Path:
    folder = board.runs / f".unfinished-{name}"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}", encoding="utf-8")
    then = time.time() - hours_old * 3600
    os.utime(folder, (then, then))
    return folder


GONE = dataclasses.replace(Owner.this(), started=1).words
ELSEWHERE = dataclasses.replace(Owner.this(), host="another").words


@pytest.mark.parametrize(
    ("name", "hours_old", "removed"),
    [
        (f"{GONE}-0123", 0, True),
        (f"{Owner.this().words}-0123", 100, False),
        (f"{ELSEWHERE}-0123", 1, False),
        (f"{ELSEWHERE}-0123", 25, True),
        ("0123456789abcdef", 1, False),
        ("0123456789abcdef", 25, True),
    ],
    ids=["killed", "living", "elsewhere", "elsewhere and old", "unnamed", "unnamed and old"],
)
def test_what_a_killed_process_left_is_removed(
    board: Workspace, name: str, hours_old: float, removed: bool
) -> None:
    folder = leftover(board, name, hours_old=hours_old)

    remove_leftovers(board)

    assert folder.exists() is not removed


def test_a_run_that_is_being_made_is_no_leftover(board: Workspace) -> None:
    with unfinished_folder(board) as folder:
        remove_leftovers(board)
        assert folder.is_dir()


def record(name: str, outcome: str = "succeeded") -> RunRecord:
    return RunRecord.model_validate(
        {
            **dict.fromkeys(("analysis", "title", "board_name", "template_fingerprint"), "みほん"),
            **{"id": name, "fictional": True, "edition": "internal", "unit": "全市", "parameters": []},
            **{"tables": [], "executed_fingerprint": "", "versions": {}, "seconds": 1, "outcome": outcome},
            "started_at": "2025-05-01T09:00:00+09:00",
        }
    )


def published(board: Workspace, stem: str, outcome: str = "succeeded") -> str:
    with unfinished_folder(board) as folder:
        return publish(board, folder, stem, lambda name: record(name, outcome)).id


def test_the_latest_run_is_the_newest_that_succeeded(board: Workspace) -> None:
    assert latest_run(board, "count-2025-city") is None
    for outcome in ("succeeded", "succeeded", "failed"):
        published(board, "count-2025-city", outcome)
    published(board, "count-2025-city-public")

    assert latest_run(board, "count-2025-city") == board.runs / "count-2025-city-02"


def test_a_run_takes_the_number_after_the_highest(board: Workspace) -> None:
    (board.runs / "count-2025-city-07").mkdir(parents=True)

    assert published(board, "count-2025-city") == "count-2025-city-08"


def test_runs_that_are_listed_once_are_numbered_as_ever(board: Workspace) -> None:
    published(board, "count-2025-city")
    with listed_once(board):
        assert published(board, "count-2025-city") == "count-2025-city-02"
        assert latest_run(board, "count-2025-city") == board.runs / "count-2025-city-02"
        (board.runs / "count-2025-city-03" / "made by another process").mkdir(parents=True)
        assert published(board, "count-2025-city") == "count-2025-city-04"
