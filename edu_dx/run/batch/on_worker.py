"""One run on a computer of a cluster: its notebook comes in, its executed notebook goes back.

Nothing is stored here. Who asked for the run publishes it, so that a run that is done twice, because a worker died
before it could tell, is still one run.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from distributed import get_worker

from edu_dx.errors import UserError
from edu_dx.run.batch.tables_elsewhere import pull
from edu_dx.run.execute import Execution, execute_here
from edu_dx.run.guard import Guard, Limits
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import CONFIG_NAME

_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Source:
    """Where a worker finds the tables.

    Args:
        root: the workspace's folder, where the worker sees it at the same place.
        url: the object store; empty where the folder is shared.
        state: fingerprint of the tables at ``url``.
        configuration: text of ``edu-dx.toml``.
    """

    root: str
    url: str = ""
    state: str = ""
    configuration: str = ""

    def workspace(self, folder: Path) -> Workspace:
        """The workspace as seen from here; copies go to ``folder``.

        Raises:
            UserError: the shared folder is not there.
        """
        if self.url:
            return pull(self.url, self.state, self.configuration, folder)
        if not (Path(self.root) / CONFIG_NAME).is_file():
            raise UserError(
                "クラスターの計算機から作業フォルダが見えません。",
                where=self.root,
                fix="どの計算機からも同じ場所に見える共有フォルダに置くか、edu-dx.toml の [cluster] tables に表を置く場所（s3://… など）を書いてください。",
            )
        return Workspace(Path(self.root))


def run_on_worker(
    source: Source, request: Request, notebook: str, minutes: float | None, megabytes: int | None
) -> Execution:
    """Execute a notebook (its text) on the tables of ``source``; each run is a kernel process of its own.

    Raises:
        RunDroppedError: whoever asked for the run has taken that back.
    """
    worker: Any = get_worker()
    limits = Limits.shared_by(worker.state.nthreads, minutes, megabytes or _share(worker))
    key = worker.get_current_task()
    board = source.workspace(Path(worker.local_directory) / "edu-dx")
    with tempfile.TemporaryDirectory(dir=worker.local_directory) as folder:
        return execute_here(
            board,
            request,
            nbformat.reads(notebook, as_version=4),  # type: ignore[no-untyped-call]
            Path(folder),
            lambda: None,
            Guard(limits, is_wanted=lambda: _is_wanted(worker, key)),
        )


def _is_wanted(worker: Any, key: str) -> bool:
    """Whether the scheduler still wants the task; it cannot end one that has begun."""
    task = worker.state.tasks.get(key)
    return task is not None and task.state != "cancelled"


def _share(worker: Any) -> int | None:
    """Megabytes for one run, where the worker was told how much memory is its own."""
    limit = getattr(getattr(worker, "memory_manager", None), "memory_limit", None)
    return int(limit / _MEGABYTE / worker.state.nthreads) if limit else None
