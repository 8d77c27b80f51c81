"""The kernel provisioner: any Jupyter tool that starts the kernelspec ``edu-dx`` gets a warm kernel."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_core.utils import ensure_dir_exists

from edu_dx.run.kernels.become import LAUNCHER, PYTHON, Request
from edu_dx.run.kernels.supply import SUPPLY

KERNEL_NAME = "edu-dx"

# What a start with more than a command, an environment and a folder asks for is left to a plain start.
_UNDERSTOOD = {"env", "cwd", "kernel_id", "extra_arguments"}
_COMMAND = [*PYTHON, LAUNCHER]
_SOON_SECONDS = 0.5
_GLANCE_SECONDS = 0.005
_LONGEST_OPENING_SECONDS = 10
_LONGEST_SOCKET_NAME = 100


class WarmProvisioner(LocalProvisioner):
    """Takes a warm process where ``LocalProvisioner`` starts a cold one; all else is the same."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose sockets in the user's private folder, where the system has them, instead of ports."""
        manager = self.parent
        if manager and sys.platform == "linux" and manager.transport == "tcp" and not self.ports_cached:
            _use_private_sockets(manager, self.kernel_id)
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Take a warm kernel; a plain one if ``cmd`` is not our kernel's, or if there is no warm one."""
        folder = str(Path(kwargs.get("cwd") or Path.cwd()).resolve())
        request = Request(_without_history(cmd[len(_COMMAND) :]), dict(kwargs.get("env") or {}), folder)
        if not (_is_our_kernel(cmd) and kwargs.keys() <= _UNDERSTOOD and request.may_be_warm):
            return await super().launch_kernel(cmd, **kwargs)
        try:
            process = await asyncio.to_thread(SUPPLY.take, request)
        except OSError as error:
            self.log.warning("no warm kernel: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = cast("subprocess.Popen[bytes]", process)
        self.pid = process.pid
        self.pgid = os.getpgid(process.pid) if hasattr(os, "getpgid") else None
        self.cwd = folder
        await self._sockets_are_open()
        return self.connection_info

    async def _sockets_are_open(self) -> None:
        """Wait for the last of the kernel's sockets: who connects too soon tries again only a tenth of a second later."""
        info = self.connection_info
        if info["transport"] == "ipc":
            await self._until(Path(f"{info['ip']}-{info['hb_port']}").exists, _LONGEST_OPENING_SECONDS)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """The kernel was asked to end: be there when it does, since others look only ten times a second."""
        await super().shutdown_requested(restart)
        await self._end_is_near()

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and be there when it ends."""
        await super().kill(restart)
        await self._end_is_near()

    async def _end_is_near(self) -> None:
        await self._until(lambda: False, _SOON_SECONDS)

    async def _until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait until it happened or the kernel has ended, but no longer than ``seconds``."""
        for _ in range(int(seconds / _GLANCE_SECONDS)):
            if happened() or await self.poll() is not None:
                return
            await asyncio.sleep(_GLANCE_SECONDS)


def _is_our_kernel(cmd: list[str]) -> bool:
    return cmd[: len(_COMMAND)] == _COMMAND


def _without_history(arguments: list[str]) -> list[str]:
    """Kernels side by side would wait for each other at the one history database."""
    decided = any(argument.startswith("--HistoryManager.") for argument in arguments)
    return arguments if decided else [*arguments, "--HistoryManager.enabled=False"]


def _use_private_sockets(manager: Any, kernel_id: str) -> None:
    if not manager.connection_file:
        runtime = Path(jupyter_runtime_dir())
        ensure_dir_exists(runtime, mode=0o700)
        manager.connection_file = str(runtime / f"kernel-{kernel_id}.json")
    name = f"{Path(manager.connection_file).with_suffix('')}-ipc"
    if len(os.fsencode(name)) <= _LONGEST_SOCKET_NAME:
        manager.transport = "ipc"
        manager.ip = name
