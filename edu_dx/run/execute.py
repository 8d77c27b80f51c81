"""One run: a template notebook executed by papermill and kept with its record."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers

from edu_dx.run.basis import board_fingerprint, code_fingerprint, versions_of_software
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import fingerprint
from edu_dx.run.carrying import carry_findings, results_of
from edu_dx.run.engine import execute_by_papermill
from edu_dx.run.executed import keep_executed
from edu_dx.run.folder import publish, unfinished_folder
from edu_dx.run.freshness import table_states
from edu_dx.run.guard import Guard, Limits, RunDroppedError
from edu_dx.run.notebook import notebook_text, parse_notebook, read_notebook, write_notebook_text
from edu_dx.run.read_again import ask_to_read_again
from edu_dx.run.record import (
    NOTEBOOK_NAME,
    CheckResult,
    Failure,
    ParameterValue,
    RunRecord,
)
from edu_dx.run.request import Request
from edu_dx.workspace import Workspace
from edu_dx.workspace.reads import READS_VARIABLE, Read, logged_reads

CELL_TIME_LIMIT_SECONDS = 600
READS_NAME = "reads.jsonl"


@dataclass(frozen=True)
class Execution:
    """What papermill did: the notebook as far as it got, why it stopped there, and what it read of the tables."""

    notebook: NotebookNode
    failure: Failure | None
    reads: list[Read] | None


class Place(Protocol):
    """Where notebooks are executed: here, or on another computer."""

    def __call__(
        self,
        board: Workspace,
        request: Request,
        notebook: NotebookNode,
        folder: Path,
        cell_done: Callable[[], None],
        guard: Guard,
    ) -> Execution:
        """Execute ``notebook`` with the parameters of ``request`` on the tables of ``board``; ``folder`` is free for use."""


def execute_here(
    board: Workspace,
    request: Request,
    notebook: NotebookNode,
    folder: Path,
    cell_done: Callable[[], None],
    guard: Guard,
) -> Execution:
    """Execute ``notebook`` in a kernel of this computer.

    Raises:
        RunDroppedError: ``guard`` was told to drop the run.
    """
    with guard.watching():
        execution = _execute_notebook(board, request, notebook, folder, cell_done, guard)
    if guard.dropped:
        raise RunDroppedError
    return execution


class _Course:
    """How far an execution has come; papermill would throw it away when a cell fails or the kernel dies."""

    def __init__(self, notebook: NotebookNode, cell_done: Callable[[], None], guard: Guard) -> None:
        self.notebook = notebook
        self._cell_done = cell_done
        self._guard = guard
        self._cells = 0

    def kernel_started(self, pid: int, notebook: NotebookNode) -> None:
        self.notebook = notebook
        self._guard.kernel_started(pid)

    def cell_done(self) -> None:
        self._cells += 1
        self._cell_done()

    def stopped(self, message: str) -> Failure:
        """A failure in the last cell, which counts as done."""
        place = _numbered_place(self.notebook, self._cells) if self._cells else ""
        return Failure(cell=place, message=self._guard.reason or message)


def _execute_notebook(
    board: Workspace,
    request: Request,
    notebook: NotebookNode,
    folder: Path,
    cell_done: Callable[[], None],
    guard: Guard,
) -> Execution:
    log = folder / READS_NAME
    course = _Course(notebook, cell_done, guard)
    try:
        execute_by_papermill(
            notebook,
            request.parameters,
            execution_timeout=CELL_TIME_LIMIT_SECONDS,
            folder=str(board.root),
            cell_done=course.cell_done,
            environment={READS_VARIABLE: str(log)},
            kernel_started=course.kernel_started,
        )
    except PapermillExecutionError as error:
        # The banners that papermill adds are English and move every cell; run.json says the same.
        stopped = remove_error_markers(course.notebook)
        return Execution(stopped, _failure(stopped, error), logged_reads(log))
    except CellTimeoutError:
        minutes = CELL_TIME_LIMIT_SECONDS // 60
        message = f"1つのセルの計算が{minutes}分を超えたため止めました。資料の量と条件を確かめてください。"
    except DeadKernelError:
        message = (
            "計算の途中でPythonが止まりました。ほかのソフトを閉じてメモリを空け、もう一度実行してください。"
        )
    except RuntimeError as error:
        message = f"計算を始められませんでした（{error}）。もう一度実行してください。"
    else:
        return Execution(course.notebook, None, logged_reads(log))
    return Execution(course.notebook, course.stopped(message), logged_reads(log))


def execute(
    board: Workspace,
    request: Request,
    cell_done: Callable[[], None],
    *,
    guard: Guard | None = None,
    place: Place = execute_here,
) -> RunRecord:
    """Run one analysis and keep the result under ``runs/``.

    Args:
        board: the workspace; its tables are read, its ``runs/`` gets one more folder.
        request: what to run.
        cell_done: called after each cell, including the injected one.
        guard: the limits of the run.
        place: where its notebook is executed; in a kernel of this computer by default.

    Returns:
        The record; a notebook that stopped is kept too, with the failing cell named.

    Raises:
        UserError: the result could not be stored. Nothing is left behind then.
        RunDroppedError: ``guard`` was told to drop the run. Nothing is left behind either.
    """
    started_at = dt.datetime.now().astimezone()
    clock = time.monotonic()
    tables = table_states(board, request)
    with unfinished_folder(board) as folder:
        template = read_notebook(request.analysis.path)
        carry_findings(board, request.stem, template)
        execution = place(board, request, template, folder, cell_done, guard or Guard(Limits()))
        (folder / READS_NAME).unlink(missing_ok=True)
        if not execution.failure:
            ask_to_read_again(execution.notebook, partial(results_of, board))
        text = notebook_text(execution.notebook)
        write_notebook_text(text, folder / NOTEBOOK_NAME)
        keep_executed(folder, text)
        # As whoever checks the fingerprint will read it.
        executed = parse_notebook(text)
        record = RunRecord(
            id="",
            analysis=request.analysis.name,
            title=request.analysis.title,
            board_name=board.name,
            fictional=board.config.board.fictional,
            edition=request.edition,
            unit=request.unit,
            parameters=_parameter_values(request),
            tables=tables,
            template_fingerprint=request.analysis.fingerprint,
            metrics=request.analysis.definitions,
            executed_fingerprint=fingerprint(executed, findings=False),
            versions=versions_of_software(),
            started_at=started_at,
            seconds=round(time.monotonic() - clock, 2),
            outcome="failed" if execution.failure else "succeeded",
            failure=execution.failure,
            checks=_checks(executed),
            reads=execution.reads,
            code=code_fingerprint(),
            board=board_fingerprint(board),
        )
        return publish(board, folder, request.stem, lambda name: record.model_copy(update={"id": name}))


def _failure(notebook: NotebookNode, error: PapermillExecutionError) -> Failure:
    if error.ename == "UserError":
        message = str(error.evalue)
    elif error.ename == "KeyboardInterrupt":
        message = "実行が中断されました。もう一度実行してください。"
    else:
        message = (
            f"計算が止まりました（{error.ename}: {error.evalue}）。\n"
            "［対処］ノートブックのこのセルを見て、原因が分からなければコンサルタントに相談してください。"
        )
    return Failure(cell=_place(notebook, error.source), message=message)


def _place(notebook: NotebookNode, source: str) -> str:
    """The cell that holds ``source``, named by its number and the heading above it."""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and cell.source == source:
            return _numbered_place(notebook, number)
    return "不明なセル"


def _numbered_place(notebook: NotebookNode, number: int) -> str:
    headings = [
        cell.source.splitlines()[0].lstrip("# ")
        for cell in notebook.cells[:number]
        if cell.cell_type == "markdown" and cell.source.startswith("#")
    ]
    return f"セル{number}（{headings[-1]}）" if headings else f"セル{number}"


def _checks(notebook: NotebookNode) -> list[CheckResult]:
    return [
        CheckResult(name=block.name, title=block.title, passed=bool(block.passed), guidance=block.guidance)
        for block in notebook_blocks(notebook)
        if block.kind == "check"
    ]


def _parameter_values(request: Request) -> list[ParameterValue]:
    return [
        ParameterValue(name=name, label=request.analysis.parameter(name).label, value=value)
        for name, value in request.parameters.items()
    ]
