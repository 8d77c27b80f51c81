"""The key of a workspace's pseudonyms: in the user's own folder, never in the workspace that others share."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import uuid
from pathlib import Path

import platformdirs

from edu_dx.errors import UserError, storage_error

KEYS_FOLDER_VARIABLE = "EDU_DX_KEYS"
_BYTES = 32
_OTHERS = 0o077


class PseudonymKey:
    """The one key under which the pseudonyms of a workspace are made; made when it is first needed.

    Args:
        root: the workspace's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    @property
    def path(self) -> Path:
        """Where the key lies: ``<keys folder>/<id of the workspace>.key``.

        Raises:
            UserError: the folder for keys lies in the workspace.
        """
        folder = _keys_folder()
        if folder.is_relative_to(self._root):
            raise UserError(
                "仮名の鍵を置く場所が作業フォルダの中にあります。作業フォルダを見る人みなに鍵が渡ってしまいます。",
                where=str(folder),
                fix=f"環境変数 {KEYS_FOLDER_VARIABLE} を消すか、作業フォルダの外の、自分だけが開けるフォルダにしてください。",
            )
        return folder / f"{self._workspace_id()}.key"

    def stored(self) -> bytes | None:
        """The key; None if there is none yet on this computer.

        Raises:
            UserError: others may read the key, or its file is damaged.
        """
        path = self.path
        try:
            if not path.exists():
                return None
            _refuse_if_others_may_read(path)
            text = path.read_text(encoding="ascii", errors="replace").strip()
        except OSError as error:
            raise storage_error(error, path) from error
        if not re.fullmatch(rf"[0-9a-f]{{{2 * _BYTES}}}", text):
            raise UserError(
                "仮名の鍵のファイルが壊れています。",
                where=str(path),
                fix="控えがあれば戻してください。なければ「edu-dx pseudonyms rotate」で作り直してください。",
            )
        return bytes.fromhex(text)

    def replaced(self) -> bytes:
        """A new key, which takes the place of the one there was, if any; the old one is gone."""
        path = self.path
        key = secrets.token_bytes(_BYTES)
        unfinished = path.with_suffix(".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.unlink(missing_ok=True)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
                file.write(f"{key.hex()}\n")
            unfinished.replace(path)
        except OSError as error:
            raise storage_error(error, path) from error
        return key

    def _workspace_id(self) -> str:
        """The workspace's random name for itself, made when it is first asked for."""
        path = self._root / "data" / "workspace-id"
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"{uuid.uuid4().hex}\n", encoding="ascii", newline="\n")
            text = path.read_text(encoding="ascii", errors="replace").strip()
        except OSError as error:
            raise storage_error(error, path) from error
        if not re.fullmatch(r"[0-9a-f]{32}", text):
            raise UserError(
                "作業フォルダの番号のファイルが壊れています。",
                where=str(path),
                fix="控えから戻すか、このファイルを消してください。消すと、仮名の鍵は新しく作ることになります。",
            )
        return text


def fingerprint_of(key: bytes) -> str:
    """The first 8 hex digits of a key's SHA-256, which name the key and do not tell it."""
    return hashlib.sha256(key).hexdigest()[:8]


def _keys_folder() -> Path:
    stated = os.environ.get(KEYS_FOLDER_VARIABLE)
    folder = Path(stated) if stated else platformdirs.user_data_path("edu-dx", appauthor=False) / "keys"
    return folder.resolve()


def _refuse_if_others_may_read(path: Path) -> None:
    """On Windows the user's profile is closed to others as it is."""
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise UserError(
            "仮名の鍵を、ほかの人も読める状態になっています。",
            where=str(path),
            fix=f"「chmod 600 '{path}'」を実行してください。ほかの人が読んだおそれがあれば、そのあとで「edu-dx pseudonyms rotate」で鍵を替えてください。",
        )
