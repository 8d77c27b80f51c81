"""The warm process that is forked for each kernel: ``python -m edu_dx.run.kernels.parent FD``.

It has one thread and never runs a cell. Over the inherited socket ``FD`` its starter sends it one socket for
each kernel that it wants; on that socket the child reads its request and tells its process id, and the parent
tells later how the child ended. The parent lives as long as its starter keeps the socket open.
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

from edu_dx.run.kernels import blas
from edu_dx.run.kernels.become import Request, become_kernel, become_unattended
from edu_dx.run.kernels.preload import load_and_hide

READY = b"ready\n"
# Loading must start no thread: a fork would have its locks, but not the thread that frees them.
WITHOUT_THREADS = {blas.THREADS: "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}

UNSAFE = b"unsafe\n"
RETIRE = b"retire"
ANOTHER = b"kernel"


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


class Parent:
    """Forks, and looks after what it forked.

    Args:
        control: the socket to the starter.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._children: list[Child] = []
        self._retired = False

    def serve(self) -> socket.socket | None:
        """Fork on demand.

        Returns:
            In each child the socket to read the request from; in the parent None, at its end.
        """
        while self._children or not self._retired:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    line = self._listen()
                    if line is not None:
                        return line
                elif isinstance(key.data, Child):
                    self._look_after(key.data, ended=key.fileobj == key.data.pidfd)
        return None

    def _listen(self) -> socket.socket | None:
        """What the starter says: one more kernel, or that there will be no more."""
        word, descriptors, _, _ = socket.recv_fds(self._control, 16, 1)
        if word == ANOTHER and descriptors:
            os.set_inheritable(descriptors[0], False)
            return self._fork(socket.socket(fileno=descriptors[0]))
        if word != RETIRE:
            self._end_children()
            # Taking apart what is loaded would keep the starter waiting.
            os._exit(0)
        self._selector.unregister(self._control)
        self._retired = True
        return None

    def _fork(self, line: socket.socket) -> socket.socket | None:
        try:
            pid = os.fork()
        except OSError:
            line.close()
            return None
        if pid == 0:
            self._let_go()
            return line
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
    """Be the leader of a new session, tell so, and read what to become."""
    os.setsid()
    with line.makefile("rb") as request:
        line.sendall(b"%d\n" % os.getpid())
        asked = Request.decode(request.readline())
    return replace(asked, environment={**asked.environment, "JPY_PARENT_PID": str(os.getppid())})


def main() -> None:
    """Load, serve, and in a child become a kernel."""
    del sys.path[0]
    control = socket.socket(fileno=int(sys.argv[1]))
    # The kernel looks after this process, and reads at import which one it is.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    gc.disable()
    from edu_dx.run.kernels.unattended import execute_unattended

    preloaded = load_and_hide()
    blas_threads = blas.loaded_setters()
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        control.sendall(UNSAFE)
        return
    control.sendall(READY)
    line = Parent(control).serve()
    if line is not None:
        request = _read_request(line)
        threads = blas.threads_for(request.environment)
        for set_threads in blas_threads if threads > 1 else ():
            set_threads(threads)
        if request.cells is None:
            line.close()
            become_kernel(request, preloaded)
        else:
            become_unattended(request, preloaded, partial(execute_unattended, line))


if __name__ == "__main__":
    main()
