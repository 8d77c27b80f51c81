"""Which stored files are the tables: one small file that is replaced whole, so that a change happens or does not."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from edu_dx.workspace.whole_file import replace_durably

MANIFEST_NAME = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Partition(_Frozen):
    """The rows of one table and fiscal year that came from one source.

    Args:
        table: canonical name of the table.
        fiscal_year: the year of all its rows.
        source: SHA-256 of the raw file (its first 16 characters in workspaces of the first edition).
        file: path below the tables' folder, with forward slashes; its content never changes.
        sha256: digest of that file.
        rows: number of rows.
        bounds: smallest and largest value of key columns; a column that is absent may hold anything.
    """

    table: str
    fiscal_year: int
    source: str
    file: str
    sha256: str
    rows: int
    bounds: dict[str, tuple[int, int] | tuple[str, str]] = Field(default_factory=dict)


class Arrival(_Frozen):
    """One taking-in of one raw file.

    Args:
        source: SHA-256 of the raw file.
        file_name: its name.
        taken_at: when its rows were stored.
        tables: the tables that it gave rows to.
    """

    source: str
    file_name: str
    taken_at: dt.datetime
    tables: tuple[str, ...]


class Manifest(_Frozen):
    """The state of the whole store."""

    partitions: tuple[Partition, ...] = ()
    arrivals: tuple[Arrival, ...] = ()

    def of(self, table: str, fiscal_year: int | None = None, *, until: int | None = None) -> list[Partition]:
        """The partitions of a table, of one of its years, or of its years up to ``until``, in a fixed order."""
        return sorted(
            (
                partition
                for partition in self.partitions
                if partition.table == table
                and fiscal_year in (None, partition.fiscal_year)
                and (until is None or partition.fiscal_year <= until)
            ),
            key=lambda partition: (partition.fiscal_year, partition.source),
        )

    def whole_fingerprint(self) -> str:
        """A hash of the whole state: rows and arrivals."""
        return f"sha256:{hashlib.sha256(self.model_dump_json().encode()).hexdigest()}"


def partitions_fingerprint(partitions: Iterable[Partition]) -> str:
    """A hash that changes when any of the rows does; empty for no partition."""
    lines = [f"{part.fiscal_year}/{part.source}/{part.sha256}\n" for part in partitions]
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}" if lines else ""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the tables under ``folder``.

    Before the first change it names every stored file: workspaces of the first edition had no manifest.
    """
    path = folder / MANIFEST_NAME
    if not path.is_file():
        files = sorted(folder.glob("*/*/*.parquet"))
        return Manifest(partitions=tuple(_partition_without_manifest(folder, file) for file in files))
    return Manifest.model_validate_json(path.read_bytes())


def _partition_without_manifest(folder: Path, path: Path) -> Partition:
    import pyarrow.parquet as pq

    table, fiscal_year, _ = path.relative_to(folder).parts
    return Partition(
        table=table,
        fiscal_year=int(fiscal_year),
        source=path.stem,
        file=path.relative_to(folder).as_posix(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=pq.read_metadata(path).num_rows,
    )


def commit_manifest(folder: Path, manifest: Manifest) -> None:
    """Make ``manifest`` the state of the store, at once and durably."""
    replace_durably(folder / MANIFEST_NAME, manifest.model_dump_json(indent=1).encode() + b"\n")
