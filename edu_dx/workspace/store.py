"""The tables of a workspace: Parquet, one file per table, fiscal year and source file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from filelock import FileLock

from edu_dx.tables import TABLES, Table


@dataclass(frozen=True)
class Stored:
    """What storing one source's rows did.

    Args:
        records: rows now stored from this source.
        replaced: rows of earlier sources that had the same key and gave way.
    """

    records: int
    replaced: int


class TableStore:
    """Reads and writes the canonical tables under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, table_name: str, frame: pd.DataFrame, *, source: str) -> Stored:
        """Store ``frame`` as the rows that ``source`` (a file's SHA-256) gives to a table.

        Rows of other sources with the same key give way, so that a corrected file replaces its
        predecessor; storing the same source twice changes nothing.
        """
        table = TABLES[table_name]
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock"):
            replaced = self._withdraw(table, frame, source)
            for fiscal_year, rows in frame.groupby("fiscal_year"):
                self._write_partition(rows, self._partition(table, int(str(fiscal_year)), source))
        return Stored(records=len(frame), replaced=replaced)

    def read(self, table_name: str, fiscal_year: int | None = None) -> pd.DataFrame:
        """All rows of a table, or those of one fiscal year, in key order; empty where there are none."""
        table = TABLES[table_name]
        pattern = f"{fiscal_year}/*.parquet" if fiscal_year is not None else "*/*.parquet"
        parts = [pd.read_parquet(path) for path in sorted((self.folder / table.name).glob(pattern))]
        if not parts:
            return table.frame()
        rows = table.frame(pd.concat(parts, ignore_index=True))
        return rows.sort_values(list(table.key), kind="stable", ignore_index=True)

    def records(self, table_name: str) -> int:
        """How many rows a table holds, counted without reading them."""
        paths = (self.folder / table_name).glob("*/*.parquet")
        return sum(pq.read_metadata(path).num_rows for path in paths)

    def fingerprint(self, table_name: str) -> str:
        """A hash that changes when any stored row of the table changes; empty for an empty table."""
        paths = sorted((self.folder / table_name).glob("*/*.parquet"))
        if not paths:
            return ""
        digest = hashlib.sha256()
        for path in paths:
            digest.update(path.relative_to(self.folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return f"sha256:{digest.hexdigest()}"

    def fiscal_years(self, table_name: str) -> list[int]:
        """The fiscal years that have rows, ascending."""
        return sorted({int(path.parent.name) for path in (self.folder / table_name).glob("*/*.parquet")})

    def _partition(self, table: Table, fiscal_year: int, source: str) -> Path:
        return self.folder / table.name / str(fiscal_year) / f"{source[:16]}.parquet"

    def _withdraw(self, table: Table, frame: pd.DataFrame, source: str) -> int:
        """Take out what the new rows supersede; the number of rows of other sources that gave way."""
        replaced = 0
        incoming = pd.MultiIndex.from_frame(frame[list(table.key)].astype("string").fillna(""))
        for path in sorted((self.folder / table.name).glob("*/*.parquet")):
            stored = pd.read_parquet(path)
            keys = pd.MultiIndex.from_frame(stored[list(table.key)].astype("string").fillna(""))
            kept = stored[~keys.isin(incoming)]
            if len(kept) == len(stored):
                continue
            if path.stem != source[:16]:
                replaced += len(stored) - len(kept)
            if kept.empty:
                path.unlink()
            else:
                self._write_partition(kept, path)
        return replaced

    @staticmethod
    def _write_partition(rows: pd.DataFrame, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        rows.to_parquet(unfinished, index=False)
        unfinished.replace(path)
