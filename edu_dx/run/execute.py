"""One run: a template notebook executed by papermill and kept with its record."""

from __future__ import annotations

import datetime as dt
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers

from edu_dx.run import engine
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.canonical import fingerprint
from edu_dx.run.carrying import carry_findings, results_of
from edu_dx.run.executed import keep_executed
from edu_dx.run.folder import publish, unfinished_folder
from edu_dx.run.freshness import table_states
from edu_dx.run.notebook import read_notebook, write_notebook
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

CELL_TIME_LIMIT_SECONDS = 600
RECORDED_PACKAGES = ("edu-dx", "pandas", "numpy", "scipy", "matplotlib", "papermill")


@dataclass(frozen=True)
class Execution:
    """What papermill did: the notebook as far as it got, and why it stopped there."""

    notebook: NotebookNode
    failure: Failure | None


def execute(board: Workspace, request: Request, cell_done: Callable[[], None]) -> RunRecord:
    """Run one analysis and keep the result under ``runs/``.

    Args:
        board: the workspace; its tables are read, its ``runs/`` gets one more folder.
        request: what to run.
        cell_done: called after each cell, including the injected one.

    Returns:
        The record; a notebook that stopped is kept too, with the failing cell named.

    Raises:
        UserError: the result could not be stored. Nothing is left behind then.
    """
    started_at = dt.datetime.now().astimezone().replace(microsecond=0)
    clock = time.monotonic()
    tables = table_states(board, request)
    with unfinished_folder(board) as folder:
        template = read_notebook(request.analysis.path)
        carry_findings(board, request.stem, template)
        execution = execute_notebook(board, request, template, folder, cell_done)
        if not execution.failure:
            ask_to_read_again(execution.notebook, partial(results_of, board))
            write_notebook(execution.notebook, folder / NOTEBOOK_NAME)
        keep_executed(folder, execution.notebook)
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
            executed_fingerprint=fingerprint(execution.notebook, findings=False),
            versions=_versions(),
            started_at=started_at,
            seconds=round(time.monotonic() - clock, 2),
            outcome="failed" if execution.failure else "succeeded",
            failure=execution.failure,
            checks=_checks(execution.notebook),
        )
        return publish(board, folder, request.stem, lambda name: record.model_copy(update={"id": name}))


def execute_notebook(
    board: Workspace, request: Request, notebook: NotebookNode, folder: Path, cell_done: Callable[[], None]
) -> Execution:
    """Execute ``notebook`` with the parameters of ``request`` on the stored tables, in a file in ``folder``."""
    engine.register()
    path = folder / NOTEBOOK_NAME
    write_notebook(notebook, path)
    failure = None
    try:
        papermill.execute_notebook(
            path,
            path,
            parameters=request.parameters,
            engine_name=engine.ENGINE_NAME,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=CELL_TIME_LIMIT_SECONDS,
            folder=str(board.root),
            cell_done=cell_done,
        )
    except PapermillExecutionError as error:
        # The banners that papermill adds are English and move every cell; run.json says the same.
        stopped = remove_error_markers(read_notebook(path))
        write_notebook(stopped, path)
        failure = _failure(stopped, error)
    except CellTimeoutError:
        failure = Failure(
            cell="",
            message=f"1つのセルの計算が{CELL_TIME_LIMIT_SECONDS // 60}分を超えたため止めました。資料の量と条件を確かめてください。",
        )
    except DeadKernelError:
        failure = Failure(
            cell="",
            message="計算の途中でPythonが止まりました。ほかのソフトを閉じてメモリを空け、もう一度実行してください。",
        )
    return Execution(read_notebook(path), failure)


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
    heading = ""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0].lstrip("# ")
        if cell.cell_type == "code" and cell.source == source:
            return f"セル{number}（{heading}）" if heading else f"セル{number}"
    return "不明なセル"


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


@cache
def _versions() -> dict[str, str]:
    packages = {package: version(package) for package in RECORDED_PACKAGES}
    return {"python": platform.python_version(), **packages}
