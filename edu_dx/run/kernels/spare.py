"""A warm process that becomes one kernel: ``python -m edu_dx.run.kernels.spare``, the request on stdin."""

from __future__ import annotations

import os
import sys

from edu_dx.run.kernels.become import Request, become_kernel
from edu_dx.run.kernels.preload import load_and_hide

# How the kernel hears from its starter; made anew for each process.
_TO_THE_STARTER = ("JPY_PARENT_PID", "JPY_INTERRUPT_EVENT", "IPY_INTERRUPT_EVENT")


def main() -> None:
    """Load, wait for the request, become the kernel; without a request, end."""
    del sys.path[0]
    own = {name: os.environ[name] for name in _TO_THE_STARTER if name in os.environ}
    preloaded = load_and_hide()
    line = sys.stdin.buffer.readline()
    if line:
        request = Request.decode(line)
        become_kernel(Request(request.arguments, {**request.environment, **own}, request.folder), preloaded)


if __name__ == "__main__":
    main()
