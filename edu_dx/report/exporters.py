"""The report as nbconvert exporters: ``jupyter nbconvert --to edu-dx-html | edu-dx-pdf | edu-dx-xlsx``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import List, Unicode
from traitlets.config import Application

from edu_dx.errors import UserError
from edu_dx.report.approved import report_to_hand_out
from edu_dx.report.document import Document, notebook_document
from edu_dx.report.pdf import pdf_report
from edu_dx.report.preprocessor import RESOURCE, notebook_path
from edu_dx.report.provenance import is_run_notebook, provenance_of
from edu_dx.report.templates import REPORT, templates_folder
from edu_dx.report.workbook import workbook_report

Converted = tuple[Any, dict[str, Any]]


class ReportHTMLExporter(TemplateExporter):
    """One offline web page; the template does all of it.

    nbconvert's own HTML exporter would parse the finished page once more and print it anew, to add what the template
    has written already.
    """

    export_from_notebook = "教育DX 報告書 (HTML)"
    file_extension = ".html"
    output_mimetype = "text/html"
    template_name = Unicode(REPORT).tag(config=True, affects_template=True)
    extra_template_basedirs = List(Unicode()).tag(config=True, affects_environment=True)

    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(templates_folder(REPORT))]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Converted:
        """The page and nbconvert's resources."""

        def convert() -> Converted:
            page, found = super(ReportHTMLExporter, self).from_notebook_node(nb, resources, **kwargs)
            path = notebook_path(found)
            if path is None or not is_run_notebook(path):
                return page, found
            content = report_to_hand_out(path.parent, provenance_of(path.parent), "html", page.encode)
            return content.decode("utf-8"), found

        return _for_reader(convert)


def html_report(document: Document) -> bytes:
    """The web page of a document."""
    nothing = new_notebook()  # type: ignore[no-untyped-call]
    page, _ = _html_exporter().from_notebook_node(nothing, {RESOURCE: document})
    return str(page).encode("utf-8")


@cache
def _html_exporter() -> ReportHTMLExporter:
    """One for all threads: it keeps nothing of a document, and its templates are compiled once."""
    return ReportHTMLExporter()  # type: ignore[no-untyped-call]


class _FileExporter(Exporter):
    """An edition that is made from the document without a Jinja template."""

    def _render(self, document: Document) -> bytes:
        raise NotImplementedError

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Converted:
        """The file's bytes and nbconvert's resources."""
        _, found = super().from_notebook_node(nb, resources, **kwargs)
        return _for_reader(lambda: (self._content(nb, notebook_path(found)), found))

    def _content(self, nb: NotebookNode, path: Path | None) -> bytes:
        document = notebook_document(nb, path)
        render = partial(self._render, document)
        name = self.file_extension.removeprefix(".")
        return report_to_hand_out(path.parent, document.provenance, name, render) if path else render()


class ReportPDFExporter(_FileExporter):
    """A tagged PDF on A4."""

    export_from_notebook = "教育DX 報告書 (PDF)"
    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    def _render(self, document: Document) -> bytes:
        return pdf_report(document)


class ReportWorkbookExporter(_FileExporter):
    """The numbers as an Excel workbook."""

    export_from_notebook = "教育DX 集計表 (Excel)"
    file_extension = ".xlsx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def _render(self, document: Document) -> bytes:
        return workbook_report(document)


def _for_reader(convert: Callable[[], Converted]) -> Converted:
    """The conversion; under nbconvert's command a user's mistake ends it with its text and no traceback."""
    try:
        return convert()
    except UserError as error:
        if Application.initialized() and Application.instance().name == "jupyter-nbconvert":
            raise SystemExit(str(error)) from error
        raise
