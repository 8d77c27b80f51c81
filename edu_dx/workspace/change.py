"""A change of the tables: rows that are stored together, and the earlier rows that give way to them."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from edu_dx.tables import TABLES, Table
from edu_dx.workspace.key_bounds import key_bounds, lie_apart
from edu_dx.workspace.manifest import Arrival, Manifest, Partition
from edu_dx.workspace.whole_file import replace_durably

_MOST_OF_IT = 0.5
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True)
class Stored:
    """What storing one source's rows did.

    Args:
        records: rows now stored from this source.
        replaced: rows of earlier sources that had the same key and gave way.
        changed: how many of them had another value than the row that stands now.
        withdrawn: rows of predecessors that the new source no longer has, as a frame of the table.
    """

    records: int
    replaced: int
    changed: int
    withdrawn: pd.DataFrame


class Change:
    """Rows to be stored together; nothing of them is seen before the change is committed."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._partitions = list(manifest.partitions)
        self._arrivals = list(manifest.arrivals)

    @property
    def manifest(self) -> Manifest:
        """The state after the change."""
        return Manifest(partitions=tuple(self._partitions), arrivals=tuple(self._arrivals))

    def write(
        self, table_name: str, frame: pd.DataFrame, *, source: str, predecessors: Collection[str] = ()
    ) -> Stored:
        """Store ``frame`` as the rows that ``source`` (a file's SHA-256) gives to a table.

        Rows of other sources with the same key give way. A predecessor (an earlier edition of the same file) most
        of whose rows of a year give way is withdrawn for that year altogether: a row that the correction left out
        was wrong.
        """
        table = TABLES[table_name]
        gave_way, withdrawn = self._withdraw(table, frame, source, predecessors)
        for fiscal_year, rows in frame.groupby("fiscal_year"):
            self._add(table_name, int(str(fiscal_year)), source, rows)
        changed = _differing(table, gave_way, frame)
        return Stored(records=len(frame), replaced=len(gave_way), changed=changed, withdrawn=withdrawn)

    def record_arrival(self, source: str, file_name: str, tables: Collection[str]) -> None:
        """Remember that a file was taken in; a file whose last arrival said the same is not remembered twice."""
        last = next((arrival for arrival in reversed(self._arrivals) if arrival.source == source), None)
        is_current = last is not None and all(later.source == source for later in self._since(last))
        if last is None or not is_current or last.tables != tuple(tables):
            now = dt.datetime.now(dt.UTC).replace(microsecond=0)
            self._arrivals.append(
                Arrival(source=source, file_name=file_name, taken_at=now, tables=tuple(tables))
            )

    def _since(self, arrival: Arrival) -> list[Arrival]:
        """The arrivals after ``arrival`` that concern a table of it."""
        later = self._arrivals[self._arrivals.index(arrival) + 1 :]
        return [other for other in later if set(other.tables) & set(arrival.tables)]

    def _withdraw(
        self, table: Table, frame: pd.DataFrame, source: str, predecessors: Collection[str]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Take out what the new rows supersede: the rows of other sources that give way, and those withdrawn."""
        gave_way, withdrawn = [table.frame()], [table.frame()]
        partitions = [partition for partition in self._partitions if partition.table == table.name]
        bounds = key_bounds(table, frame)
        incoming: np.ndarray | None = None
        for partition in partitions:
            if source.startswith(partition.source):
                self._partitions.remove(partition)
                continue
            if lie_apart(partition.bounds, bounds):
                continue
            incoming = _key_hashes(table, frame) if incoming is None else incoming
            path = self._folder / partition.file
            is_small = partition.rows <= _MOST_REMEMBERED
            hashes_of = _remembered_key_hashes if is_small else _stored_key_hashes
            gives_way = np.isin(hashes_of(table.name, path), incoming)
            if not gives_way.any():
                continue
            stored = table.frame(pd.read_parquet(path))
            self._partitions.remove(partition)
            gave_way.append(stored[gives_way])
            left = stored[~gives_way]
            if partition.source in predecessors and gives_way.mean() > _MOST_OF_IT:
                withdrawn.append(left)
            elif len(left):
                self._add(table.name, partition.fiscal_year, partition.source, left)
        return _together(gave_way), _together(withdrawn)

    def _add(self, table_name: str, fiscal_year: int, source: str, rows: pd.DataFrame) -> None:
        content = io.BytesIO()
        rows.to_parquet(content, index=False)
        digest = hashlib.sha256(content.getbuffer()).hexdigest()
        file = f"{table_name}/{fiscal_year}/{source[:16]}-{digest[:8]}.parquet"
        path = self._folder / file
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(path, content.getvalue())
        self._partitions.append(
            Partition(
                table=table_name,
                fiscal_year=fiscal_year,
                source=source,
                file=file,
                sha256=digest,
                rows=len(rows),
                bounds=key_bounds(TABLES[table_name], rows),
            )
        )


def _stored_key_hashes(table_name: str, path: Path) -> np.ndarray:
    """The key hashes of the rows of a stored file."""
    table = TABLES[table_name]
    held = [name for name in table.key if name in pq.read_schema(path).names]
    return _key_hashes(table, pd.read_parquet(path, columns=held))


_remembered_key_hashes = lru_cache(maxsize=256)(_stored_key_hashes)
"""The same of a small file: stored files never change, and each file that comes is compared with all of them."""


def _key_hashes(table: Table, frame: pd.DataFrame) -> np.ndarray:
    """One 64-bit number per row; equal keys have equal numbers, a missing value counts as a value."""
    keys = replace(table, columns=tuple(map(table.column, table.key))).frame(frame)
    plain = {
        name: keys[name].astype("int64").where(keys[name].notna(), -1)
        if str(keys[name].dtype).startswith("datetime")
        else keys[name].astype("string").fillna("")
        for name in keys
    }
    return pd.util.hash_pandas_object(pd.DataFrame(plain), index=False).to_numpy()


def _differing(table: Table, earlier: pd.DataFrame, frame: pd.DataFrame) -> int:
    """How many of the ``earlier`` rows have another value than the row of ``frame`` with their key."""
    if earlier.empty:
        return 0
    own = table.frame(frame)
    hashes = [_key_hashes(table, rows) for rows in (earlier, own)]
    standing = own.set_axis(hashes[1]).loc[lambda rows: ~rows.index.duplicated()].reindex(hashes[0])
    differs = np.zeros(len(earlier), dtype=bool)
    for name in table.column_names:
        before, now = earlier[name].reset_index(drop=True), standing[name].reset_index(drop=True)
        same = (before == now).fillna(False).to_numpy(dtype=bool)
        differs |= ~(same | (before.isna() & now.isna()).to_numpy())
    return int(differs.sum())


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([rows for rows in frames if len(rows)] or frames, ignore_index=True)
