"""How papermill runs our notebooks: working folder, readable parameters, progress per cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import papermill
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.execute import raise_for_execution_errors
from papermill.parameterize import parameterize_notebook
from papermill.translators import PythonTranslator, papermill_translators

from edu_dx.run.clients import PromptClient, UnattendedClient
from edu_dx.run.kernels.of_runs import kernel_environment
from edu_dx.run.kernels.provisioner import KERNEL_NAME

ENGINE_NAME = "edu-dx"
INJECTED_CELL_ID = "injected-parameters"


class ReadablePython(PythonTranslator):  # type: ignore[misc]
    """Writes the injected parameters with Japanese as it is, instead of as escapes."""

    @classmethod
    def translate_str(cls, val: str) -> str:
        """A Python string literal."""
        return repr(val)

    @classmethod
    def codify(cls, parameters: dict[str, Any], comment: str = "") -> str:
        """The source of the injected cell."""
        lines = (f"{name} = {cls.translate(value)}" for name, value in parameters.items())
        return "\n".join(("# この実行で使った値", *lines))


class WorkspaceEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, told where to run and whom to tell about each finished cell.

    The working folder goes to the kernel alone: papermill's ``cwd`` would move the whole process and with it
    the runs beside this one.
    """

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        folder: str,
        cell_done: Callable[[], None],
        environment: Mapping[str, str],
        kernel_started: Callable[[int, NotebookNode], None],
        execution_timeout: int | None = None,
        start_timeout: int = 60,
        **_: Any,
    ) -> NotebookNode:
        """Execute the cells in ``folder``, in a kernel with ``environment`` beside our own."""
        _tidy(nb_man.nb)
        finish = nb_man.cell_complete

        def report_cell(cell: NotebookNode, *args: Any, **kwargs: Any) -> None:
            notes = cell.metadata.papermill
            # papermill would read its own time as one that might be in any of the world's formats.
            started, notes["start_time"] = notes["start_time"], None
            finish(cell, *args, **kwargs)
            if started:
                notes["start_time"] = started
                notes["duration"] = _seconds(started, notes["end_time"])
            cell_done()

        nb_man.cell_complete = report_cell
        settings: dict[str, Any] = {
            "kernel_name": KERNEL_NAME,
            "timeout": execution_timeout,
            "startup_timeout": start_timeout,
            "shutdown_kernel": "immediate",
            "resources": {"metadata": {"path": folder}},
            # What a kernel logs is not for users.
            "extra_arguments": ["--log-level=CRITICAL"],
        }
        return _executed(nb_man, settings, {**kernel_environment(), **environment}, kernel_started)


def _executed(
    nb_man: NotebookExecutionManager,
    settings: dict[str, Any],
    variables: dict[str, str],
    kernel_started: Callable[[int, NotebookNode], None],
) -> NotebookNode:
    unattended = UnattendedClient(nb_man, **settings)
    executed = unattended.execute_unattended(variables, lambda pid: kernel_started(pid, nb_man.nb))
    if executed is not None:
        return executed
    prompt = PromptClient(nb_man, **settings)
    prompt.on_notebook_start = lambda notebook: kernel_started(prompt.km.provisioner.pid, notebook)
    talked: NotebookNode = prompt.execute(env=variables)
    return talked


def _seconds(start: str, end: str) -> float:
    return (dt.datetime.fromisoformat(end) - dt.datetime.fromisoformat(start)).total_seconds()


def _tidy(notebook: NotebookNode) -> None:
    """Name the injected cell, to which papermill gives a random id."""
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = INJECTED_CELL_ID


def execute_by_papermill(notebook: NotebookNode, parameters: Mapping[str, Any], **settings: Any) -> None:
    """Execute a notebook with papermill and our engine.

    By the steps of ``papermill.execute_notebook``, which reads and writes files: it would make text of the notebook
    three times, to read it back and to write it nowhere. That is a fourth of what this process has to do for a run.

    Args:
        notebook: the template.
        parameters: what is injected.
        settings: what ``WorkspaceEngine`` takes.

    Raises:
        PapermillExecutionError: a cell failed.
        DeadKernelError, CellTimeoutError: as the clients do.
    """
    papermill_engines.register(ENGINE_NAME, WorkspaceEngine)
    papermill_translators.register("python", ReadablePython)
    _note_places(notebook)
    prepared = parameterize_notebook(notebook, dict(parameters), engine_name=ENGINE_NAME)
    executed = papermill_engines.execute_notebook_with_engine(
        ENGINE_NAME, prepared, KERNEL_NAME, progress_bar=False, **settings
    )
    raise_for_execution_errors(executed, None)


def _note_places(notebook: NotebookNode) -> None:
    """Make room for what papermill notes in a notebook."""
    notes = ("default_parameters", "environment_variables", "parameters")
    notebook.metadata["papermill"] = {**{name: {} for name in notes}, "version": papermill.__version__}
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", {})
