"""A secret key of one workspace: in the user's own folder, never in the workspace that others share."""

from __future__ import annotations

import os
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from edu_dx.errors import UserError, storage_error

KEYS_FOLDER_VARIABLE = "EDU_DX_KEYS"
KEY_BYTES = 32
_OTHERS = 0o077


@dataclass(frozen=True)
class KeyFile:
    """The file of one key of 32 bytes, which only its owner may read.

    Args:
        root: the workspace's folder, resolved.
        ending: what follows the workspace's id in the file's name.
        label: what a user calls the key.
        renew: the command that makes a new one.
    """

    root: Path
    ending: str
    label: str
    renew: str

    @property
    def path(self) -> Path:
        """Where the key lies: ``<keys folder>/<id of the workspace><ending>``.

        Raises:
            UserError: the folder for keys lies in the workspace.
        """
        folder = _keys_folder()
        if folder.is_relative_to(self.root):
            raise UserError(
                f"{self.label}を置く場所が作業フォルダの中にあります。作業フォルダを見る人みなに鍵が渡ってしまいます。",
                where=str(folder),
                fix=f"環境変数 {KEYS_FOLDER_VARIABLE} を消すか、作業フォルダの外の、自分だけが開けるフォルダにしてください。",
            )
        return folder / f"{_workspace_id(self.root)}{self.ending}"

    def read(self) -> bytes | None:
        """The key; None if there is none yet on this computer.

        Raises:
            UserError: others may read the key, or its file is damaged.
        """
        path = self.path
        try:
            if not path.exists():
                return None
            self._refuse_if_others_may_read(path)
            text = path.read_text(encoding="ascii", errors="replace").strip()
        except OSError as error:
            raise storage_error(error, path) from error
        if not re.fullmatch(rf"[0-9a-f]{{{2 * KEY_BYTES}}}", text):
            raise UserError(
                f"{self.label}のファイルが壊れています。",
                where=str(path),
                fix=f"控えがあれば戻してください。なければ「{self.renew}」で作り直してください。",
            )
        return bytes.fromhex(text)

    def write(self, key: bytes) -> None:
        """Put ``key`` in the place of the one there was, if any; the old one is gone."""
        path = self.path
        unfinished = path.with_name(f"{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.unlink(missing_ok=True)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
                file.write(f"{key.hex()}\n")
            unfinished.replace(path)
        except OSError as error:
            raise storage_error(error, path) from error

    def _refuse_if_others_may_read(self, path: Path) -> None:
        """On Windows the user's profile is closed to others as it is."""
        if os.name == "posix" and path.stat().st_mode & _OTHERS:
            raise UserError(
                f"{self.label}を、ほかの人も読める状態になっています。",
                where=str(path),
                fix=f"「chmod 600 '{path}'」を実行してください。ほかの人が読んだおそれがあれば、そのあとで「{self.renew}」で鍵を替えてください。",
            )


def _keys_folder() -> Path:
    stated = os.environ.get(KEYS_FOLDER_VARIABLE)
    folder = Path(stated) if stated else platformdirs.user_data_path("edu-dx", appauthor=False) / "keys"
    return folder.resolve()


def _workspace_id(root: Path) -> str:
    """The workspace's random name for itself, made when it is first asked for."""
    path = root / "data" / "workspace-id"
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
            fix="控えから戻すか、このファイルを消してください。消すと、仮名の鍵と検印の鍵は新しく作ることになります。",
        )
    return text
