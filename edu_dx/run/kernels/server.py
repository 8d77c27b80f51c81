"""What JupyterLab's server does when it starts: it begins to load, so that the first kernel is warm."""

from __future__ import annotations

import os
from typing import Any

from edu_dx.run.kernels.supply import SUPPLY


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    SUPPLY.warm_up(os.environ)
