"""Many runs, several at a time; one that fails leaves the others alone."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from edu_dx.run.execute import execute
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace


class BatchStoppedError(Exception):
    """The batch was interrupted while this run was going on."""


def cells_of(request: Request) -> int:
    """How many cells a run executes, the injected one included."""
    return request.analysis.cells + 1


def execute_all(
    board: Workspace,
    requests: Sequence[Request],
    *,
    cell_done: Callable[[], None],
    run_done: Callable[[RunRecord], None],
) -> list[RunRecord]:
    """Run every request, as many at a time as the machine has processors.

    Threads are enough: each run computes in a kernel process of its own.

    Args:
        board: the workspace.
        requests: what to run.
        cell_done: called after each cell of any run.
        run_done: called with each finished run.

    Raises:
        KeyboardInterrupt: runs that are finished are kept, the others leave nothing behind.
    """
    stopping = threading.Event()

    def cell_done_or_stop() -> None:
        if stopping.is_set():
            raise BatchStoppedError
        cell_done()

    pool = ThreadPoolExecutor(max_workers=min(len(requests), os.cpu_count() or 1) or 1)
    try:
        futures = [pool.submit(execute, board, request, cell_done_or_stop) for request in requests]
        return list(_finished(as_completed(futures), run_done))
    except BaseException:
        stopping.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _finished(
    futures: Iterable[Future[RunRecord]], run_done: Callable[[RunRecord], None]
) -> Iterable[RunRecord]:
    for future in futures:
        record = future.result()
        run_done(record)
        yield record
