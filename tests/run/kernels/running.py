"""Kernels of the kernelspec ``edu-dx`` and unattended ones, and cells run in them."""

import ast
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import NotebookExecutionManager

from edu_dx.run.clients import UnattendedClient
from edu_dx.run.kernels.provisioner import KERNEL_NAME


class Running:
    """A running kernel.

    Args:
        manager: how it is started and ended.
        client: how cells are sent to it.
    """

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    @property
    def pid(self) -> int:
        assert self.manager.provisioner is not None
        pid: int = self.manager.provisioner.pid  # type: ignore[attr-defined]
        return pid

    def run(self, source: str) -> list[dict[str, Any]]:
        """The outputs of one cell."""
        shown: list[dict[str, Any]] = []
        self.client.execute_interactive(
            source, timeout=60, allow_stdin=False, output_hook=lambda message: shown.append(message)
        )
        kinds = ("stream", "execute_result", "display_data", "error")
        return [message["content"] for message in shown if message["msg_type"] in kinds]

    def value(self, expression: str) -> Any:
        """The value of a Python expression, which must be a literal once it is printed."""
        shown = self.run(f"print(repr({expression}))")
        return ast.literal_eval("".join(output["text"] for output in shown))


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Running]:
    """A fresh kernel that works in ``folder``."""
    manager, client = start_new_kernel(
        kernel_name=KERNEL_NAME, cwd=str(folder), env={**os.environ, **environment}
    )
    try:
        yield Running(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def soon(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def parent_of(kernel: int) -> int:
    return psutil.Process(kernel).ppid()


def as_papermill_begins(notebook: NotebookNode) -> NotebookExecutionManager:
    """What papermill gives to an engine."""
    notebook.metadata["papermill"] = {}
    manager = NotebookExecutionManager(notebook, progress_bar=False)
    manager.notebook_start()
    return manager


def code(source: str, *tags: str) -> NotebookNode:
    cell: NotebookNode = new_code_cell(source, metadata={"tags": list(tags)})  # type: ignore[no-untyped-call]
    return cell


class Listening:
    """A notebook of some cells, its client, and the kernel's process once there is one."""

    def __init__(self, folder: Path, *cells: NotebookNode | str, seconds: int | None = None) -> None:
        made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
        self.notebook = new_notebook(cells=made)  # type: ignore[no-untyped-call]
        self.client = UnattendedClient(
            as_papermill_begins(self.notebook), timeout=seconds, resources={"metadata": {"path": str(folder)}}
        )
        self.pid = 0

    def execute(self) -> NotebookNode | None:
        return self.client.execute_unattended(dict(os.environ), lambda pid: setattr(self, "pid", pid))

    def shown(self, cell: int) -> list[Any]:
        return [
            output.get("text") or output.get("ename") or output["data"]["text/plain"]
            for output in self.notebook.cells[cell].outputs
        ]
