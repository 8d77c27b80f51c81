"""Many runs, several at a time; one that fails leaves the others alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait

from edu_dx.run.execute import Place, execute, execute_here
from edu_dx.run.folder import listed_once, remove_leftovers
from edu_dx.run.guard import Guard, Limits
from edu_dx.run.kernels.of_runs import warm_up
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace

_Afterwards = Callable[[RunRecord], None]


def cells_of(request: Request) -> int:
    """How many cells a run executes, the injected one included."""
    return request.analysis.cells + 1


def execute_all(
    board: Workspace,
    requests: Sequence[Request],
    *,
    cell_done: Callable[[], None],
    run_done: Callable[[RunRecord], None],
    jobs: int | None = None,
    limits: Limits | None = None,
    place: Place = execute_here,
    afterwards: _Afterwards | None = None,
) -> list[RunRecord]:
    """Run every request; what earlier batches left unfinished when they were killed is removed first.

    Threads are enough: each run computes in a kernel process of its own.

    Args:
        board: the workspace.
        requests: what to run.
        cell_done: called after each cell of any run.
        run_done: called with each finished run.
        jobs: how many at a time; as many as the machine has processors by default.
        limits: what each of them may take.
        place: where the notebooks are executed.
        afterwards: what is done with each successful run while others are still going on.

    Returns:
        The records in the order in which they were done.

    Raises:
        KeyboardInterrupt: runs that are finished are kept, the others leave nothing behind.
        UserError: results cannot be stored; what was stored before is kept.
    """
    if requests and place is execute_here:
        warm_up()
    remove_leftovers(board)
    jobs = min(len(requests), jobs or os.cpu_count() or 1) or 1
    guards = [Guard(limits or Limits.shared_by(jobs)) for _ in requests]

    with listed_once(board):
        runs, rest = ThreadPoolExecutor(max_workers=jobs), ThreadPoolExecutor(max_workers=jobs)
        try:
            pending = {
                runs.submit(execute, board, request, cell_done, guard=guard, place=place): afterwards
                for request, guard in zip(requests, guards, strict=True)
            }
            return _all_done(pending, rest, run_done)
        except BaseException:
            for guard in guards:
                guard.drop()
            raise
        finally:
            runs.shutdown(wait=True, cancel_futures=True)
            rest.shutdown(wait=True, cancel_futures=True)


def _all_done(
    pending: dict[Future[RunRecord], _Afterwards | None],
    rest: Executor,
    run_done: Callable[[RunRecord], None],
) -> list[RunRecord]:
    """The records, each when what comes after its run is done, too; the kernels do not wait for that."""
    records: list[RunRecord] = []
    while pending:
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            record, afterwards = future.result(), pending.pop(future)
            if afterwards is None or record.failure:
                run_done(record)
                records.append(record)
            else:
                pending[rest.submit(_followed_by, record, afterwards)] = None
    return records


def _followed_by(record: RunRecord, afterwards: _Afterwards) -> RunRecord:
    afterwards(record)
    return record
