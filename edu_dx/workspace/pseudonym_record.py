"""Which key made the pseudonyms of which stored rows: pseudonyms of two keys do not fit together."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict

from edu_dx.tables import TABLES, Handling
from edu_dx.workspace.manifest import Manifest
from edu_dx.workspace.whole_file import replace_durably

PSEUDONYMOUS = tuple(
    table.name
    for table in TABLES.values()
    if any(column.handling is Handling.PSEUDONYMISE for column in table.columns)
)
"""Names of the tables that hold pseudonyms."""


class _Record(BaseModel):
    """Source (SHA-256 of a raw file) → fingerprint of the key, for each table."""

    model_config = ConfigDict(frozen=True)

    keys: dict[str, dict[str, str]] = {}


class PseudonymRecord:
    """The keys of a workspace's pseudonyms by table and source.

    Args:
        root: the workspace's folder.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / "data" / "pseudonyms.json"

    def remember(self, tables: Collection[str], *, source: str, fingerprint: str) -> None:
        """Note that ``source`` gave rows with pseudonyms of a key to ``tables``."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_name(".pseudonyms.lock")):
            keys = self._read().keys
            for table in tables:
                keys.setdefault(table, {})[source] = fingerprint
            replace_durably(self._path, f"{_Record(keys=keys).model_dump_json(indent=1)}\n".encode())

    def fingerprints(self, table: str, manifest: Manifest) -> dict[str, int]:
        """Fingerprint of each key that made pseudonyms in a table → its rows in that state of the store."""
        sources = self._read().keys.get(table, {})
        rows: dict[str, int] = {}
        for partition in manifest.of(table):
            if fingerprint := sources.get(partition.source):
                rows[fingerprint] = rows.get(fingerprint, 0) + partition.rows
        return rows

    def all_fingerprints(self, manifest: Manifest) -> dict[str, dict[str, int]]:
        """The same for every table that holds pseudonyms."""
        return {table: found for table in PSEUDONYMOUS if (found := self.fingerprints(table, manifest))}

    def sources(self, manifest: Manifest, *, but: str | None = None) -> set[str]:
        """The raw files (SHA-256) whose stored rows hold pseudonyms of other keys than ``but``."""
        keys = self._read().keys
        return {
            partition.source
            for table in PSEUDONYMOUS
            for partition in manifest.of(table)
            if keys.get(table, {}).get(partition.source) not in (None, but)
        }

    def _read(self) -> _Record:
        return _Record.model_validate_json(self._path.read_bytes()) if self._path.is_file() else _Record()
