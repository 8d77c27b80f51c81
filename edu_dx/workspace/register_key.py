"""Writing a person's public key into ``edu-dx.toml``, which people write by hand and want to recognise."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, Table, Whitespace

from edu_dx.errors import UserError, storage_error
from edu_dx.workspace.config import Person, parse_config
from edu_dx.workspace.whole_file import whole_file


def register_public_key(path: Path, person_id: str, public_key: str) -> None:
    """Make ``public_key`` the person's key; the one before stays among the former ones, which still prove.

    Comments, order, line ends and all else in the file stay as they are.

    Args:
        path: ``edu-dx.toml``.
        person_id: whose key it is.
        public_key: ``ed25519:<base64>``.

    Raises:
        UserError: the file is not in order, does not know the person, or cannot be written.
    """
    path = path.resolve()
    try:
        # Two people who make their keys at the same moment must not undo what the other has written.
        with FileLock(path.with_name(f".{path.name}.lock")):
            _register(path, path.read_bytes(), person_id, public_key)
    except OSError as error:
        raise storage_error(error, path) from error


def _register(path: Path, content: bytes, person_id: str, public_key: str) -> None:
    person = parse_config(content, path).person(person_id)
    text = content.decode("utf-8-sig")
    written = _with_key(text.replace("\r\n", "\n"), person, public_key)
    if written is None or not _says(written, path, person_id, public_key):
        raise UserError(
            "設定ファイルに公開鍵を書き込めませんでした。ファイルは元のままです。",
            where=str(path),
            fix=f'ファイルを開き、その人の [[people]] のところに、次の1行を自分で書いてください: public_key = "{public_key}"',
        )
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    line_end = "\r\n" if "\r\n" in text else "\n"
    with whole_file(path) as unfinished:
        unfinished.write_bytes(mark + written.replace("\n", line_end).encode("utf-8"))
        shutil.copymode(path, unfinished)


def _with_key(text: str, person: Person, public_key: str) -> str | None:
    """The file's text with the new key; None where it is written in a way that cannot be kept."""
    try:
        document = tomlkit.parse(text)
        entries: Any = document["people"]
        entry = next(entry for entry in entries if entry["id"] == person.id)
        former = [key for key in (*person.former_public_keys, person.public_key) if key and key != public_key]
        _set(entry, "public_key", public_key)
        if former:
            _set(entry, "former_public_keys", former)
        return document.as_string()
    except TOMLKitError:
        return None


def _set(entry: Any, key: str, value: Any) -> None:
    """Set a value; a new one stands after the others and before what leads over to the next entry."""
    if not isinstance(entry, Table) or key in entry:
        entry[key] = value
        return
    body = entry.value.body
    follows = []
    while body and isinstance(body[-1][1], Comment | Whitespace):
        follows.append(body.pop())
    entry.append(key, value)
    body.extend(reversed(follows))


def _says(text: str, path: Path, person_id: str, public_key: str) -> bool:
    try:
        return parse_config(text.encode("utf-8"), path).person(person_id).public_key == public_key
    except UserError:
        return False
