"""The folders of runs: found by name, written whole or not at all."""

from __future__ import annotations

import errno
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from edu_dx.errors import UserError, storage_error
from edu_dx.run.record import RECORD_NAME, RunRecord, read_record, write_record
from edu_dx.workspace import Workspace

_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]+)")


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
    repetitions = [
        folder for folder in _repetitions(board, stem) if read_record(folder).outcome == "succeeded"
    ]
    return max(repetitions, key=lambda folder: number_of(folder.name)) if repetitions else None


@contextmanager
def unfinished_folder(board: Workspace) -> Iterator[Path]:
    """A place for a run that is being made; nothing of it is left if it does not get published.

    Raises:
        UserError: the disk is full or may not be written.
    """
    folder = board.runs / f".unfinished-{uuid.uuid4().hex}"
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
    while True:
        number = max((number_of(name) for name in _taken_names(board, stem)), default=0) + 1
        record = record_named(f"{stem}-{number:02d}")
        write_record(unfinished, record)
        try:
            unfinished.rename(board.runs / record.id)
        except OSError as error:
            if error.errno in (errno.EEXIST, errno.ENOTEMPTY) or (board.runs / record.id).exists():
                continue
            raise
        return record


def _taken_names(board: Workspace, stem: str) -> list[str]:
    """Names of the repetitions, also of those whose record or folder is lost: what was said of one stays its own."""
    numbered = (_NUMBERED.fullmatch(path.name) for path in board.runs.iterdir())
    present = [match.string for match in numbered if match and match["stem"] == stem]
    journal = board.journal.read_bytes() if board.journal.exists() else b""
    reviewed = re.findall(f'"run":"({re.escape(stem)}-[0-9]+)"'.encode(), journal)
    return [*present, *(name.decode("utf-8") for name in reviewed)]


def _repetitions(board: Workspace, stem: str) -> list[Path]:
    matches = ((folder, _NUMBERED.fullmatch(folder.name)) for folder in run_folders(board))
    return [folder for folder, match in matches if match and match["stem"] == stem]
