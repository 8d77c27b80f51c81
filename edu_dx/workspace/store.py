"""The tables of a workspace: Parquet, one file per table, fiscal year and source file.

Most commands only ask for fingerprints: what handles rows is loaded when rows are asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock

from edu_dx.errors import storage_error
from edu_dx.tables import TABLES
from edu_dx.workspace.manifest import (
    MANIFEST_NAME,
    Manifest,
    Partition,
    commit_manifest,
    partitions_fingerprint,
    read_manifest,
)
from edu_dx.workspace.reads import EVERY_TABLE, Read, ReadLog, rows_fingerprint

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from edu_dx.workspace.change import Change, Stored

_Value = TypeVar("_Value")


class TableStore:
    """Reads and writes the canonical tables under one folder.

    Stored files never change. A change writes new ones and then replaces the manifest that names the current ones:
    whoever reads sees the state before or after it, also when a writer is killed half-way.
    """

    def __init__(self, folder: Path, log: ReadLog | None = None) -> None:
        self.folder = folder
        self._log = log or ReadLog()

    @property
    def manifest(self) -> Manifest:
        """The current state."""
        manifest = read_manifest(self.folder)
        self._log.note(Read(table=EVERY_TABLE, fingerprint=manifest.whole_fingerprint()))
        return manifest

    @contextmanager
    def change(self) -> Iterator[Change]:
        """A change of any number of tables, committed when the block ends and forgotten when it raises.

        Raises:
            UserError: the disk is full or cannot be written.
        """
        from edu_dx.workspace.change import Change

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock"):
                before = read_manifest(self.folder)
                # Without a manifest every file counts: the first one has to stand before there are new files.
                if not (self.folder / MANIFEST_NAME).is_file():
                    commit_manifest(self.folder, before)
                change = Change(self.folder, before)
                try:
                    yield change
                    if change.manifest != before:
                        commit_manifest(self.folder, change.manifest)
                finally:
                    self._remove_what_no_manifest_names()
        except OSError as error:
            raise storage_error(error, self.folder) from error

    def write(self, table_name: str, frame: pd.DataFrame, *, source: str) -> Stored:
        """Store ``frame`` as the rows that ``source`` gives to a table, as a change of its own."""
        with self.change() as change:
            return change.write(table_name, frame, source=source)

    def read(
        self,
        table_name: str,
        fiscal_year: int | None = None,
        *,
        until: int | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """All rows of a table, or those of one fiscal year, of years up to one, or of a school, in key order."""
        table = TABLES[table_name]
        partitions, found = self._stored(table_name, fiscal_year, until)
        only = None if school is None else (table.column("school_code").name, school)
        rows = table.frame(_together(found, table.key, only) if found else None)
        state = partitions_fingerprint(partitions) if school is None else rows_fingerprint(rows)
        self._log.note(
            Read(table=table_name, fiscal_year=fiscal_year, until=until, school=school, fingerprint=state)
        )
        return rows

    def rows(self, table_name: str, fiscal_year: int, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Some columns of one fiscal year as plain rows, for who does not need what a frame takes to load."""
        partitions, found = self._stored(table_name, fiscal_year, columns=columns)
        state = partitions_fingerprint(partitions)
        self._log.note(Read(table=table_name, fiscal_year=fiscal_year, fingerprint=state))
        return [{name: row.get(name) for name in columns} for part in found for row in part.to_pylist()]

    def records(self, table_name: str) -> int:
        """How many rows a table holds."""
        return sum(partition.rows for partition in self._partitions(table_name))

    def fingerprint(self, table_name: str) -> str:
        """A hash that changes when any stored row of the table changes; empty for an empty table."""
        return partitions_fingerprint(self._partitions(table_name))

    def fingerprint_of_reads(self, table_name: str) -> str:
        """The fingerprint of what this process has read of a table: of all of it, of a year, of schools' rows."""
        states = {
            (read.fiscal_year, read.until, read.school): read.fingerprint for read in self._log.of(table_name)
        }
        if not states:
            return self.fingerprint(table_name)
        whole = states.get((None, None, None))
        if whole is not None or len(states) == 1:
            return next(iter(states.values())) if whole is None else whole
        return f"sha256:{hashlib.sha256(chr(10).join(states.values()).encode()).hexdigest()}"

    def fiscal_years(self, table_name: str) -> list[int]:
        """The fiscal years that have rows, ascending."""
        return sorted({partition.fiscal_year for partition in self._partitions(table_name)})

    def _stored(
        self,
        table_name: str,
        fiscal_year: int | None,
        until: int | None = None,
        columns: Sequence[str] | None = None,
    ) -> tuple[list[Partition], list[pa.Table]]:
        """The partitions asked for, and the rows of each, of one state of the store."""

        def now() -> tuple[list[Partition], list[pa.Table]]:
            partitions = read_manifest(self.folder).of(table_name, fiscal_year, until=until)
            return partitions, [_part(self.folder / partition.file, columns) for partition in partitions]

        return _while_files_may_go(now)

    def _partitions(self, table_name: str) -> list[Partition]:
        """All of a table, as something that the reader's result may rest on."""
        partitions = read_manifest(self.folder).of(table_name)
        self._log.note(Read(table=table_name, fingerprint=partitions_fingerprint(partitions)))
        return partitions

    def _remove_what_no_manifest_names(self) -> None:
        manifest = read_manifest(self.folder)
        named = {self.folder / partition.file for partition in manifest.partitions}
        for path in [*self.folder.glob("*/*/*.parquet"), *self.folder.glob("*/*/*.part")]:
            if path not in named:
                # A file that another program has open stays on Windows until the next change.
                with contextlib.suppress(PermissionError):
                    path.unlink()


def _part(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Asked for a path, Arrow looks for its file system and its size first: a fourth of reading a small part.
    with pq.ParquetFile(pa.BufferReader(path.read_bytes())) as file:
        return file.read(columns, use_threads=False)


def _together(parts: list[pa.Table], key: Sequence[str], only: tuple[str, str] | None) -> pd.DataFrame:
    """All rows in key order, or those with one value of a column; made into a frame once, which costs more than reading."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # A part of an earlier edition may lack a column or hold narrower types.
    rows = pa.concat_tables(parts, promote_options="permissive")
    if only is not None:
        column, value = only
        rows = rows.filter(pc.equal(rows[column], value))
    # pandas would take three times as long to sort them.
    ordered = rows.sort_by([(column, "ascending") for column in key])
    frame: pd.DataFrame = ordered.to_pandas(use_threads=False)
    return frame.reset_index(drop=True)


def _while_files_may_go(read: Callable[[], _Value]) -> _Value:
    """``read``, again if another process replaced the files that it was about to read."""
    for _ in range(20):
        try:
            return read()
        except FileNotFoundError:
            continue
    return read()
