"""The key with which a person signs approvals."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from edu_dx.errors import UserError
from edu_dx.workspace.key_file import KEY_BYTES, KeyFile
from edu_dx.workspace.public_key import key_fingerprint, public_key_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class SigningKey:
    """One person's Ed25519 key for one workspace, on this computer.

    Args:
        root: the workspace's folder.
        person_id: whose key it is.
    """

    def __init__(self, root: Path, person_id: str) -> None:
        self._person_id = person_id
        self._file = KeyFile(root.resolve(), f"-{person_id}.ed25519", "検印の鍵", self._command(replace=True))

    @property
    def path(self) -> Path:
        """Where the key lies; UserError if that would be in the workspace."""
        return self._file.path

    def stored(self) -> bool:
        """Whether the person has a key on this computer.

        Raises:
            UserError: others may read the key, or its file is damaged.
        """
        return self._file.read() is not None

    def create(self) -> str:
        """Make the person's first key on this computer; its public key.

        Raises:
            UserError: there is one already.
        """
        if self.path.exists():
            raise UserError(
                "検印の鍵はもうあります。",
                where=str(self.path),
                fix=f"このまま使えます。新しい鍵に替えるときは「{self._command(replace=True)}」を実行してください。",
            )
        return self.replaced()

    def replaced(self) -> str:
        """A new key in the place of the one there was, if any; its public key. The old one is gone."""
        self._file.write(secrets.token_bytes(KEY_BYTES))
        return self.public_key

    @property
    def public_key(self) -> str:
        """``ed25519:<base64>``; UserError if there is no key."""
        return public_key_text(self._private().public_key().public_bytes_raw())

    @property
    def fingerprint(self) -> str:
        """What the key is called; UserError if there is no key."""
        return key_fingerprint(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """The signature of ``message``; UserError if there is no key."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        # Only who signs or verifies pays for loading the library.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = self._file.read()
        if key is None:
            raise UserError(
                "検印の鍵がこのPCにありません。",
                where=str(self.path),
                fix=f"「{self._command()}」で作ってください。ほかのPCにあれば、そのファイルをここに移しても使えます。",
            )
        return Ed25519PrivateKey.from_private_bytes(key)

    def _command(self, *, replace: bool = False) -> str:
        return f"edu-dx key new --as {self._person_id}" + (" --replace" if replace else "")
