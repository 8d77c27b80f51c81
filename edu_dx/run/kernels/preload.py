"""What a warm process has loaded before it becomes a kernel."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edu_dx.run.kernels.hidden import Group, HiddenModules

if TYPE_CHECKING:  # Loaded here it would be one of the modules that are not hidden.
    from multiprocessing.process import BaseProcess

# What a plain kernel has loaded, too, when its first cell runs.
KERNEL = (
    "runpy",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "encodings.idna",
    "faulthandler",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)
# In the order in which they come back to a notebook: what most notebooks import goes first.
LIBRARIES = (
    "stack_data.core",
    "IPython.core.pylabtools",
    "encodings.utf_16_be",
    "multiprocessing",
    "numpy",
    "pandas",
    "pandas.core.reshape.reshape",
    "matplotlib",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    # What an image in a chart, the faces of a chart, and reading a table import when they are first used.
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "importlib.resources.readers",
    "noto_cjk_sans_jp_regular",
    "noto_cjk_sans_jp_bold",
    "encodings.utf_8_sig",
    "scipy",
    "scipy.special",
    "pyarrow.parquet",
    "pyarrow.dataset",
    "pyarrow.acero",
    "pandas.core.arrays.arrow.extension_types",
    "pandas.core.arrays.arrow._arrow_utils",
    "seaborn",
    "sklearn.ensemble",
    "sklearn.model_selection",
)
# As the kernel sets it before the first cell; and the debugger need not tell that it is loaded.
_WHILE_LOADING = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
OURS = ("metrics", "tables", "workspace", "present", "run/parameters.py")
# The parts of our package that any of this is in, and the kernels themselves.
LOADED_PARTS = frozenset(place.partition("/")[0] for place in OURS) | {"run"}


@dataclass(frozen=True)
class Preloaded:
    """What a kernel needs of the modules that are hidden from it.

    Args:
        environment: variables that the imports set.
        reseed: gives numpy's old global generator a state of its own.
        process: multiprocessing's picture of this process.
    """

    environment: dict[str, str]
    reseed: Callable[[], None]
    process: BaseProcess

    def renew(self) -> None:
        """Make anew what was drawn at random when it was loaded; two kernels must not have it in common."""
        self.reseed()
        self.process.authkey = os.urandom(32)


def load_and_hide() -> Preloaded:
    """Load all that notebooks may ask for, and hide what a plain kernel would not have loaded."""
    # Hardly anything of what is loaded is garbage; looking for it takes a fifth of the time.
    gc.disable()
    os.environ.update(_WHILE_LOADING)
    before = dict(os.environ)
    for name in KERNEL:
        importlib.import_module(name)
    ours = _loaded_of_ours()
    libraries = [_loaded_by(name) for name in LIBRARIES]
    groups = [*libraries, ours, *(_loaded_by(name) for name in _our_modules())]
    loaded = dict(sys.modules)
    HiddenModules(groups).hide()
    # Objects that the collector leaves alone stay on pages that all kernels share.
    gc.freeze()
    gc.enable()
    added = {name: value for name, value in os.environ.items() if before.get(name) != value}
    return Preloaded(
        environment=added,
        reseed=loaded["numpy.random"].seed,
        process=loaded["multiprocessing.process"].current_process(),
    )


def _loaded_of_ours() -> Group:
    return {name: module for name, module in sys.modules.items() if name.split(".")[0] == "edu_dx"}


def _loaded_by(name: str) -> Group:
    """What one import loads; nothing where the package is not installed."""
    before = set(sys.modules)
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.split(".")[0]:
            raise
    return {name: module for name, module in list(sys.modules.items()) if name not in before}


def _our_modules() -> Iterator[str]:
    package = Path(importlib.import_module("edu_dx").__path__[0])
    for place in OURS:
        files = sorted((package / place).rglob("*.py")) if not place.endswith(".py") else [package / place]
        for file in files:
            parts = file.relative_to(package).with_suffix("").parts
            yield ".".join(("edu_dx", *(part for part in parts if part != "__init__")))
