"""What the numbers of a run rest on beside its tables: the code, the board's particulars, the software."""

from __future__ import annotations

import hashlib
import platform
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from edu_dx.workspace import Workspace

RECORDED_PACKAGES = ("edu-dx", "pandas", "numpy", "scipy", "matplotlib", "papermill")
# What notebooks read and show with. Their definitions have fingerprints of their own; how runs are made and told of
# changes no number.
SHOWING = ("present", "tables", "workspace")
EVERYTHING = ("",)


def code_fingerprint(parts: tuple[str, ...] = SHOWING) -> str:
    """A hash of the code and the data files in some parts of this package."""
    package = Path(str(files("edu_dx")))
    paths = [path for part in parts for path in sorted((package / part).rglob("*.*"))]
    states = ((path, path.stat()) for path in paths if path.suffix in (".py", ".csv"))
    return _hashed(package, tuple((path, state.st_mtime_ns, state.st_size) for path, state in states))


@lru_cache(maxsize=2)
def _hashed(package: Path, sources: tuple[tuple[Path, int, int], ...]) -> str:
    digest = hashlib.sha256()
    for path, _, _ in sources:
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        # A checkout on Windows may have other line ends.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"sha256:{digest.hexdigest()}"


def board_fingerprint(board: Workspace) -> str:
    """A hash of the board's particulars in ``edu-dx.toml``; the people who work there change no number."""
    particulars = board.config.board.model_dump_json()
    return f"sha256:{hashlib.sha256(particulars.encode()).hexdigest()}"


@cache
def versions_of_software() -> dict[str, str]:
    """The versions of Python and of the packages that make the numbers."""
    packages = {package: version(package) for package in RECORDED_PACKAGES}
    return {"python": platform.python_version(), **packages}
