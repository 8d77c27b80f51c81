import nbformat
import pytest
from nbformat import NotebookNode

from edu_dx.errors import UserError
from edu_dx.present.block import BLOCK_MIME
from edu_dx.report.document import Document, Finding, build_document
from edu_dx.report.prose import plain_text
from tests.report.sample import PROMPT, draft, key_number, sample_notebook


def document(notebook: NotebookNode) -> Document:
    return build_document(notebook, draft(notebook))


def findings(report: Document) -> list[Finding]:
    return [item for section in report.sections for item in section.items if isinstance(item, Finding)]


def test_sections_are_those_that_a_reader_wants(draft_document: Document) -> None:
    titles = [section.title for section in draft_document.sections if section.items]

    assert titles == ["目的", "分析の結果", "読み方", "言えないこと"]


def test_blocks_stand_in_the_order_of_the_notebook(draft_document: Document) -> None:
    assert [block.name for block in draft_document.blocks] == [
        "pupils",
        "self-service",
        "money",
        "trend",
        "grades",
        "services",
        "wide",
        "adds-up",
        "register",
    ]
    assert [block.name for block in draft_document.checks] == ["adds-up", "register"]


def test_a_finding_has_a_title_and_text(draft_document: Document) -> None:
    [finding] = findings(draft_document)

    assert finding.title == "分かったこと"
    assert plain_text(finding.nodes).startswith("この11年で")


@pytest.mark.parametrize(
    "source", [PROMPT, "### 分かったこと", "", "### 分かったこと\n\n（ここに書いてください: 何が。）"]
)
def test_a_finding_that_was_not_written_is_empty(source: str) -> None:
    [finding] = findings(document(sample_notebook(finding=source)))

    assert finding.nodes == ()


def test_a_finding_equal_to_its_placeholder_is_empty() -> None:
    notebook = sample_notebook(finding="### 分かったこと\n\nここに書く")
    for cell in notebook.cells:
        if cell.id == "found":
            cell.metadata["edu_dx"] = {"placeholder": "### 分かったこと\n\nここに書く"}

    assert findings(document(notebook))[0].nodes == ()


def test_text_written_beside_the_prompt_counts() -> None:
    [finding] = findings(document(sample_notebook(finding=PROMPT + "\n\n減りました。")))

    assert plain_text(finding.nodes) == "減りました。"


def test_the_period_is_the_one_of_most_results(draft_document: Document) -> None:
    assert draft_document.period == "2015〜2025年度（各年5月1日現在）"


def test_a_notebook_without_results_is_refused() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 題")])

    with pytest.raises(UserError, match="結果がありません"):
        build_document(notebook, draft(notebook))


def test_a_damaged_result_is_refused() -> None:
    notebook = sample_notebook(key_number())
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            del output["data"][BLOCK_MIME]["title"]

    with pytest.raises(UserError, match="壊れて"):
        build_document(notebook, draft(notebook))


def test_code_and_ordinary_output_are_left_out() -> None:
    notebook = sample_notebook(key_number())
    output = nbformat.v4.new_output("stream", text="途中の値")
    notebook.cells.append(nbformat.v4.new_code_cell("print('途中の値')", outputs=[output]))

    assert "途中の値" not in repr(document(notebook))
