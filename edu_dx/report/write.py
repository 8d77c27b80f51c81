"""Writing the reports of a run into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from edu_dx.errors import UserError, storage_error
from edu_dx.report.approved import report_to_hand_out
from edu_dx.report.document import Document, run_document
from edu_dx.report.exporters import html_report
from edu_dx.report.pdf import pdf_report
from edu_dx.report.provenance import read_run
from edu_dx.report.workbook import workbook_report
from edu_dx.workspace.whole_file import whole_file

_EDITIONS: dict[str, Callable[[Document], bytes]] = {
    "html": html_report,
    "pdf": pdf_report,
    "xlsx": workbook_report,
}
FORMATS = tuple(_EDITIONS)


def write_report(folder: Path, destination: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the report of the run in ``folder``; the paths of the files, whose names say if it is a draft.

    Args:
        folder: a run's folder.
        destination: where the files go; made if it is not there.
        formats: some of html, pdf, xlsx.

    Raises:
        UserError: an unknown format, no run, a run without results, or a place that cannot be written.
    """
    unknown = [name for name in formats if name not in _EDITIONS]
    if unknown:
        raise UserError(
            f"「{unknown[0]}」という形式の報告書は作れません。",
            where="--format",
            fix=f"使える形式: {'、'.join(FORMATS)}",
        )
    notebook, provenance = read_run(folder)
    document = cache(partial(run_document, folder, notebook, provenance))
    stem = folder.resolve().name + ("" if provenance.approved else "_下書き")

    def report(name: str) -> bytes:
        return report_to_hand_out(folder, provenance, name, lambda: rendered(document(), name))

    return [write_whole(destination / f"{stem}.{name}", report(name)) for name in formats]


def rendered(document: Document, name: str) -> bytes:
    """The report in one of ``FORMATS``, without a seal."""
    return _EDITIONS[name](document)


def write_whole(path: Path, content: bytes) -> Path:
    """Write the file in whole, so that a reader never sees half of it; UserError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            unfinished.write_bytes(content)
    except OSError as error:
        raise storage_error(error, path) from error
    return path
