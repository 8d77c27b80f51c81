"""Kernels forked from a warm parent: the starter's side."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping

from edu_dx.run.kernels import parent as warm
from edu_dx.run.kernels.become import PYTHON, Request

_LONGEST_FORK_SECONDS = 30
_LONGEST_END_SECONDS = 5
_CHUNK = 1 << 18


class ForkedKernel:
    """A kernel process, used like ``subprocess.Popen`` though it is another process's child.

    Args:
        pid: the process, leader of its own group.
        line: where the parent tells how it ended.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._line = line

    def poll(self) -> int | None:
        """The exit code, or None while the process runs."""
        if self.returncode is None:
            self._line.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                self._hear(self._line.recv(16))
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; ``subprocess.TimeoutExpired`` if it does not come in time."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            try:
                self._hear(self._line.recv(16))
            except TimeoutError as error:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from error
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)

    def _hear(self, word: bytes) -> None:
        if not word:  # The parent died and cannot tell; what it leaves behind must not live on.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self.returncode = int(word or -signal.SIGKILL)
        self._line.close()


class UnattendedRun:
    """The execution of some cells in a kernel of their own.

    Args:
        pid: the kernel's process, leader of its own group.
        line: where the kernel tells what the cells show, and the parent at last how the kernel ended.
    """

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self._line = line
        self._heard = bytearray()

    def next_message(self, seconds: float) -> bytes | None:
        """The next message; None if the kernel has ended.

        Raises:
            TimeoutError: there is none within ``seconds``.
        """
        end = time.monotonic() + seconds
        searched = 0
        while (length := self._heard.find(b"\n", searched)) < 0:
            searched = len(self._heard)
            left = end - time.monotonic()
            self._line.settimeout(None if left == float("inf") else max(left, 0.001))
            try:
                more = self._line.recv(_CHUNK)
            except ConnectionResetError:
                return None
            if not more:
                return None
            self._heard += more
        message = bytes(self._heard[:length])
        del self._heard[: length + 1]
        # The parent tells a number.
        return message if message.startswith(b"{") else None

    def interrupt(self) -> None:
        """Interrupt the cell."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)

    def close(self) -> None:
        """End the kernel and what it has started; its parent buries it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._line.close()


class ForkedKernels:
    """A warm parent and the way to ask it for kernels.

    Args:
        environment: what the interpreter and its libraries read when they start.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._parent = subprocess.Popen(
                [*PYTHON, warm.__name__, str(theirs.fileno())],
                env={**environment, **warm.WITHOUT_THREADS},
                cwd=os.sep,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Ctrl-C is for the starter, which ends what it started.
                start_new_session=True,
            )
        self._word = b""
        self._asking = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether kernels may be asked for."""
        return self._parent.poll() is None

    @property
    def safe(self) -> bool:
        """Whether the parent may be forked; waits until it has loaded everything."""
        with self._asking:
            self._word = self._word or self._control.recv(16)
        return self._word == warm.READY

    def take(self, request: Request) -> ForkedKernel:
        """A fresh kernel; ``OSError`` if the parent cannot give one."""
        return ForkedKernel(*self._fork(request))

    def execute(self, request: Request) -> UnattendedRun:
        """A fresh kernel that executes the cells of the request; ``OSError`` if the parent cannot give one."""
        return UnattendedRun(*self._fork(request))

    def _fork(self, request: Request) -> tuple[int, socket.socket]:
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [warm.ANOTHER], [theirs.fileno()])
        ours.settimeout(_LONGEST_FORK_SECONDS)
        ours.sendall(request.encode())
        pid = ours.recv(warm.INTRODUCTION_BYTES)
        if not pid:
            raise ChildProcessError("the warm parent gave no kernel")
        return int(pid), ours

    def retire(self) -> None:
        """Let the parent end when the last of its kernels has."""
        with contextlib.suppress(OSError):
            self._control.send(warm.RETIRE)
        self._control.close()
        threading.Thread(target=self._parent.wait, daemon=True).start()

    def close(self) -> None:
        """End the parent and its kernels."""
        self._control.close()
        if not self._word:  # It is still loading, and has no kernels.
            self._parent.kill()
        try:
            self._parent.wait(_LONGEST_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._parent.kill()
            self._parent.wait()

    def forget(self) -> None:
        """Let go of a parent that another process started."""
        self._control.close()
