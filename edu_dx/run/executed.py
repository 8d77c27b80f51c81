"""The executed notebook as it came out of the run, kept packed beside the one that people work in.

Packed, because nobody shall open it in JupyterLab by mistake for the other.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from nbformat import NotebookNode

from edu_dx.run.notebook import parse_notebook

EXECUTED_NAME = "executed.ipynb.gz"
# Of the usual level, for one fifteenth more bytes.
_HALF_THE_TIME = 4


def keep_executed(folder: Path, text: str) -> None:
    """Keep a notebook, as it is written, in the folder of its run."""
    packed = gzip.compress(text.encode("utf-8"), compresslevel=_HALF_THE_TIME, mtime=0)
    (folder / EXECUTED_NAME).write_bytes(packed)


def kept_executed(folder: Path) -> NotebookNode | None:
    """The notebook that was kept; None if it is missing or damaged."""
    try:
        return parse_notebook(gzip.decompress((folder / EXECUTED_NAME).read_bytes()).decode("utf-8"))
    except (OSError, EOFError, ValueError, zlib.error):
        return None
