"""The key of a workspace's pseudonyms."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from edu_dx.workspace.key_file import KEY_BYTES, KeyFile


class PseudonymKey:
    """The one key under which the pseudonyms of a workspace are made; made when it is first needed.

    Args:
        root: the workspace's folder.
    """

    def __init__(self, root: Path) -> None:
        self._file = KeyFile(root.resolve(), ".key", "仮名の鍵", "edu-dx pseudonyms rotate")

    @property
    def path(self) -> Path:
        """Where the key lies; UserError if that would be in the workspace."""
        return self._file.path

    def stored(self) -> bytes | None:
        """The key; None if there is none yet on this computer.

        Raises:
            UserError: others may read the key, or its file is damaged.
        """
        return self._file.read()

    def replaced(self) -> bytes:
        """A new key, which takes the place of the one there was, if any; the old one is gone."""
        key = secrets.token_bytes(KEY_BYTES)
        self._file.write(key)
        return key


def fingerprint_of(key: bytes) -> str:
    """The first 8 hex digits of a key's SHA-256, which name the key and do not tell it."""
    return hashlib.sha256(key).hexdigest()[:8]
