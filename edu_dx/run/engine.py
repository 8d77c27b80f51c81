"""How papermill runs our notebooks: working folder, readable parameters, progress per cell."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async, run_sync
from nbclient.exceptions import DeadKernelError
from nbclient.util import run_hook
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.models import Parameter
from papermill.translators import PythonTranslator, papermill_translators

from edu_dx.run.kernels.of_runs import kernel_environment
from edu_dx.run.kernels.provisioner import KERNEL_NAME
from edu_dx.run.parameters import declarations

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

    @classmethod
    def inspect(cls, parameters_cell: NotebookNode) -> list[Parameter]:
        """The declarations of a parameters cell; papermill's own reading does not know ``Type | None``."""
        return [
            Parameter(
                name=declared.name,
                inferred_type_name=declared.annotation,
                default=declared.default,
                help=declared.label,
            )
            for declared in declarations(parameters_cell.source)
        ]


class PromptClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client without two waits, each a good part of a short run.

    The stock client listens 0.2 s for messages that belong to nobody, which it would skip anyway, and lets the
    kernel take itself apart before it is thrown away.
    """

    async def async_start_new_kernel_client(self) -> KernelClient:
        """A client of the kernel, as soon as the kernel answers on both channels that a cell needs."""
        await run_hook(self.on_notebook_start, notebook=self.nb)
        kernel: KernelClient = self.km.client()
        self.kc = kernel
        try:
            kernel.start_channels()
            await asyncio.wait_for(_answers(kernel, self.km), self.startup_timeout)
        except TimeoutError as error:
            await self._async_cleanup_kernel()
            raise DeadKernelError("the kernel did not answer in time") from error
        except BaseException:
            await self._async_cleanup_kernel()
            raise
        kernel.allow_stdin = False
        return kernel

    start_new_kernel_client = run_sync(async_start_new_kernel_client)


async def _answers(kernel: KernelClient, manager: KernelManager) -> None:
    while await ensure_async(manager.is_alive()):
        kernel.kernel_info()
        with contextlib.suppress(Empty):
            await ensure_async(kernel.shell_channel.get_msg(timeout=1))
            await ensure_async(kernel.iopub_channel.get_msg(timeout=0.2))
            return
    raise DeadKernelError("the kernel died before it answered")


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

        def report_cell(*args: Any, **kwargs: Any) -> None:
            finish(*args, **kwargs)
            cell_done()

        nb_man.cell_complete = report_cell
        client = PromptClient(
            nb_man,
            kernel_name=KERNEL_NAME,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": folder}},
            # What a kernel logs is not for users.
            extra_arguments=["--log-level=CRITICAL"],
        )
        client.on_notebook_start = lambda notebook: kernel_started(client.km.provisioner.pid, notebook)
        executed: NotebookNode = client.execute(env={**kernel_environment(), **environment})
        return executed


def _tidy(notebook: NotebookNode) -> None:
    """Name the injected cell, to which papermill gives a random id; tell nobody where the notebook came from."""
    for where in ("input_path", "output_path"):
        notebook.metadata.papermill.pop(where, None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = INJECTED_CELL_ID


def register() -> None:
    """Make the engine and the translator known to papermill."""
    papermill_engines.register(ENGINE_NAME, WorkspaceEngine)
    papermill_translators.register("python", ReadablePython)
