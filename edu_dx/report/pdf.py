"""The report as a tagged PDF, set by typst."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import typst

from edu_dx.present import style
from edu_dx.report.document import Document
from edu_dx.report.faces import printable_codes
from edu_dx.report.page import report_page
from edu_dx.report.templates import REPORT, templates_folder

# What Japanese typesetters put where a character is not in the case.
NO_GLYPH = "〓"


def pdf_report(document: Document) -> bytes:
    """The PDF (PDF/UA-1, both faces embedded); the same bytes for the same document."""
    page = report_page(document)
    dated = document.provenance.dated
    page["dated"] = {"year": dated.year, "month": dated.month, "day": dated.day} if dated else None
    pdf: bytes = typst.compile(
        templates_folder(REPORT) / REPORT / "report.typ",
        font_paths=[path.parent for path in style.font_files()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"page": json.dumps(_printable(page), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=0,
    )
    return pdf


def _printable(value: Any) -> Any:
    """The same data with 〓 for each character that the face does not have: typst would refuse the page."""
    if isinstance(value, dict):
        return {key: text if key == "svg" else _printable(text) for key, text in value.items()}
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if isinstance(value, str):
        return "".join(map(_printable_sign, value))
    return value


def _printable_sign(sign: str) -> str:
    if ord(sign) in printable_codes() or sign == "\n" or unicodedata.name(sign, "").startswith("VARIATION"):
        return sign
    return " " if sign.isspace() else NO_GLYPH
