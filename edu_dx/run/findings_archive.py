"""Every saved state of the findings, kept beside the runs: one append-only file for a run and its repetitions.

What a student has written is out of the machine's power to make again. The archive outlives the notebook, and the run.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from edu_dx.errors import UserError, storage_error
from edu_dx.run.findings import finding_texts_in
from edu_dx.run.folder import stem_of
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Workspace

_LOCK_SECONDS = 10


class SavedFindings(BaseModel):
    """One line of the archive: the findings of a run as they were saved.

    Args:
        at: when the notebook was saved, by the clock of the disk that it lies on.
        run: name of the run.
        cells: cell id → text, in the notebook's order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: dt.datetime
    run: str
    cells: dict[str, str]


@dataclass(frozen=True)
class Archive:
    """What an archive holds.

    Args:
        saved: every readable line, oldest first.
        unreadable: how many lines cannot be read.
    """

    saved: tuple[SavedFindings, ...] = ()
    unreadable: int = 0

    def of_run(self, run: str) -> list[SavedFindings]:
        """The states of one run, oldest first."""
        return [saved for saved in self.saved if saved.run == run]


def archive_findings(board: Workspace, run: str) -> SavedFindings | None:
    """Keep the findings of a run as its notebook has them now.

    Returns:
        What was added; None if the notebook is unreadable, has no finding, or has been archived like this.

    Raises:
        UserError: the archive cannot be written.
    """
    notebook = board.runs / run / NOTEBOOK_NAME
    cells = finding_texts_in(notebook)
    if not cells:
        return None
    saved = SavedFindings(at=modified_at(notebook), run=run, cells=cells)
    path = _path(board, stem_of(run))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
            return saved if _append_if_new(path, saved) else None
    except Timeout as error:
        raise UserError(
            "ほかの人の書き込みが終わらないため、所見の控えを残せませんでした。",
            where=str(path),
            fix="少し待って、もう一度保存してください。",
        ) from error
    except OSError as error:
        raise storage_error(error, path) from error


def archived_findings(board: Workspace, stem: str) -> Archive:
    """Everything that was ever saved of a run and its repetitions."""
    return _read(_path(board, stem))


def modified_at(path: Path) -> dt.datetime:
    """When a file was last written, in local time."""
    return dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _path(board: Workspace, stem: str) -> Path:
    return board.findings / f"{stem}.jsonl"


def _read(path: Path) -> Archive:
    if not path.exists():
        return Archive()
    lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    read = [_line(line) for line in lines]
    return Archive(tuple(saved for saved in read if saved), read.count(None))


def _line(line: bytes) -> SavedFindings | None:
    try:
        return SavedFindings.model_validate_json(line)
    except ValidationError:
        return None


def _append_if_new(path: Path, saved: SavedFindings) -> bool:
    earlier = _read(path).of_run(saved.run)
    if earlier and earlier[-1].cells == saved.cells:
        return False
    _append(path, saved)
    return True


def _append(path: Path, saved: SavedFindings) -> None:
    """Add a line; it is on the disk when this returns, and stands apart from what a stopped writer left."""
    line = saved.model_dump_json().encode("utf-8") + b"\n"
    with path.open("ab+") as file:
        if file.tell() and not _ends_with_newline(path):
            line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
