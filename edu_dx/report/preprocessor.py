"""The step that hands the report's page to an nbconvert template.

The template names it in its ``conf.json``; so ``--template edu_dx_report`` and ``--to edu-dx-html`` print the
same page from the same texts, and neither holds a rule of its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from edu_dx.report.document import Document, notebook_document
from edu_dx.report.faces import embedded_faces
from edu_dx.report.page import report_page
from edu_dx.report.templates import REPORT, template_text

RESOURCE = "edu_dx_report"


class ReportPreprocessor(Preprocessor):
    """Puts what the template prints into ``resources["edu_dx_report"]``."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the page of the notebook (or of the document that is there already) to the resources."""
        document = resources.get(RESOURCE)
        if not isinstance(document, Document):
            document = notebook_document(nb, notebook_path(resources))
        return nb, {**resources, RESOURCE: _web_page(document)}


def notebook_path(resources: dict[str, Any]) -> Path | None:
    """The file that nbconvert reads; None for a notebook that is in memory only."""
    place = resources.get("metadata", {})
    if "path" not in place:
        return None
    return Path(place["path"]) / f"{place['name']}.ipynb"


def _web_page(document: Document) -> dict[str, Any]:
    page = report_page(document)
    printed = (
        json.dumps(page, ensure_ascii=False),
        *(
            template_text(REPORT, name)
            for name in ("index.html.j2", "pieces.html.j2", "pieces.css", "style.css")
        ),
    )
    return {
        "page": page,
        "faces": embedded_faces(printed),
        "running_css": _css_string(page["running"]),
        "marks_css": _css_string(page["marks"]),
    }


def _css_string(text: str) -> str:
    """``text`` for a quoted string of a stylesheet: every sign by its number, so that none can end it."""
    return "".join(f"\\{ord(sign):06x}" for sign in text)
