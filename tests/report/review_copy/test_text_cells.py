import nbformat

from edu_dx.report.review_copy.text_cells import text_cells
from tests.report.sample import PROMPT

new = nbformat.v4


def cells(*sources: str, finding: bool = False) -> nbformat.NotebookNode:
    tags = {"tags": ["finding"]} if finding else {}
    return new.new_notebook(
        cells=[new.new_markdown_cell(text, id=f"c{n}", metadata=tags) for n, text in enumerate(sources)]
    )


def test_headings_fit_below_those_of_the_page() -> None:
    found = text_cells(cells("# 推計\n\n## 目的\n\n文", "## 手順\n\n### 読む", "#### 深い"), "推計")

    assert found["c0"].headings == [(3, "目的")]
    assert found["c1"].headings == [(3, "手順"), (4, "読む")]
    assert found["c2"].headings == [(5, "深い")]


def test_a_heading_alone_is_not_written_text() -> None:
    found = text_cells(cells("## 手順", "## 手順\n\n文"), "推計")

    assert [cell.written for cell in found.values()] == [False, True]


def test_a_request_that_nobody_answered_is_not_a_finding() -> None:
    found = text_cells(cells(PROMPT, "### 分かったこと\n\n減ります。", finding=True), "推計")

    assert [(cell.finding, cell.written) for cell in found.values()] == [(True, False), (True, True)]
