"""The executed notebook as it came out of the run, kept packed beside the one that people work in.

Packed, because nobody shall open it in JupyterLab by mistake for the other.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from nbformat import NotebookNode

from edu_dx.run.notebook import notebook_text, parse_notebook

EXECUTED_NAME = "executed.ipynb.gz"


def keep_executed(folder: Path, notebook: NotebookNode) -> None:
    """Keep ``notebook`` in the folder of its run."""
    packed = gzip.compress(notebook_text(notebook).encode("utf-8"), compresslevel=6, mtime=0)
    (folder / EXECUTED_NAME).write_bytes(packed)


def kept_executed(folder: Path) -> NotebookNode | None:
    """The notebook that was kept; None if it is missing or damaged."""
    try:
        return parse_notebook(gzip.decompress((folder / EXECUTED_NAME).read_bytes()).decode("utf-8"))
    except (OSError, EOFError, ValueError, zlib.error):
        return None
