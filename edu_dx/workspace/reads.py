"""What a process has read of the tables: the ground on which it is decided whether a run has to be made again.

A run is told by ``EDU_DX_READS`` where to write down what it reads; every process that it starts does the same.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

READS_VARIABLE = "EDU_DX_READS"
EVERY_TABLE = "*"


class Read(BaseModel):
    """One reading of rows.

    Args:
        table: name of the table; ``*`` where the whole store was looked at.
        fiscal_year: the year asked for; None for all years.
        until: the last year asked for; None for all years.
        school: code of the school whose rows alone were asked for; None for all rows.
        fingerprint: of what was there to be read; empty for nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    fiscal_year: int | None = None
    until: int | None = None
    school: str | None = None
    fingerprint: str


class ReadLog:
    """The readings of this process and, in a run, of the processes beside it.

    Args:
        path: where they are written down as well; None outside runs.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._reads: dict[Read, None] = {}
        if path is not None:
            path.touch()

    @classmethod
    def of_this_process(cls) -> ReadLog:
        """The log that the run asked for, or one that is kept in memory alone."""
        stated = os.environ.get(READS_VARIABLE)
        return cls(Path(stated) if stated else None)

    def note(self, read: Read) -> None:
        """Remember a reading."""
        if read in self._reads:
            return
        self._reads[read] = None
        if self._path is not None:
            with self._path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{read.model_dump_json()}\n")

    def of(self, table: str) -> list[Read]:
        """The readings of one table, in order."""
        return [read for read in self._reads if read.table == table]


def logged_reads(path: Path) -> list[Read] | None:
    """The readings written down in ``path``; None if nobody who writes them down has been there."""
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(Read.model_validate_json(line) for line in lines))


def rows_fingerprint(rows: pd.DataFrame) -> str:
    """A hash of rows with their order, independent of the rows around them; empty for no rows."""
    if rows.empty:
        return ""
    import pandas as pd

    each = pd.util.hash_pandas_object(rows, index=False).to_numpy()
    return f"sha256:{hashlib.sha256(each.tobytes()).hexdigest()}"


def fingerprints_by_school(rows: pd.DataFrame) -> dict[str, str]:
    """``rows_fingerprint`` of each school's rows."""
    if rows.empty:
        return {}
    import pandas as pd

    each = pd.util.hash_pandas_object(rows, index=False)
    return {
        str(school): f"sha256:{hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()}"
        for school, hashes in each.groupby(rows["school_code"].to_numpy())
    }
