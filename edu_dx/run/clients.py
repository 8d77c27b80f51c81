"""The two ways to have a notebook's cells executed: by a kernel that nobody talks to, and by one that one talks to.

Both are papermill's client of a kernel, so that a notebook comes out the same: what a message of the kernel does to the
notebook, and what an error is, is left to nbclient.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from queue import Empty
from typing import Any

from jupyter_client.client import KernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.session import orjson_unpacker
from jupyter_core.utils import ensure_async, run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import run_hook
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient

from edu_dx.run.kernels.become import Cell, Request
from edu_dx.run.kernels.supply import SUPPLY

_LAST_WORDS_SECONDS = 5
_NEVER = float("inf")


class UnattendedClient(PapermillNotebookClient):  # type: ignore[misc]
    """Hands all cells over at once and listens to what they show.

    A cell that takes too long is interrupted, so that it can say where it was.
    """

    def execute_unattended(
        self, environment: dict[str, str], kernel_started: Callable[[int], None]
    ) -> NotebookNode | None:
        """Execute the notebook; None, with nothing done, where there is no such kernel.

        Args:
            environment: all variables of the kernel.
            kernel_started: told the kernel's process.

        Raises:
            DeadKernelError: the kernel died.
            CellTimeoutError: a cell took longer than ``timeout``.
        """
        cells = [Cell(cell.source, self._may_fail(cell)) for cell in self.nb.cells if self._is_executed(cell)]
        folder = self.resources["metadata"]["path"]
        run = SUPPLY.execute(Request(self.extra_arguments, environment, folder, cells))
        if run is None:
            return None
        self.reset_execution_trackers()
        self.record_timing = False  # As papermill does by itself.
        self._run = run
        try:
            kernel_started(run.pid)
            self.nb.metadata["language_info"] = self._introduction()["language_info"]
            self.papermill_execute_cells()
        finally:
            run.close()
        self.set_widgets_metadata()
        executed: NotebookNode = self.nb
        return executed

    def execute_cell(self, cell: NotebookNode, index: int) -> NotebookNode:
        """Listen to what a cell shows.

        Raises:
            CellExecutionError: it failed and may not.
        """
        if not self._is_executed(cell):
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        number = str(self.code_cells_executed)
        self.code_cells_executed += 1
        try:
            reply = self._listen(cell, index, number, self.timeout or _NEVER)
        except TimeoutError as error:
            self._run.interrupt()
            with contextlib.suppress(TimeoutError, DeadKernelError):
                self._listen(cell, index, number, _LAST_WORDS_SECONDS)
            reason = "Cell execution timed out"
            raise CellTimeoutError.error_from_timeout_and_cell(reason, self.timeout, cell) from error
        cell.execution_count = reply["execution_count"]
        if reply["status"] == "error" and not self._may_fail(cell):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _introduction(self) -> dict[str, Any]:
        """What the kernel tells of itself as soon as it is there."""
        try:
            content: dict[str, Any] = self._hear(self.startup_timeout)["content"]
        except TimeoutError as error:
            raise DeadKernelError("the kernel did not start in time") from error
        return content

    def _listen(self, cell: NotebookNode, index: int, number: str, seconds: float) -> dict[str, Any]:
        """Put into the cell what it shows, until its reply; ``TimeoutError`` if that does not come in time."""
        end = time.monotonic() + seconds
        while True:
            message = self._hear(end - time.monotonic())
            if message["parent_header"].get("msg_id") != number:
                continue  # Of an earlier cell, which is over.
            if message["msg_type"] == "execute_reply":
                reply: dict[str, Any] = message["content"]
                return reply
            self.process_message(message, cell, index)

    def _is_executed(self, cell: NotebookNode) -> bool:
        return bool(
            cell.cell_type == "code"
            and cell.source.strip()
            and self.skip_cells_with_tag not in cell.metadata.get("tags", [])
        )

    def _may_fail(self, cell: NotebookNode) -> bool:
        return bool(self.allow_errors or "raises-exception" in cell.metadata.get("tags", []))

    def _hear(self, seconds: float) -> dict[str, Any]:
        words = self._run.next_message(seconds)
        if words is None:
            raise DeadKernelError("Kernel died")
        try:
            message: dict[str, Any] = orjson_unpacker(words)
        except ValueError as error:
            raise DeadKernelError("Kernel died in the middle of a message") from error
        return message


class PromptClient(PapermillNotebookClient):  # type: ignore[misc]
    """Talks to a kernel, without two waits that are each a good part of a short run.

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
