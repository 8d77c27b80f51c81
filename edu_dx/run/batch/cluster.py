"""Runs on an existing Dask cluster: one more place where notebooks are executed."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import nbformat
from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.run.basis import EVERYTHING, code_fingerprint, versions_of_software
from edu_dx.run.execute import Execution
from edu_dx.run.guard import Guard, RunDroppedError
from edu_dx.run.record import Failure
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import CONFIG_NAME

_CONNECT_SECONDS = 20
_LOOK_SECONDS = 1.0
_WAIT_FOR_WORKERS_SECONDS = 300
# Enough that no worker waits for the next run while the last ones are being stored.
_RUNS_AHEAD = 2
_MOST_AT_ONCE = 1_000


class Cluster:
    """A Dask cluster whose workers have the edu-dx that asks; the others get nothing to do.

    Args:
        address: the scheduler, e.g. ``tcp://192.0.2.1:8786``.
        board: the workspace.
        minutes: time limit of a run; the usual one by default.
        megabytes: memory limit of a run; the worker's share by default.
        refused: called with a sentence about each worker that is left out.

    Raises:
        UserError: Dask is not installed, nobody answers at the address, or no worker has the same edu-dx.
    """

    def __init__(
        self,
        address: str,
        board: Workspace,
        *,
        minutes: float | None,
        megabytes: int | None,
        refused: Callable[[str], None],
    ) -> None:
        # Dask has no types for what we call.
        self._client: Any = _connected(address)
        self._address = address
        self._limits = minutes, megabytes
        self._refused = refused
        self._fits: dict[str, bool] = {}
        self._lock = threading.Lock()
        try:
            self._source = _source(board)
            if not self._fitting_workers():
                raise UserError(
                    "同じ版の edu-dx が入った計算機が、クラスターに1台もありません。",
                    where=f"--scheduler {address}",
                    fix=f"計算機に edu-dx {versions_of_software()['edu-dx']} を入れて、ワーカーを起動し直してください。",
                )
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def jobs(self) -> int:
        """How many runs to have under way."""
        return min(_RUNS_AHEAD * sum(self._fitting_workers().values()), _MOST_AT_ONCE)

    def __call__(
        self,
        board: Workspace,
        request: Request,
        notebook: NotebookNode,
        folder: Path,
        cell_done: Callable[[], None],
        guard: Guard,
    ) -> Execution:
        """Execute ``notebook`` on some worker; a worker that dies is replaced by another one."""
        from distributed import CancelledError, KilledWorker

        try:
            execution: Execution = self._outcome(request, nbformat.writes(notebook), guard)  # type: ignore[no-untyped-call]
        except KilledWorker:
            message = "この実行を受け持った計算機が、くり返し止まりました。メモリの上限（--memory-limit）と資料の量を確かめてください。"
            execution = Execution(notebook, Failure(cell="", message=message), None)
        except CancelledError as error:
            raise UserError(
                "クラスターとの接続が切れました。終わっていた分は残っています。",
                where=f"--scheduler {self._address}",
                fix="クラスターを確かめてから「edu-dx run --resume」で続けてください。",
            ) from error
        for _ in range(request.analysis.cells + 1):
            cell_done()
        return execution

    def _outcome(self, request: Request, notebook: str, guard: Guard) -> Execution:
        while True:
            workers = self._workers(guard)
            future = self._submitted(request, notebook, workers)
            ended = threading.Event()
            future.add_done_callback(lambda _, ended=ended: ended.set())
            # A run waits for ever when all the workers that it was meant for are gone.
            while not ended.wait(_LOOK_SECONDS) and not guard.dropped:
                if not workers & set(self._client.nthreads()):
                    break
            if ended.is_set():
                outcome: Execution = future.result()
                return outcome
            future.cancel()
            if guard.dropped:
                raise RunDroppedError

    def _workers(self, guard: Guard) -> set[str]:
        """Whoever can make a run now; a worker that has died is usually started again soon."""
        last_moment = time.monotonic() + _WAIT_FOR_WORKERS_SECONDS
        while time.monotonic() < last_moment:
            if guard.dropped:
                raise RunDroppedError
            if workers := set(self._fitting_workers()):
                return workers
            time.sleep(_LOOK_SECONDS)
        raise UserError(
            "クラスターの計算機がすべて止まりました。終わっていた分は残っています。",
            where=f"--scheduler {self._address}",
            fix="クラスターを確かめてから「edu-dx run --resume」で続けてください。",
        )

    def _submitted(self, request: Request, notebook: str, workers: set[str]) -> Any:
        from edu_dx.run.batch.on_worker import run_on_worker

        return self._client.submit(
            run_on_worker,
            self._source,
            request,
            notebook,
            *self._limits,
            workers=sorted(workers),
            key=f"edu-dx-{request.stem}-{uuid.uuid4().hex}",
            pure=False,
        )

    def _fitting_workers(self) -> dict[str, int]:
        """Address → runs at a time of every worker of the moment that has the same edu-dx."""
        with self._lock:
            present: Mapping[str, int] = self._client.nthreads()
            newcomers = [worker for worker in present if worker not in self._fits]
            if newcomers:
                found = self._client.run(_probe(), workers=newcomers, on_error="return")
                for worker in newcomers:
                    self._judge(worker, found.get(worker))
            self._fits = {worker: self._fits[worker] for worker in present}
        return {worker: runs for worker, runs in present.items() if self._fits[worker]}

    def _judge(self, worker: str, found: object) -> None:
        self._fits[worker] = found == (versions_of_software(), code_fingerprint(EVERYTHING))
        if self._fits[worker]:
            return
        version = found[0].get("edu-dx") if isinstance(found, tuple) and found[0] else "不明"
        self._refused(
            f"計算機 {worker} には別の版の edu-dx（{version}）か別の版の部品が入っているため、実行を任せません。"
        )


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UserError(
            "クラスターで実行するための部品（Dask）が入っていません。",
            where="--scheduler",
            fix="「pip install edu-dx[cluster]」で入れてください。",
        ) from error
    try:
        connect: Any = Client
        return connect(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(
            "クラスターにつながりませんでした。",
            where=f"--scheduler {address}",
            fix="スケジューラーの場所（例: tcp://192.0.2.1:8786）と、動いているかを確かめてください。",
        ) from error


def _source(board: Workspace) -> object:
    from edu_dx.run.batch.on_worker import Source
    from edu_dx.run.batch.tables_elsewhere import push

    elsewhere = board.config.cluster
    if elsewhere is None:
        return Source(root=str(board.root))
    configuration = (board.root / CONFIG_NAME).read_text(encoding="utf-8-sig")
    return Source(str(board.root), elsewhere.tables, push(board, elsewhere.tables), configuration)


def _probe() -> Callable[[], object]:
    """A function that travels to workers as it is: another edu-dx may have none of what this one has."""

    def installed() -> object:
        try:
            from edu_dx.run.basis import EVERYTHING, code_fingerprint, versions_of_software

            return versions_of_software(), code_fingerprint(EVERYTHING)
        except ImportError:
            from importlib.metadata import PackageNotFoundError, version

            try:
                return {"edu-dx": version("edu-dx")}, ""
            except PackageNotFoundError:
                return None

    return installed
