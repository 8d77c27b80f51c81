"""Tables on an object store, for computers that do not share the workspace's folder.

Stored files never change and are named by what they hold. So the files that are not there yet are copied, then the
manifest that names them under its own fingerprint: whoever finds a manifest finds all of its files, and a batch
keeps the state that it began with whatever is taken in meanwhile.
"""

from __future__ import annotations

from pathlib import Path

import fsspec
from filelock import FileLock

from edu_dx.errors import UserError
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.manifest import Manifest, commit_manifest, read_manifest
from edu_dx.workspace.workspace import Workspace


def push(board: Workspace, url: str) -> str:
    """Copy the tables as they are now to ``url``.

    Args:
        url: any address that fsspec knows, such as ``s3://…`` or ``file:///…``.

    Returns:
        The fingerprint of their state.

    Raises:
        UserError: the address cannot be written.
    """
    manifest = read_manifest(board.store.folder)
    try:
        store, root = fsspec.core.url_to_fs(url)
        named = f"{root}/{_manifest_name(manifest.whole_fingerprint())}"
        if not store.exists(named):
            for file in {partition.file for partition in manifest.partitions}:
                _copy(store, (board.store.folder / file).read_bytes(), f"{root}/{file}")
            _copy(store, manifest.model_dump_json().encode(), named)
    except (OSError, ValueError, ImportError) as error:
        raise UserError(
            f"表をクラスターから見える場所に置けませんでした（{error}）。",
            where=f"edu-dx.toml の [cluster] tables = {url}",
            fix="場所の書き方と、書き込む権限を確かめてください。",
        ) from error
    return manifest.whole_fingerprint()


def pull(url: str, state: str, configuration: str, folder: Path) -> Workspace:
    """A workspace in ``folder`` with the tables that ``push`` put at ``url``; what is there already is kept."""
    root = folder / state.removeprefix("sha256:")[:16]
    with FileLock(f"{root}.lock"):
        board = Workspace(root)
        if not (root / CONFIG_NAME).is_file():
            store, place = fsspec.core.url_to_fs(url)
            manifest = Manifest.model_validate_json(store.cat_file(f"{place}/{_manifest_name(state)}"))
            for file in {partition.file for partition in manifest.partitions}:
                path = board.store.folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(store.cat_file(f"{place}/{file}"))
            board.store.folder.mkdir(parents=True, exist_ok=True)
            commit_manifest(board.store.folder, manifest)
            (root / CONFIG_NAME).write_text(configuration, encoding="utf-8", newline="\n")
    return board


def _manifest_name(state: str) -> str:
    return f"manifest-{state.removeprefix('sha256:')}.json"


def _copy(store: fsspec.AbstractFileSystem, content: bytes, path: str) -> None:
    """Write a file unless it is there; a copy that broke off has another size."""
    if store.exists(path) and store.size(path) == len(content):
        return
    store.makedirs(path.rpartition("/")[0], exist_ok=True)
    store.pipe_file(path, content)
