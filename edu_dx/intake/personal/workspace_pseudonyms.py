"""A workspace's pseudonyms while files are taken in: the key is looked for when the first person turns up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.findings import Finding, Result, Stage
from edu_dx.intake.personal.pseudonyms import pseudonyms_of
from edu_dx.tables import TABLES, Handling
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import Manifest
from edu_dx.workspace.pseudonym_key import PseudonymKey, fingerprint_of
from edu_dx.workspace.pseudonym_record import PseudonymRecord


class WorkspacePseudonyms:
    """The pseudonym function of a workspace.

    Calling it raises UserError where the workspace holds pseudonyms and their key is not on this computer, or where
    others may read the key.
    """

    def __init__(self, board: Workspace) -> None:
        self._key_file = PseudonymKey(board.root)
        self._record = PseudonymRecord(board.root)
        self._store = board.store

    def __call__(self, value: str) -> str:
        """The pseudonym of a person's key."""
        return self._function(value)

    def remember(self, frames: Mapping[str, pd.DataFrame], *, source: str) -> None:
        """Note the key of a source's rows before they are stored."""
        tables = [name for name, frame in frames.items() if _holds_pseudonyms(name, frame)]
        if tables:
            self._record.remember(tables, source=source, fingerprint=fingerprint_of(self._key))

    def mixed_keys(self, table: str, manifest: Manifest) -> list[Finding]:
        """What to tell about a table whose pseudonyms are of several keys; nothing otherwise."""
        found = self._record.fingerprints(table, manifest)
        if len(found) < 2:
            return []
        rows = "、".join(f"鍵 {fingerprint} が{count:,}行" for fingerprint, count in sorted(found.items()))
        return [
            Finding(
                check="pseudonyms_of_several_keys",
                stage=Stage.PERSONAL_DATA,
                result=Result.WARNING,
                message=f"{TABLES[table].label}に、別々の鍵で作った仮名が混じっています（{rows}）。同じ人でも仮名がつながりません。",
                guidance="前の鍵で取り込んだ資料を、もう一度取り込んでください。",
            )
        ]

    @cached_property
    def _function(self) -> Callable[[str], str]:
        return pseudonyms_of(self._key)

    @cached_property
    def _key(self) -> bytes:
        key = self._key_file.stored()
        if key is not None:
            return key
        if held := self._record.all_fingerprints(self._store.manifest):
            raise _no_key(self._key_file, "、".join(TABLES[table].label for table in held))
        return self._key_file.replaced()


def _holds_pseudonyms(name: str, frame: pd.DataFrame) -> bool:
    return any(
        column.handling is Handling.PSEUDONYMISE and frame[column.name].notna().any()
        for column in TABLES[name].columns
    )


def _no_key(key_file: PseudonymKey, labels: str) -> UserError:
    return UserError(
        f"仮名の鍵がこのPCにありません。この作業フォルダには、鍵で仮名にした資料（{labels}）がすでにあります。",
        where=str(key_file.path),
        fix="前に取り込んだPCから鍵のファイルをこの場所へ写してください。鍵が残っていなければ、「edu-dx pseudonyms rotate」で新しい鍵を作り、"
        "これらの資料を取り込み直してください。",
    )
