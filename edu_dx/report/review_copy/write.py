"""The review copy as a file: one page, offline, without script."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from edu_dx.report.faces import embedded_faces
from edu_dx.report.review_copy.page import review_page
from edu_dx.report.templates import REPORT, REVIEW_COPY, template_text, templates_folder
from edu_dx.report.write import write_whole
from edu_dx.review.baselines import Baseline
from edu_dx.review.dossier import Dossier, dossier
from edu_dx.review.events import now
from edu_dx.workspace import Person, Workspace

_PRINTED_FILES = ((REVIEW_COPY, "index.html.j2"), (REVIEW_COPY, "style.css"), (REPORT, "pieces.html.j2"))


def review_copy(found: Dossier, at: dt.datetime) -> bytes:
    """The page; the same bytes for the same dossier and moment."""
    page = review_page(found, at)
    printed = (
        json.dumps(page, ensure_ascii=False),
        *(template_text(template, name) for template, name in _PRINTED_FILES),
    )
    return _template().render(page=page, faces=embedded_faces(printed)).encode("utf-8")


def write_review_copy(
    board: Workspace,
    run: str,
    *,
    reader: Person | None = None,
    baseline: Baseline | None = None,
    path: Path | None = None,
) -> Path:
    """Write the review copy of a run; where it was written.

    Args:
        board: the workspace.
        run: name of the run.
        reader: who reads it.
        baseline: what the run is compared with; without one, what reviewers saw last.
        path: where it goes; without one, into the folder of reports.

    Raises:
        UserError: no such run, a file of it cannot be read, or the place cannot be written.
    """
    found = dossier(board, run, reader=reader, baseline=baseline)
    return write_whole(path or board.reports / f"{_file_name(found)}.html", review_copy(found, now()))


def _file_name(found: Dossier) -> str:
    """A name of its own for a page that holds what only reviewers may read."""
    return f"{found.record.id}_確認用" + ("_内部メモあり" if found.notes else "")


@cache
def _template() -> Template:
    folders = [templates_folder(name) / name for name in (REVIEW_COPY, REPORT)]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html.j2")
