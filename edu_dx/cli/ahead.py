"""What is begun before the command itself is loaded, which takes a third of a second: loading for the kernels of runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

# As the workspace calls them, which is not loaded yet.
CONFIG_NAME, RUNS_NAME = "edu-dx.toml", "runs"


def begin_ahead(arguments: Sequence[str], folder: Path) -> None:
    """Begin to load for kernels if the command will surely need some.

    Args:
        arguments: what is written behind ``edu-dx``.
        folder: where it is written.
    """
    if _orders_new_runs(arguments, folder):
        from edu_dx.run.kernels.of_runs import warm_up

        warm_up()


def _orders_new_runs(arguments: Sequence[str], folder: Path) -> bool:
    """Whether runs of this computer are ordered that are not there yet, as far as it can be told at a glance."""
    command, analysis = (*arguments, "", "")[:2]
    on_a_cluster = any(argument.startswith("--scheduler") for argument in arguments)
    if command != "run" or not analysis or analysis.startswith("-") or on_a_cluster:
        return False
    boards = (place for place in (folder, *folder.parents) if (place / CONFIG_NAME).is_file())
    board = next(boards, None)
    return board is not None and (
        "--force" in arguments or next((board / RUNS_NAME).glob(f"{analysis}-*"), None) is None
    )
