import nbformat
import pytest
from nbformat import NotebookNode

from edu_dx.run.findings import finding_texts, place_findings

new = nbformat.v4


def notebook(**findings: str) -> NotebookNode:
    """A notebook with one calculation between each two findings."""
    cells = []
    for name, text in findings.items():
        cells.append(new.new_code_cell("1", id=f"before-{name}"))
        cells.append(new.new_markdown_cell(text, id=name, metadata={"tags": ["finding"]}))
    cells.append(new.new_markdown_cell("## 次の一手", id="next"))
    return new.new_notebook(cells=cells)


def test_findings_go_into_the_cells_of_the_same_names() -> None:
    template = notebook(guess="予想を書く", found="ここに書く")

    place_findings({"found": "120人である。", "guess": "減ると思う。"}, template)

    assert finding_texts(template) == {"guess": "減ると思う。", "found": "120人である。"}


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        ({"guess": "一", "mine": "二", "found": "三"}, ["guess", "mine", "found"]),
        ({"guess": "一", "found": "二", "mine": "三"}, ["guess", "found", "mine"]),
        ({"mine": "一", "guess": "二", "found": "三"}, ["guess", "found", "mine"]),
    ],
)
def test_a_cell_that_the_student_added_goes_behind_the_one_it_stood_behind(
    texts: dict[str, str], order: list[str]
) -> None:
    template = notebook(guess="予想を書く", found="ここに書く")

    place_findings(texts, template)

    assert list(finding_texts(template)) == order
    assert finding_texts(template) == texts
    assert template.cells[-1].id == "next"
