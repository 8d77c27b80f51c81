"""OpenBLAS without threads while a parent loads, and with all of them in its kernels."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping
from pathlib import Path

THREADS = "OPENBLAS_NUM_THREADS"

_ALSO_READ = (THREADS, "GOTO_NUM_THREADS", "OMP_NUM_THREADS")
_SETTERS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads")


def loaded_setters() -> list[ctypes._NamedFuncPointer]:
    """The function that sets the number of threads, of every OpenBLAS that this process has loaded."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    paths = {line.split(maxsplit=5)[5] for line in lines if "openblas" in line.rpartition("/")[2]}
    libraries = [ctypes.CDLL(path) for path in sorted(paths)]
    return [getattr(library, name) for library in libraries for name in _SETTERS if hasattr(library, name)]


def threads_for(environment: Mapping[str, str]) -> int:
    """How many threads OpenBLAS would have started with."""
    asked = next((environment[name] for name in _ALSO_READ if name in environment), "")
    return int(asked) if asked.isdigit() else len(os.sched_getaffinity(0))
