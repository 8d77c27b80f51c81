"""The sample report, approved and as a draft, rendered once for all tests that only read it."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from edu_dx.report.approving import approve_run as approve
from edu_dx.report.document import Document, build_document
from edu_dx.report.exporters import html_report
from edu_dx.report.pdf import pdf_report
from edu_dx.report.workbook import workbook_report
from edu_dx.review.decisions import submit
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.record import NOTEBOOK_NAME, TableState, write_record
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from edu_dx.workspace.signing_key import SigningKey
from tests.boards import store_three_schools
from tests.report.sample import approved, draft, record, sample_notebook
from tests.report.sealing import SealedReport, seal_reports
from tests.review.signing import with_key


@pytest.fixture(scope="session")
def notebook() -> NotebookNode:
    return sample_notebook()


@pytest.fixture(scope="session")
def draft_document(notebook: NotebookNode) -> Document:
    return build_document(notebook, draft(notebook))


@pytest.fixture(scope="session")
def approved_document(notebook: NotebookNode) -> Document:
    return build_document(notebook, approved(notebook))


@pytest.fixture(scope="session")
def draft_html(draft_document: Document) -> str:
    return html_report(draft_document).decode("utf-8")


@pytest.fixture(scope="session")
def approved_html(approved_document: Document) -> str:
    return html_report(approved_document).decode("utf-8")


@pytest.fixture(scope="session")
def draft_pdf(draft_document: Document) -> bytes:
    return pdf_report(draft_document)


@pytest.fixture(scope="session")
def approved_pdf(approved_document: Document) -> bytes:
    return pdf_report(approved_document)


@pytest.fixture(scope="session")
def draft_workbook(draft_document: Document) -> bytes:
    return workbook_report(draft_document)


@pytest.fixture(scope="session")
def approved_workbook(approved_document: Document) -> bytes:
    return workbook_report(approved_document)


@pytest.fixture(scope="session")
def sealed_report(
    approved_html: str,
    approved_pdf: bytes,
    approved_workbook: bytes,
    tmp_path_factory: pytest.TempPathFactory,
) -> SealedReport:
    """The approved sample report in every format under one seal."""
    reports = {"html": approved_html.encode("utf-8"), "pdf": approved_pdf, "xlsx": approved_workbook}
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(KEYS_FOLDER_VARIABLE, str(tmp_path_factory.mktemp("session-keys")))
        key = SigningKey(tmp_path_factory.mktemp("session-board"), "taro")
        key.create()
        return seal_reports(reports, key)


StoreRun = Callable[..., Path]


@pytest.fixture
def store_run(board: Workspace) -> StoreRun:
    """Puts the sample notebook into the workspace as a run of the tables and the template as they are."""

    def store(notebook: NotebookNode, **changes: object) -> Path:
        store_three_schools(board)
        enrolment = TableState(
            name="enrolment",
            label="児童生徒数",
            fingerprint=board.store.fingerprint("enrolment"),
            records=board.store.records("enrolment"),
        )
        now = {
            "tables": [enrolment],
            "template_fingerprint": analysis_called("enrolment_projection").fingerprint,
            "executed_fingerprint": fingerprint(notebook, findings=False),
        }
        made = record(**{**now, **changes})
        folder = board.runs / made.id
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / NOTEBOOK_NAME)
        write_record(folder, made)
        return folder

    return store


@pytest.fixture
def approve_run(board: Workspace) -> Callable[[Path], None]:
    """Takes a run through submission by one person and approval by another."""

    def decide(folder: Path) -> None:
        submit(board, folder.name, board.config.person("hanako"))
        approve(board, folder.name, with_key(board, board.config.person("taro")))

    return decide
