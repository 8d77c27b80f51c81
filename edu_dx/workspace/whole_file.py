"""Files that are there in whole or not at all, whoever reads or writes them meanwhile."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to write that takes the place of ``path`` at the end of the block; if the block raises, it is taken away."""
    # A name of its own: another process may be writing the same file.
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def replace_durably(path: Path, content: bytes) -> None:
    """Make ``content`` the file, so that it is still there after a loss of power."""
    # Closed before it is moved, as Windows wants it: the inner block ends first.
    with whole_file(path) as unfinished, unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
