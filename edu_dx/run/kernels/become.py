"""The step from a warm process to a kernel that knows nothing of others."""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from edu_dx.run.kernels.preload import Preloaded

LAUNCHER = "ipykernel_launcher"
PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class Cell:
    """A code cell.

    Args:
        source: its code.
        may_fail: whether the cells after it are executed even if it fails.
    """

    source: str
    may_fail: bool


@dataclass(frozen=True)
class Request:
    """The kernel that is asked for.

    Args:
        arguments: command line after the launcher's name.
        environment: every variable that the kernel shall have.
        folder: its working folder.
        cells: all that it shall execute; None for a kernel that one talks to.
    """

    arguments: list[str]
    environment: dict[str, str]
    folder: str
    cells: list[Cell] | None = None

    @property
    def may_be_warm(self) -> bool:
        """Whether a warm process can serve it: matplotlib has read its folder's settings when it is imported."""
        return not Path(self.folder, "matplotlibrc").exists()

    def encode(self) -> bytes:
        """The request as one line."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> Request:
        """The request that ``encode`` made a line of."""
        said = json.loads(line)
        cells = None if said["cells"] is None else [Cell(**cell) for cell in said["cells"]]
        return cls(**{**said, "cells": cells})


def become_kernel(request: Request, preloaded: Preloaded) -> None:
    """Be the kernel that one talks to, until it ends."""
    _settle_in(request, preloaded)
    sys.argv = [LAUNCHER, *request.arguments]
    # As `python -m` does; the launcher takes it away again.
    sys.path.insert(0, request.folder)
    runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)


def become_unattended(request: Request, preloaded: Preloaded, execute: Callable[[list[Cell]], None]) -> None:
    """Settle in as a kernel does, and let ``execute`` execute the request's cells."""
    _settle_in(request, preloaded)
    launcher = find_spec(LAUNCHER)
    assert launcher is not None and launcher.origin is not None
    sys.argv = [launcher.origin, *request.arguments]
    execute(request.cells or [])


def _settle_in(request: Request, preloaded: Preloaded) -> None:
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update({**preloaded.environment, **request.environment})
    if hasattr(time, "tzset"):
        time.tzset()
    preloaded.renew()
