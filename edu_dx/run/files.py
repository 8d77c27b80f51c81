"""What the folders of runs hold: read from the disk each time, or remembered for lists.

A list over a thousand runs cannot open a thousand notebooks, nor check a thousand signatures. What it needs of them is
remembered in one file that may be deleted at any moment: it is believed only where the time and the size of a run's file
are those it was read at.
Whoever decides, verifies or renders reads afresh.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from edu_dx.run import canonical
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME, RunRecord, read_record
from edu_dx.workspace import Workspace
from edu_dx.workspace.cache import remember, remembered

CACHE_NAME = "runs.json"
_SETTLED_NS = 2_000_000_000
"""A file changed since may change again within one tick of a coarse clock: it is not remembered yet."""


class RunFiles:
    """The records and notebooks of runs, read from the disk each time.

    Args:
        board: the workspace.
    """

    def __init__(self, board: Workspace) -> None:
        self._runs = board.runs

    def names(self) -> list[str]:
        """Every run of the workspace, by name."""
        if not self._runs.is_dir():
            return []
        with os.scandir(self._runs) as found:
            names = sorted(entry.name for entry in found if entry.name[0] != ".")
        return [name for name in names if (self._runs / name / RECORD_NAME).is_file()]

    def record(self, run: str) -> RunRecord:
        """The record of a run; UserError if its folder holds none."""
        return read_record(self._runs / run)

    def content(self, run: str) -> str:
        """Fingerprint of the run's notebook as it is now; UserError if it cannot be read."""
        return canonical.fingerprint(read_notebook(self._runs / run / NOTEBOOK_NAME))

    def once(self, fact: str, find: Callable[[], Iterable[str]]) -> list[str]:
        """What ``find`` tells of a fact that never changes and that ``fact`` says in whole."""
        return list(find())


@contextmanager
def remembered_run_files(board: Workspace) -> Iterator[RunFiles]:
    """The same for lists: only files that have changed since they were last listed are opened."""
    remembered = _RememberedRunFiles(board)
    yield remembered
    remembered.keep()


class _RememberedRunFiles(RunFiles):
    def __init__(self, board: Workspace) -> None:
        super().__init__(board)
        self._cache = board.cache / CACHE_NAME
        held = _read_cache(self._cache)
        self._known: dict[str, list[Any]] = held["files"]
        self._facts: dict[str, list[str]] = held["facts"]
        self._records: dict[str, RunRecord] = {}
        self._changed = False

    def record(self, run: str) -> RunRecord:
        if run not in self._records:
            self._records[run] = self._record(run)
        return self._records[run]

    def _record(self, run: str) -> RunRecord:
        read = super().record
        text = self._remembered(f"{run}/{RECORD_NAME}", lambda: read(run).model_dump_json())
        try:
            return RunRecord.model_validate_json(text)
        except ValidationError:
            return read(run)

    def content(self, run: str) -> str:
        read = super().content
        return self._remembered(f"{run}/{NOTEBOOK_NAME}", lambda: read(run))

    def once(self, fact: str, find: Callable[[], Iterable[str]]) -> list[str]:
        key = hashlib.sha256(fact.encode("utf-8")).hexdigest()
        if key not in self._facts:
            self._facts[key] = list(find())
            self._changed = True
        return self._facts[key]

    def _remembered(self, file: str, read: Callable[[], str]) -> str:
        state = _state(self._runs / file)
        known = self._known.get(file)
        if state and known and known[:2] == state:
            return str(known[2])
        held = read()
        if state and time.time_ns() - state[0] > _SETTLED_NS:
            self._known[file] = [*state, held]
            self._changed = True
        return held

    def keep(self) -> None:
        """Remember what was read; a place that cannot be written costs time and nothing else."""
        if not self._changed:
            return
        there = set(self.names())
        files = {file: entry for file, entry in self._known.items() if file.partition("/")[0] in there}
        remember(self._cache, _made_by(), {"files": files, "facts": self._facts})


def _state(path: Path) -> list[int] | None:
    """Time and size of a file; None where it is missing."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_mtime_ns, found.st_size]


def _read_cache(path: Path) -> dict[str, dict[str, Any]]:
    held = remembered(path, _made_by())
    try:
        files = {file: entry for file, entry in held["files"].items() if len(entry) == 3}
        return {"files": files, "facts": dict(held["facts"])}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"files": {}, "facts": {}}


@cache
def _made_by() -> str:
    """The definition of a fingerprint: what another one made is of no use."""
    return hashlib.sha256(Path(canonical.__file__).read_bytes()).hexdigest()
