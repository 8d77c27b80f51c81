"""Where warm kernels come from: one source for this process, replaced when what it has loaded is out of date."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import edu_dx
from edu_dx.run.kernels.become import Request
from edu_dx.run.kernels.forked import ForkedKernel, ForkedKernels, UnattendedRun
from edu_dx.run.kernels.preload import LOADED_PARTS
from edu_dx.run.kernels.spares import SpareKernels

Given = TypeVar("Given")

# Beginnings of the variables that an interpreter or a library reads while it starts or is imported, so that a
# process that has loaded them cannot follow a change.
_READ_AT_START = (
    "ARROW", "BLIS", "CONDA", "EDU_DX_WARM", "GOTO", "HOME", "JE_", "KMP", "LANG", "LC_", "LD_", "MALLOC",
    "MIMALLOC", "MKL", "MPL", "NPY", "NUMEXPR", "NUMPY", "OMP", "OPENBLAS", "PANDAS", "PATH", "PYARROW",
    "PYTHON", "SKLEARN", "SYSTEMROOT", "TZ", "USERPROFILE", "VIRTUAL_ENV", "XDG",
)  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """What a warm process rests on; it is out of date when one of these has changed.

    Args:
        interpreter: the Python.
        packages: when something was last installed or removed.
        sources: path, time and size of every source file in the parts of ours that it loads.
        environment: variables that are read at start.
    """

    interpreter: str
    packages: tuple[int, ...]
    sources: frozenset[tuple[str, int, int]]
    environment: frozenset[tuple[str, str]]


def basis_now(environment: Mapping[str, str]) -> Basis:
    """The basis of a process that would be started now."""
    site = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    return Basis(
        interpreter=sys.executable,
        packages=tuple(Path(folder).stat().st_mtime_ns for folder in sorted(site)),
        sources=frozenset(_sources(edu_dx.__path__[0], LOADED_PARTS)),
        environment=frozenset(
            (name, value) for name, value in environment.items() if name.upper().startswith(_READ_AT_START)
        ),
    )


class Supply:
    """Gives warm kernels, by the best way that this machine allows.

    Args:
        forking: whether to fork a parent; else spare processes are kept. Decided by the platform, and changed when
            a parent finds itself with threads.
    """

    def __init__(self, *, forking: bool) -> None:
        self._forking = forking
        self._basis: Basis | None = None
        self._source: ForkedKernels | SpareKernels | None = None
        self._choosing = threading.RLock()

    def warm_up(self, environment: Mapping[str, str]) -> None:
        """Begin to load for kernels of this environment, without waiting."""
        self._source_for(environment)

    def take(self, request: Request) -> ForkedKernel | subprocess.Popen[bytes]:
        """A fresh kernel; ``OSError`` if there is none to be had."""
        return self._asked(request.environment, lambda source: source.take(request))

    def execute(self, request: Request) -> UnattendedRun | None:
        """A fresh kernel that executes the cells of the request; None where kernels are not forked.

        Raises:
            OSError: there is none to be had.
        """
        if not request.may_be_warm:
            return None
        return self._asked(
            request.environment,
            lambda source: source.execute(request) if isinstance(source, ForkedKernels) else None,
        )

    def close(self) -> None:
        """End every process that still waits for work, and every kernel forked from a parent."""
        with self._choosing:
            if self._source is not None:
                self._source.close()
            self._source = None

    def forget(self) -> None:
        """Let go of what another process, of which this one is a fork, has started."""
        self._choosing = threading.RLock()
        if self._source is not None:
            self._source.forget()
        self._source = None

    def _source_for(self, environment: Mapping[str, str]) -> ForkedKernels | SpareKernels:
        basis = basis_now(environment)
        with self._choosing:
            if self._source is not None and (self._basis != basis or not self._source.alive):
                self._source.retire()
                self._source = None
            if self._source is None:
                self._source = (ForkedKernels if self._forking else SpareKernels)(environment)
                self._basis = basis
            return self._source

    def _asked(
        self, environment: Mapping[str, str], ask: Callable[[ForkedKernels | SpareKernels], Given]
    ) -> Given:
        """What a source gives that has loaded; the next one is asked if it cannot."""
        source = self._source_for(environment)
        if isinstance(source, ForkedKernels) and not source.safe:
            source = self._without_forking(source, environment)
        try:
            return ask(source)
        except OSError:
            self._drop(source)
        return ask(self._source_for(environment))

    def _without_forking(
        self, unsafe: ForkedKernels, environment: Mapping[str, str]
    ) -> ForkedKernels | SpareKernels:
        with self._choosing:
            self._forking = False
            self._drop(unsafe)
            return self._source_for(environment)

    def _drop(self, source: ForkedKernels | SpareKernels) -> None:
        with self._choosing:
            source.close()
            if self._source is source:
                self._source = None


def forking_is_possible() -> bool:
    """Whether this system can fork, and lets a process be watched without being its parent.

    macOS can fork, but its own libraries may not be used afterwards.
    """
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def _sources(
    folder: str | os.PathLike[str], parts: Container[str] | None = None
) -> Iterator[tuple[str, int, int]]:
    # Asked before each kernel; by way of ``Path`` it would take three times as long.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if parts is None or entry.name in parts:
                    yield from _sources(entry)
            elif entry.name.endswith(".py"):
                state = entry.stat()
                yield entry.path, state.st_mtime_ns, state.st_size


SUPPLY = Supply(forking=forking_is_possible())
atexit.register(SUPPLY.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=SUPPLY.forget)
