"""The kernel provisioner: any Jupyter tool that starts the kernelspec ``edu-dx`` gets a warm kernel."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.paths import jupyter_runtime_dir
from jupyter_core.utils import ensure_dir_exists

from edu_dx.run.kernels.become import LAUNCHER, PYTHON, Request
from edu_dx.run.kernels.supply import SUPPLY

KERNEL_NAME = "edu-dx"

# What a start with more than a command, an environment and a folder asks for is left to a plain start.
_UNDERSTOOD = {"env", "cwd", "kernel_id", "extra_arguments"}
_COMMAND = [*PYTHON, LAUNCHER]
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
        folder = os.path.abspath(kwargs.get("cwd") or os.curdir)
        if not (_is_our_kernel(cmd) and kwargs.keys() <= _UNDERSTOOD and _can_be_entered_warm(folder)):
            return await super().launch_kernel(cmd, **kwargs)
        try:
            process = await asyncio.to_thread(SUPPLY.take, Request(cmd[len(_COMMAND) :], dict(kwargs["env"]), folder))
        except OSError as error:
            self.log.warning("no warm kernel: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        self.pid = process.pid
        self.pgid = os.getpgid(process.pid) if hasattr(os, "getpgid") else None
        self.cwd = folder
        return self.connection_info


def _is_our_kernel(cmd: list[str]) -> bool:
    return cmd[: len(_COMMAND)] == _COMMAND


def _can_be_entered_warm(folder: str) -> bool:
    """Matplotlib reads the working folder's settings when it is imported, which is over in a warm process."""
    return not Path(folder, "matplotlibrc").exists()


def _use_private_sockets(manager: Any, kernel_id: str) -> None:
    if not manager.connection_file:
        runtime = Path(jupyter_runtime_dir())
        ensure_dir_exists(runtime, mode=0o700)
        manager.connection_file = str(runtime / f"kernel-{kernel_id}.json")
    name = os.path.splitext(manager.connection_file)[0] + "-ipc"
    if len(os.fsencode(name)) <= _LONGEST_SOCKET_NAME:
        manager.transport = "ipc"
        manager.ip = name
