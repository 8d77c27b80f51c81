"""The warm process that is forked for each kernel: ``python -m edu_dx.run.kernels.parent FD``.

It has one thread and never runs a cell. Over the inherited socket ``FD`` its starter sends it one socket for
each kernel that it wants; on that socket the parent reads the request, the child tells its process id, and the
parent tells later how the child ended. The parent lives as long as its starter keeps the socket open.
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from edu_dx.run.kernels import blas
from edu_dx.run.kernels.become import Request, become_kernel, become_unattended
from edu_dx.run.kernels.preload import load_and_hide

if TYPE_CHECKING:  # IPython is loaded with what else kernels need.
    from edu_dx.run.kernels.translations import Translations

READY = b"ready\n"
# Loading must start no thread: a fork would have its locks, but not the thread that frees them.
WITHOUT_THREADS = {blas.THREADS: "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}

UNSAFE = b"unsafe\n"
RETIRE = b"retire"
ANOTHER = b"kernel"
# Of always one length, because what the kernel tells may follow at once.
INTRODUCTION_BYTES = 16
_LONGEST_REQUEST_SECONDS = 10


@dataclass
class Child:
    """A kernel that runs, or that has ended and was not yet asked after.

    Args:
        pid: its process.
        pidfd: becomes readable when the process ends.
        line: the socket to whoever asked for the kernel.
    """

    pid: int
    pidfd: int
    line: socket.socket


@dataclass
class Demand:
    """A kernel that is asked for.

    Args:
        line: the socket to whoever asked for it.
        request: what it shall be.
    """

    line: socket.socket
    request: Request


class Parent:
    """Forks, and looks after what it forked.

    Args:
        control: the socket to the starter.
        translations: prepared for each kernel before it is forked.
    """

    def __init__(self, control: socket.socket, translations: Translations) -> None:
        self._control = control
        self._translations = translations
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._children: list[Child] = []
        self._retired = False

    def serve(self) -> Demand | None:
        """Fork on demand.

        Returns:
            In each child what it was forked for; in the parent None, at its end.
        """
        while self._children or not self._retired:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    demand = self._listen()
                    if demand is not None:
                        return demand
                elif isinstance(key.data, Child):
                    self._look_after(key.data, ended=key.fileobj == key.data.pidfd)
        return None

    def _listen(self) -> Demand | None:
        """What the starter says: one more kernel, or that there will be no more."""
        word, descriptors, _, _ = socket.recv_fds(self._control, 16, 1)
        if word == ANOTHER and descriptors:
            os.set_inheritable(descriptors[0], False)
            return self._answer(socket.socket(fileno=descriptors[0]))
        if word != RETIRE:
            self._end_children()
            # Taking apart what is loaded would keep the starter waiting.
            os._exit(0)
        self._selector.unregister(self._control)
        self._retired = True
        return None

    def _answer(self, line: socket.socket) -> Demand | None:
        """Fork for what is asked on ``line``; who does not say it in time is not waited for."""
        try:
            demand = Demand(line, _read_request(line))
            self._translations.prepare(cell.source for cell in demand.request.cells or [])
            pid = os.fork()
        except (OSError, ValueError):
            line.close()
            return None
        if pid == 0:
            self._let_go()
            return demand
        child = Child(pid, os.pidfd_open(pid), line)
        self._children.append(child)
        self._selector.register(child.pidfd, selectors.EVENT_READ, child)
        return None

    def _let_go(self) -> None:
        """Close in a new child what belongs to the parent."""
        self._selector.close()
        self._control.close()
        for child in self._children:
            os.close(child.pidfd)
            child.line.close()

    def _look_after(self, child: Child, *, ended: bool) -> None:
        """Tell how the child ended; bury it only when that was heard, so that its number is not given away."""
        self._selector.unregister(child.pidfd if ended else child.line)
        if ended:
            with contextlib.suppress(OSError):
                child.line.sendall(b"%d\n" % _exit_code(child.pidfd))
            self._selector.register(child.line, selectors.EVENT_READ, child)
            return
        os.waitpid(child.pid, 0)
        os.close(child.pidfd)
        child.line.close()
        self._children.remove(child)

    def _end_children(self) -> None:
        """The starter is gone: nobody is left who could use or end the kernels."""
        for child in self._children:
            with contextlib.suppress(OSError):
                os.killpg(child.pid, signal.SIGKILL)


def _exit_code(pidfd: int) -> int:
    result = os.waitid(os.P_PIDFD, pidfd, os.WEXITED | os.WNOWAIT)
    assert result is not None
    return result.si_status if result.si_code == os.CLD_EXITED else -result.si_status


def _read_request(line: socket.socket) -> Request:
    line.settimeout(_LONGEST_REQUEST_SECONDS)
    with line.makefile("rb") as request:
        asked = Request.decode(request.readline())
    line.settimeout(None)
    return asked


def _introduce(line: socket.socket) -> None:
    """Be the leader of a new session, and tell so."""
    os.setsid()
    line.sendall(str(os.getpid()).encode("ascii").rjust(INTRODUCTION_BYTES))


def main() -> None:
    """Load, serve, and in a child become a kernel."""
    del sys.path[0]
    control = socket.socket(fileno=int(sys.argv[1]))
    # The kernel looks after this process, and reads at import which one it is.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    gc.disable()
    from edu_dx.run.kernels.translations import Translations
    from edu_dx.run.kernels.unattended import execute_unattended

    translations = Translations()
    preloaded = load_and_hide()
    blas_threads = blas.loaded_setters()
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        control.sendall(UNSAFE)
        return
    control.sendall(READY)
    demand = Parent(control, translations).serve()
    if demand is not None:
        _introduce(demand.line)
        request = _for_child(demand.request)
        threads = blas.threads_for(request.environment)
        for set_threads in blas_threads if threads > 1 else ():
            set_threads(threads)
        if request.cells is None:
            demand.line.close()
            become_kernel(request, preloaded)
        else:
            become_unattended(request, preloaded, partial(execute_unattended, demand.line, translations))


def _for_child(request: Request) -> Request:
    return replace(request, environment={**request.environment, "JPY_PARENT_PID": str(os.getppid())})


if __name__ == "__main__":
    main()
