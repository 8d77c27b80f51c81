"""Many runs, several at a time; one that fails leaves the others alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from edu_dx.run.execute import Place, execute, execute_here
from edu_dx.run.folder import listed_once, remove_leftovers
from edu_dx.run.guard import Guard, Limits
from edu_dx.run.kernels.of_runs import warm_up
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace


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
    afterwards: Callable[[RunRecord], None] | None = None,
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
        The records in the order in which the runs ended.

    Raises:
        KeyboardInterrupt: runs that are finished are kept, the others leave nothing behind.
        UserError: results cannot be stored; what was stored before is kept.
    """
    if requests and place is execute_here:
        warm_up()
    remove_leftovers(board)
    jobs = min(len(requests), jobs or os.cpu_count() or 1) or 1
    guards = [Guard(limits or Limits.shared_by(jobs)) for _ in requests]

    def run(request: Request, guard: Guard) -> RunRecord:
        record = execute(board, request, cell_done, guard=guard, place=place)
        if afterwards is not None and not record.failure:
            afterwards(record)
        return record

    with listed_once(board):
        pool = ThreadPoolExecutor(max_workers=jobs)
        try:
            futures = [pool.submit(run, *each) for each in zip(requests, guards, strict=True)]
            return list(_finished(as_completed(futures), run_done))
        except BaseException:
            for guard in guards:
                guard.drop()
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
