"""The kernels of runs: their variables, and loading for them before they are needed."""

from __future__ import annotations

import os

from edu_dx.run.kernels.supply import SUPPLY


def kernel_environment() -> dict[str, str]:
    """The variables of a run's kernel.

    As many runs go on as there are processors, so each calculates in one thread; and then the last digits of a
    number do not depend on how many processors a machine has.
    """
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def warm_up() -> None:
    """Begin to load for the kernels of coming runs, without waiting."""
    SUPPLY.warm_up(kernel_environment())
