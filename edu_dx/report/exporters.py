"""The report as nbconvert exporters: ``jupyter nbconvert --to edu-dx-html | edu-dx-pdf | edu-dx-xlsx``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from traitlets import List, Unicode
from traitlets.config import Application

from edu_dx.errors import UserError
from edu_dx.report.document import Document, notebook_document
from edu_dx.report.pdf import pdf_report
from edu_dx.report.preprocessor import RESOURCE, notebook_path
from edu_dx.report.templates import TEMPLATE_NAME, templates_folder
from edu_dx.report.workbook import workbook_report

Converted = tuple[Any, dict[str, Any]]


class ReportHTMLExporter(HTMLExporter):
    """One offline web page; the template does the rest."""

    export_from_notebook = "教育DX 報告書 (HTML)"
    template_name = Unicode(TEMPLATE_NAME).tag(config=True, affects_template=True)
    extra_template_basedirs = List(Unicode()).tag(config=True, affects_environment=True)

    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(templates_folder())]

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Converted:
        """The page and nbconvert's resources."""
        return _for_reader(
            lambda: super(ReportHTMLExporter, self).from_notebook_node(nb, resources, **kwargs)
        )


def html_report(document: Document) -> bytes:
    """The web page of a document."""
    exporter = ReportHTMLExporter()  # type: ignore[no-untyped-call]
    nothing = new_notebook()  # type: ignore[no-untyped-call]
    page, _ = exporter.from_notebook_node(nothing, {RESOURCE: document})
    return str(page).encode("utf-8")


class _FileExporter(Exporter):
    """An edition that is made from the document without a Jinja template."""

    def _render(self, document: Document) -> bytes:
        raise NotImplementedError

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> Converted:
        """The file's bytes and nbconvert's resources."""
        _, found = super().from_notebook_node(nb, resources, **kwargs)
        return _for_reader(lambda: (self._render(notebook_document(nb, notebook_path(found))), found))


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
