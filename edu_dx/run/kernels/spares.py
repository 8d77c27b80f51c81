"""Kernels from a few warm processes in reserve, where forking is not safe."""

from __future__ import annotations

import os
import subprocess
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from edu_dx.run.kernels import spare
from edu_dx.run.kernels.become import PYTHON, Request


class SpareKernels:
    """Warm processes, each of which becomes one kernel and is replaced at once.

    Args:
        environment: what the interpreter and its libraries read when they start.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._taking = threading.Lock()
        self._spares = deque(self._start() for _ in range(os.cpu_count() or 1))

    @property
    def alive(self) -> bool:
        """Whether kernels may be asked for."""
        return bool(self._spares)

    def take(self, request: Request) -> subprocess.Popen[bytes]:
        """A fresh kernel."""
        with self._taking:
            process = self._spares.popleft()
            self._spares.append(self._start())
        if process.poll() is not None:
            return self.take(request)
        assert process.stdin is not None
        process.stdin.write(request.encode())
        process.stdin.close()
        return process

    def retire(self) -> None:
        """End the processes that wait; the kernels go on."""
        for process in self._spares:
            process.kill()
            process.wait()
        self._spares.clear()

    close = retire

    def forget(self) -> None:
        """Let go of processes that another process started."""
        self._spares.clear()

    def _start(self) -> subprocess.Popen[bytes]:
        # Where kernels are forked, nobody waits for this import.
        from jupyter_client.launcher import launch_kernel

        return launch_kernel(
            [*PYTHON, spare.__name__],
            stdin=subprocess.PIPE,
            env=dict(self._environment),
            cwd=Path.cwd().anchor,
        )
