"""The folders of runs: found by name, written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from edu_dx.errors import UserError, storage_error
from edu_dx.run.owner import Owner
from edu_dx.run.record import RECORD_NAME, RunRecord, read_record, write_record
from edu_dx.workspace import Workspace

_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]+)")
_UNFINISHED = ".unfinished-"
_LONGEST_RUN_SECONDS = 24 * 60 * 60
_Numbers = dict[str, set[int]]
_LISTED: dict[Path, _Numbers] = {}


def run_folders(board: Workspace) -> list[Path]:
    """Every run of the workspace, by name."""
    return sorted(path.parent for path in board.runs.glob(f"*/{RECORD_NAME}") if path.parent.name[0] != ".")


def run_folder(board: Workspace, written: str) -> Path:
    """The run whose name is ``written`` or, if only one does, begins with it.

    Raises:
        UserError: no run or several runs fit.
    """
    name = Path(written).name
    fitting = [folder for folder in run_folders(board) if folder.name.startswith(name)]
    exact = [folder for folder in fitting if folder.name == name]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0]
    if fitting:
        listed = "、".join(folder.name for folder in fitting[:5]) + ("など" if len(fitting) > 5 else "")
        what = f"「{written}」で始まる実行は{len(fitting)}件あります: {listed}"
    else:
        what = f"「{written}」という実行はありません。"
    raise UserError(what, where=str(board.runs), fix="「edu-dx runs」の一覧から名前を選んでください。")


def stem_of(run: str) -> str:
    """What a run shares with its repetitions: its name without the number."""
    match = _NUMBERED.fullmatch(run)
    return match["stem"] if match else run


def analysis_of(run: str) -> str:
    """The name of the analysis that a run is of, or that its repetitions share."""
    return run.partition("-")[0]


def number_of(run: str) -> int:
    """Which repetition a run is; 0 for a name without a number."""
    match = _NUMBERED.fullmatch(run)
    return int(match["number"]) if match else 0


def latest_run(board: Workspace, stem: str) -> Path | None:
    """The newest successful run of the same analysis, year, unit and edition."""
    return next(
        (
            folder
            for number in sorted(_numbers(board, stem), reverse=True)
            if (folder := board.runs / _numbered(stem, number))
            and (folder / RECORD_NAME).is_file()
            and read_record(folder).outcome == "succeeded"
        ),
        None,
    )


@contextmanager
def listed_once(board: Workspace) -> Iterator[None]:
    """Meanwhile the runs are listed a single time: a batch would else list all of them anew for each one it makes.

    What another process publishes meanwhile is noticed only when its number is wanted here, too.
    """
    _LISTED[board.runs] = _list(board)
    try:
        yield
    finally:
        del _LISTED[board.runs]


def remove_leftovers(board: Workspace) -> None:
    """Remove the unfinished runs of processes that were killed."""
    for folder in board.runs.glob(f"{_UNFINISHED}*"):
        owner = Owner.from_words(folder.name.removeprefix(_UNFINISHED))
        is_old = time.time() - folder.stat().st_mtime > _LONGEST_RUN_SECONDS
        if owner.is_gone if owner and not owner.is_elsewhere else is_old:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def unfinished_folder(board: Workspace) -> Iterator[Path]:
    """A place for a run that is being made; nothing of it is left if it does not get published.

    Raises:
        UserError: the disk is full or may not be written.
    """
    folder = board.runs / f"{_UNFINISHED}{Owner.this().words}-{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise storage_error(error, board.runs) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(
    board: Workspace, unfinished: Path, stem: str, record_named: Callable[[str], RunRecord]
) -> RunRecord:
    """Move a finished run to the next free number of its name, in whole."""
    number = max(_numbers(board, stem), default=0)
    while True:
        number += 1
        record = record_named(_numbered(stem, number))
        write_record(unfinished, record)
        try:
            unfinished.rename(board.runs / record.id)
        except OSError as error:
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY) or (board.runs / record.id).exists():
                continue
            raise
        if board.runs in _LISTED:
            _LISTED[board.runs].setdefault(stem, set()).add(number)
        return record


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-{number:02d}"


def _numbers(board: Workspace, stem: str) -> set[int]:
    """The numbers that runs of one name have or had."""
    listed = _LISTED.get(board.runs)
    return (_list(board) if listed is None else listed).get(stem, set())


def _list(board: Workspace) -> _Numbers:
    """The numbers of all runs, also of those whose record or folder is lost: what was said of one stays its own."""
    journal = board.journal.read_bytes() if board.journal.exists() else b""
    reviewed = {name.decode("utf-8") for name in re.findall(rb'"run":"([^"\\]+-[0-9]+)"', journal)}
    present = os.listdir(board.runs) if board.runs.is_dir() else []  # noqa: PTH208 (a Path for each takes ten times as long)
    numbers: _Numbers = {}
    for name in (*present, *reviewed):
        if (match := _NUMBERED.fullmatch(name)) and not name.startswith("."):
            numbers.setdefault(match["stem"], set()).add(int(match["number"]))
    return numbers
