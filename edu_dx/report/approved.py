"""The sealed reports that an approved run keeps.

Whoever gets a report later gets the bytes that were approved, whatever the software that writes reports has become.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from edu_dx.errors import UserError, storage_error
from edu_dx.report.provenance import Provenance
from edu_dx.report.seals.registry import digests, opened, sealed
from edu_dx.review.approval import APPROVED_FOLDER, Seal, read_seal
from edu_dx.workspace.whole_file import replace_durably


def keep_approved(folder: Path, reports: Mapping[str, bytes]) -> None:
    """Keep sealed reports, by format, in a run's folder; UserError if they cannot be stored."""
    for name, content in reports.items():
        path = _path(folder, name)
        try:
            path.parent.mkdir(exist_ok=True)
            replace_durably(path, content)
        except OSError as error:
            raise storage_error(error, path) from error


def report_to_hand_out(folder: Path, provenance: Provenance, name: str, render: Callable[[], bytes]) -> bytes:
    """The report of a run: of an approved one as it was approved, of any other as it is now.

    Args:
        folder: the run's folder.
        provenance: where the report comes from.
        name: the format.
        render: writes the report as it is now, without a seal.

    Raises:
        UserError: the approved report was lost or changed, and the software of today writes another one.
    """
    return _as_approved(folder, name, read_seal(provenance.seal), render) if provenance.seal else render()


def _as_approved(folder: Path, name: str, seal: Seal, render: Callable[[], bytes]) -> bytes:
    """The report kept or, where that was lost, one of the same content.

    Raises:
        UserError: the report kept was lost or changed, and the software of today writes another one.
    """
    path, digest = _path(folder, name), seal.statement.reports[name]
    kept = path.read_bytes() if path.is_file() else b""
    if kept and _is_intact(name, kept, digest):
        return kept
    anew = {name: render()}
    if digests(anew)[name] == digest:
        return sealed(anew, seal)[name]
    raise UserError(
        "承認された報告書の控えが失われたか書き換えられていて、同じものを作ることもできません。",
        where=str(path),
        fix="控え（バックアップ）から戻すか、「edu-dx withdraw」で取り下げ、もう一度提出と承認をしてください。",
    )


def _is_intact(name: str, file: bytes, digest: str) -> bool:
    try:
        found = opened(name, file)
    except UserError:
        return False
    return found.untouched and found.digest == digest


def _path(folder: Path, name: str) -> Path:
    return folder / APPROVED_FOLDER / f"{folder.resolve().name}.{name}"
