"""A kernel that nobody talks to: it gets all of its cells at once, and only tells what they show.

It is ipykernel's own kernel without what a conversation needs: no channels, no threads that serve them, no signatures.
What it would send to a client goes, message by message and in the same words, as lines of JSON down one socket.
"""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import logging
import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session, extract_header
from tornado.ioloop import IOLoop
from traitlets.config import Config

if TYPE_CHECKING:
    from edu_dx.run.kernels.become import Cell
    from edu_dx.run.kernels.translations import Translations

# A client hears from the reply that a cell is over.
_UNTOLD = {"status"}
_CHUNK = 1 << 16
# Kernels side by side would wait for each other at the one history database; what a kernel logs is not for users.
_SETTINGS = Config({"HistoryManager": {"enabled": False}})


class Telling(Session):
    """A session that tells its messages to one listener.

    Args:
        line: where the listener is.
    """

    def __init__(self, line: socket.socket, **traits: Any) -> None:
        super().__init__(**traits)
        self._line = line
        # Processes that the notebook forks tell what they print on the same line.
        self._turn = os.memfd_create("edu-dx-turn")
        self._renew_lock()
        os.register_at_fork(after_in_child=self._renew_lock)

    def _renew_lock(self) -> None:
        # A thread that is not forked along may hold the old one.
        self._telling = threading.Lock()

    def msg(
        self,
        msg_type: str,
        content: dict[str, Any] | None = None,
        parent: dict[str, Any] | None = None,
        header: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """A message with no more of a header than is listened to."""
        return {
            "header": header or {"msg_type": msg_type},
            "msg_type": msg_type,
            "parent_header": extract_header(parent) if parent else {},
            "content": content or {},
            "metadata": metadata or {},
        }

    def send(
        self,
        stream: Any,
        msg_or_type: dict[str, Any] | str,
        content: dict[str, Any] | None = None,
        parent: dict[str, Any] | None = None,
        ident: Any = None,
        buffers: list[Any] | None = None,
        track: bool = False,
        header: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Tell a message.

        Raises:
            NotImplementedError: it carries bytes beside its content, as those of widgets do.
        """
        if buffers:
            raise NotImplementedError("an unattended kernel does not tell what widgets send")
        if isinstance(msg_or_type, dict):
            message = msg_or_type
        else:
            message = self.msg(msg_or_type, content, parent, header, metadata)
        if message["msg_type"] not in _UNTOLD:
            self._tell(self.pack(message) + b"\n")
        return message

    def _tell(self, words: bytes) -> None:
        with self._telling, _uninterrupted():
            fcntl.lockf(self._turn, fcntl.LOCK_EX)
            try:
                self._line.sendall(words)
            finally:
                fcntl.lockf(self._turn, fcntl.LOCK_UN)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt comes when this is done: half a message cannot be understood, and what was taken out must arrive."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class AtOnce(IOPubThread):
    """Does at once what the kernel's own would do in a thread: nobody has to be answered meanwhile.

    Args:
        session: what tells the messages.
    """

    def __init__(self, session: Telling) -> None:
        self.session = session
        self.thread: Any = None
        self.io_loop: Any = SimpleNamespace(call_later=_later)

    def schedule(self, f: Callable[[], None]) -> None:
        """Do ``f``."""
        f()


def _later(seconds: float, function: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()


class Printed(OutStream):
    """What is printed, and what is written past Python: by libraries, and by programs that a cell starts."""

    _fid: Any  # The end to read from.

    def __init__(self, *args: Any, **named: Any) -> None:
        self._reading = threading.RLock()
        self._text = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._renew_lock()
        os.register_at_fork(after_in_child=self._renew_lock)
        super().__init__(*args, **named)  # type: ignore[no-untyped-call]

    def _renew_lock(self) -> None:
        # A thread that is not forked along may hold the old one.
        self._flushing = threading.RLock()

    def write(self, string: str) -> int | None:  # type: ignore[override]
        """Print after what was written past Python by now."""
        self._catch_up()
        return super().write(string)

    def flush(self) -> None:
        """Tell all that was printed or written by now."""
        self._catch_up()
        super().flush()  # type: ignore[no-untyped-call]

    def _flush(self) -> None:
        """Tell what was printed: whole, and in the order of printing, though a thread does it, too, after a while."""
        with self._flushing, _uninterrupted():
            super()._flush()  # type: ignore[no-untyped-call]

    def _catch_up(self) -> None:
        # Processes that a cell forks have the same end to read from.
        if os.getpid() == self._master_pid:
            self._read()

    def _watch_pipe_fd(self) -> None:
        """Read in a thread, since who writes waits where nobody reads."""
        while self._unread(None):
            self._read()

    def _read(self) -> None:
        """Print what is unread; what the other thread is about to print is printed, too, when this returns."""
        with self._reading:
            while self._unread(0):
                with _uninterrupted():
                    super().write(self._text.decode(os.read(self._fid, _CHUNK)))

    def _unread(self, seconds: float | None) -> bool:
        return bool(select.select([self._fid], [], [], seconds)[0])


class UnattendedKernel(IPythonKernel):
    """ipykernel's kernel, without subshells."""

    @property
    def _supports_kernel_subshells(self) -> bool:
        return False

    def execute_all(self, cells: Sequence[Cell], translations: Translations) -> None:
        """Execute the cells, up to the first that fails and may not or that asks to quit."""
        translations.give_to(self.shell)
        self._send("kernel_info_reply", self.kernel_info)
        self.io_loop = IOLoop.current()
        self.io_loop.run_sync(lambda: self._execute_all(cells))

    async def _execute_all(self, cells: Sequence[Cell]) -> None:
        for number, cell in enumerate(cells):
            reply = await self._execute(str(number), cell.source)
            quits = any(payload["source"] == "ask_exit" for payload in reply["payload"])
            if quits or (reply["status"] == "error" and not cell.may_fail):
                return

    async def _execute(self, number: str, source: str) -> dict[str, Any]:
        """What a client would be replied, after everything that the cell shows."""
        request = {"header": {"msg_id": number}}
        self.set_parent([], request)  # type: ignore[no-untyped-call]
        self.pre_handler_hook()  # type: ignore[no-untyped-call]
        try:
            reply: dict[str, Any] = await self.do_execute(source, silent=False, cell_meta={})  # type: ignore[no-untyped-call]
        finally:
            self.post_handler_hook()  # type: ignore[no-untyped-call]
        sys.stdout.flush()
        sys.stderr.flush()
        self._send("execute_reply", reply, request)
        return reply

    def _send(self, kind: str, content: dict[str, Any], parent: dict[str, Any] | None = None) -> None:
        assert self.session is not None
        self.session.send(None, kind, content, parent)


class UnattendedApp(IPKernelApp):
    """Sets a kernel up as ipykernel does, but for its channels."""

    kernel_class = UnattendedKernel

    def __init__(self, line: socket.socket, **traits: Any) -> None:
        super().__init__(outstream_class=None, **traits)  # type: ignore[no-untyped-call]
        self._line = line

    def parse_command_line(self, argv: Any = None) -> None:
        """There is none; making the parser takes a quarter of the setting up."""
        self.update_config(_SETTINGS)

    def init_connection_file(self) -> None:
        """Nobody connects."""

    def init_sockets(self) -> None:
        """One line for what is told, instead of sockets."""
        self.session = Telling(self._line, parent=self)
        self.configure_tornado_logger()  # type: ignore[no-untyped-call]
        self.iopub_socket = self.iopub_thread = AtOnce(self.session)

    def init_heartbeat(self) -> None:
        """Whoever listens sees the line closed."""

    def write_connection_file(self, **_: Any) -> None:
        """Nobody connects."""

    def log_connection_info(self) -> None:
        """Nobody connects."""

    def init_io(self) -> None:
        """Whoever listens hears what is printed; nothing of it appears on the terminal of the starter."""
        sys.stdout = Printed(self.session, self.iopub_thread, "stdout", watchfd="force")
        sys.stderr = Printed(self.session, self.iopub_thread, "stderr", watchfd="force")
        super().init_io()  # type: ignore[no-untyped-call]

    def init_kernel(self) -> None:
        """The kernel object, and whom the displayhook asks for the number of a cell."""
        self.kernel = kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            # Asked which thread executes cells that await.
            shell_channel_thread=SimpleNamespace(parent_thread=threading.current_thread()),
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: kernel.execution_count


def execute_unattended(line: socket.socket, translations: Translations, cells: Sequence[Cell]) -> None:
    """Execute the cells, tell down ``line`` what they show, and end as a kernel ends that is not needed any more."""
    app = UnattendedApp.instance(line, log_level=logging.CRITICAL)
    app.initialize()  # type: ignore[no-untyped-call]
    app.poller.start()
    app.kernel.execute_all(cells, translations)
    os.kill(os.getpid(), signal.SIGKILL)
