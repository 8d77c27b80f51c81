"""The receipts a workspace keeps: one entry a file, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.intake.receipt import Receipt
from edu_dx.workspace import Workspace


@dataclass(frozen=True)
class FileReceipts:
    """All receipts of one file.

    Args:
        receipts: one for each table read from it, in the order of the file.
        taken_at: when it was last taken in; None for a file of the time before that was recorded.
        is_current: whether rows of it are in the tables; those of a replaced file are not.
        page: the receipt as a web page.
    """

    receipts: tuple[Receipt, ...]
    taken_at: dt.datetime | None
    is_current: bool
    page: Path

    @property
    def id(self) -> str:
        """The beginning of the file's fingerprint, by which a receipt is asked for."""
        return self.receipts[0].sha256[:8]

    @property
    def file_name(self) -> str:
        """The file's name."""
        return self.receipts[0].file_name


def kept_receipts(board: Workspace) -> Iterator[Receipt]:
    """The receipts that the workspace holds, by file and place in it."""
    for path in sorted(board.receipts.glob("*.json")):
        yield Receipt.model_validate_json(path.read_bytes())


def receipts_by_file(board: Workspace) -> list[FileReceipts]:
    """Every file that was taken in, the newest first."""
    manifest = board.store.manifest
    taken_at = {arrival.source: arrival.taken_at for arrival in manifest.arrivals}
    stored = tuple(partition.source for partition in manifest.partitions)
    found = [
        FileReceipts(
            tuple(receipts),
            taken_at.get(sha256),
            any(sha256.startswith(source) for source in stored),
            board.receipts / f"{sha256[:16]}.html",
        )
        for sha256, receipts in groupby(kept_receipts(board), key=lambda receipt: receipt.sha256)
    ]
    earliest = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda file: file.taken_at or earliest, reverse=True)


def receipts_called(board: Workspace, name: str) -> FileReceipts:
    """The newest receipts of the file with this name, or with a fingerprint that begins so.

    Raises:
        UserError: there are none.
    """
    for file in receipts_by_file(board):
        if name in (file.file_name, str(file.page)) or file.receipts[0].sha256.startswith(name.casefold()):
            return file
    raise UserError(
        f"「{name}」の受入票はありません。",
        where=str(board.receipts),
        fix="「edu-dx receipts」で一覧を出し、ファイル名か受入票の番号を指定してください。",
    )
