"""The step from a warm process to a kernel that knows nothing of others."""

from __future__ import annotations

import json
import os
import runpy
import sys
import time
from dataclasses import asdict, dataclass

from edu_dx.run.kernels.preload import Preloaded

LAUNCHER = "ipykernel_launcher"
PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class Request:
    """The kernel that is asked for.

    Args:
        arguments: command line after the launcher's name.
        environment: every variable that the kernel shall have.
        folder: its working folder.
    """

    arguments: list[str]
    environment: dict[str, str]
    folder: str

    def encode(self) -> bytes:
        """The request as one line."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> Request:
        """The request that ``encode`` made a line of."""
        return cls(**json.loads(line))


def become_kernel(request: Request, preloaded: Preloaded) -> None:
    """Be the kernel until it ends."""
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update({**preloaded.environment, **request.environment})
    if hasattr(time, "tzset"):
        time.tzset()
    preloaded.renew()
    sys.argv = [LAUNCHER, *request.arguments]
    # As `python -m` does; the launcher takes it away again.
    sys.path.insert(0, request.folder)
    runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)
