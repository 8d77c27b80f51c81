"""Keeps a run within its limits, and ends it when it is not wanted any more.

Memory is what the kernel and the processes that it started hold in main memory together, as every system tells it;
limits of the operating system's own are not the same on any two of them, and count address space that nobody uses.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil

_LOOK_SECONDS = 0.25
# Finding the processes that a kernel has started means asking after every process of the machine.
_LOOKS_UNTIL_CHILDREN_COUNT = 4
_MEGABYTE = 1 << 20


class RunDroppedError(Exception):
    """The run was ended because nobody wants its result any more."""


@dataclass(frozen=True)
class Limits:
    """What one run may take.

    Args:
        minutes: from the start of its kernel.
        megabytes: main memory of its kernel and what that has started.
    """

    minutes: float = 60
    megabytes: int = 4096

    @classmethod
    def shared_by(cls, runs: int, minutes: float | None = None, megabytes: int | None = None) -> Limits:
        """The given limits or the usual ones; memory is the machine's, less a fifth for others, shared by ``runs``."""
        share = int(psutil.virtual_memory().total * 0.8 / _MEGABYTE / runs)
        return cls(cls.minutes if minutes is None else minutes, share if megabytes is None else megabytes)


class Guard:
    """The limits of one run.

    Args:
        limits: what the run may take.
        is_wanted: asked while the run goes on; once it is not wanted any more, it is dropped.
    """

    def __init__(self, limits: Limits, is_wanted: Callable[[], bool] = lambda: True) -> None:
        self._limits = limits
        self._is_wanted = is_wanted
        self._kernel: psutil.Process | None = None
        self._over = threading.Event()
        self._dropped = False
        self.reason = ""
        """Why the run was stopped, in Japanese; empty unless it went over a limit."""

    @property
    def dropped(self) -> bool:
        """Whether the run is not wanted any more."""
        return self._dropped

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Hold whatever kernel is started meanwhile to the limits."""
        watch = threading.Thread(target=self._watch, name="edu-dx-guard", daemon=True)
        watch.start()
        try:
            yield
        finally:
            self._over.set()
            watch.join()

    def kernel_started(self, pid: int) -> None:
        """Tell which process computes."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self._kernel = psutil.Process(pid)
        if self._dropped:
            self._kill()

    def drop(self) -> None:
        """End the run; nothing of it is kept."""
        self._dropped = True
        self._kill()

    def _watch(self) -> None:
        last_moment = time.monotonic() + self._limits.minutes * 60
        look = 0
        while not self._over.wait(_LOOK_SECONDS):
            look += 1
            if not self._is_wanted():
                return self.drop()
            if time.monotonic() > last_moment:
                return self._stop(
                    f"計算が制限時間（{self._limits.minutes:g}分）を超えたため、この実行だけを止めました。"
                    "資料の量と条件を確かめるか、--time-limit で制限時間を延ばしてください。"
                )
            if (
                self._megabytes(with_children=look % _LOOKS_UNTIL_CHILDREN_COUNT == 0)
                > self._limits.megabytes
            ):
                return self._stop(
                    f"使うメモリが上限（{self._limits.megabytes:,}MB）を超えたため、この実行だけを止めました。"
                    "資料の量を確かめるか、--memory-limit で上限を上げてください。"
                )
        return None

    def _megabytes(self, *, with_children: bool) -> float:
        if self._kernel is None:
            return 0.0
        total = 0
        with contextlib.suppress(psutil.NoSuchProcess):
            children = self._kernel.children(recursive=True) if with_children else []
            for process in (self._kernel, *children):
                total += process.memory_info().rss
        return total / _MEGABYTE

    def _stop(self, reason: str) -> None:
        self.reason = reason
        self._kill()

    def _kill(self) -> None:
        kernel = self._kernel
        if kernel is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in (*kernel.children(recursive=True), kernel):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
