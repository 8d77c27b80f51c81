"""Carrying out what `edu-dx run` was asked for: what is up to date stays, the rest runs under a progress bar."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edu_dx.cli.console import progress_bar, say_warning
from edu_dx.errors import UserError, storage_error
from edu_dx.workspace import Workspace

if TYPE_CHECKING:
    from edu_dx.run.batch.order import Order
    from edu_dx.run.execute import Place
    from edu_dx.run.guard import Limits
    from edu_dx.run.record import RunRecord
    from edu_dx.run.request import Request


@dataclass(frozen=True)
class CarriedOut:
    """What became of an order.

    Args:
        unchanged: earlier runs that still hold.
        made: runs that were made now.
        unreported: why the report of a run that is kept could not be written.
    """

    unchanged: list[RunRecord]
    made: list[RunRecord]
    unreported: list[UserError]

    @property
    def failed(self) -> list[RunRecord]:
        """The runs that stopped."""
        return [record for record in self.made if record.failure]


def carry_out(board: Workspace, order: Order) -> CarriedOut:
    """Carry out a checked order; one that is interrupted can be taken up again.

    Raises:
        UserError: the order does not fit the analysis or the tables; nothing is done then.
    """
    from edu_dx.run.batch.order import forget_interrupted, keep_order

    unchanged, missing = _sorted_out(board, order, _requests(board, order))
    if order.report:
        _report_where_missing(board, unchanged)
    if not missing:
        forget_interrupted(board, order)
        return CarriedOut(unchanged, [], [])
    kept = keep_order(board, order)
    unreported: list[UserError] = []
    try:
        made = _run(board, order, missing, unreported)
    except KeyboardInterrupt:
        say_warning("続きは「edu-dx run --resume」で行えます。")
        raise
    kept.unlink(missing_ok=True)
    forget_interrupted(board, order)
    return CarriedOut(unchanged, made, unreported)


def run_with_progress(
    board: Workspace,
    requests: list[Request],
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    place: Place | None = None,
    afterwards: Callable[[RunRecord], None] | None = None,
) -> list[RunRecord]:
    """Run the requests under a progress bar over notebooks and cells."""
    from edu_dx.run.batch.run_all import cells_of, execute_all
    from edu_dx.run.execute import execute_here

    with progress_bar() as bar:
        notebooks = bar.add_task("分析", total=len(requests), unit="件")
        cells = bar.add_task("セル", total=sum(cells_of(request) for request in requests))
        return execute_all(
            board,
            requests,
            cell_done=lambda: bar.advance(cells),
            run_done=lambda record: bar.advance(notebooks),
            jobs=jobs,
            limits=limits,
            place=place or execute_here,
            afterwards=afterwards,
        )


def _requests(board: Workspace, order: Order) -> list[Request]:
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.request import request_for_board, requests_per_school

    analysis = analysis_called(order.analysis)
    if order.per_school:
        return requests_per_school(board, analysis, order.parameters, order.edition)
    return [request_for_board(board, analysis, order.parameters, order.edition)]


def _sorted_out(
    board: Workspace, order: Order, requests: list[Request]
) -> tuple[list[RunRecord], list[Request]]:
    """The runs that still hold, and what is to be run."""
    from edu_dx.run.folder import listed_once
    from edu_dx.run.freshness import Present
    from edu_dx.run.record import read_record

    unchanged, missing = [], []
    present = Present(board)
    with listed_once(board):
        for request in requests:
            folder = present.up_to_date_run(request)
            record = None if folder is None else read_record(folder)
            if record is None or (order.anew_since and record.started_at < order.anew_since):
                missing.append(request)
            else:
                unchanged.append(record)
    return unchanged, missing


def _run(
    board: Workspace, order: Order, requests: list[Request], unreported: list[UserError]
) -> list[RunRecord]:
    from edu_dx.run.guard import Limits

    with _placed(order, board) as (place, jobs), _reporting(order, board, requests, unreported) as report:
        return run_with_progress(
            board,
            requests,
            jobs=jobs,
            limits=Limits.shared_by(min(jobs, len(requests)), order.minutes, order.megabytes),
            place=place,
            afterwards=report,
        )


@contextlib.contextmanager
def _placed(order: Order, board: Workspace) -> Iterator[tuple[Place, int]]:
    """Where the order runs, and how many runs at a time."""
    from edu_dx.run.execute import execute_here

    if not order.scheduler:
        yield execute_here, order.jobs or os.cpu_count() or 1
        return
    from edu_dx.run.batch.cluster import Cluster

    with Cluster(
        order.scheduler, board, minutes=order.minutes, megabytes=order.megabytes, refused=say_warning
    ) as cluster:
        yield cluster, order.jobs or cluster.jobs


@contextlib.contextmanager
def _reporting(
    order: Order, board: Workspace, requests: list[Request], unreported: list[UserError]
) -> Iterator[Callable[[RunRecord], None] | None]:
    """What writes the report of a run, if reports were ordered; a report that cannot be written stops no run."""
    if not order.report:
        yield None
        return
    from edu_dx.report.write_many import report_writers

    with report_writers(board.reports, len(requests)) as write:

        def report(record: RunRecord) -> None:
            try:
                write(board.runs / record.id)
            except UserError as error:
                unreported.append(error)
            except OSError as error:
                unreported.append(storage_error(error, board.reports))

        yield report


def _report_where_missing(board: Workspace, records: list[RunRecord]) -> None:
    from edu_dx.cli.reporting import report_with_progress

    written = {path.stem.removesuffix("_下書き") for path in board.reports.glob("*.xlsx")}
    missing = [board.runs / record.id for record in records if record.id not in written]
    if missing:
        report_with_progress(board, missing)
