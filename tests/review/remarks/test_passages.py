import nbformat
from nbformat import NotebookNode

from edu_dx.review.remarks.passages import passages_of
from edu_dx.review.remarks.remark import Place

new = nbformat.v4


def notebook(finding: str, *before: str) -> NotebookNode:
    cells = [new.new_markdown_cell(text, id=f"c{number}") for number, text in enumerate(before)]
    return new.new_notebook(
        cells=[*cells, new.new_markdown_cell(finding, id="found", metadata={"tags": ["finding"]})]
    )


def test_the_place_is_the_cell_under_its_own_heading_or_the_nearest_one_before() -> None:
    [own] = passages_of(notebook("### 分かったこと\n\n減った。", "## 読み方"), None)
    [before] = passages_of(notebook("減った。", "# 題\n\n## 読み方"), None)
    [none] = passages_of(notebook("減った。"), None)
    assert [own.place, before.place, none.place] == [
        Place("found", "分かったこと"),
        Place("found", "読み方"),
        Place("found", "found"),
    ]


def test_what_is_asked_before_the_calculation_is_an_expectation() -> None:
    [asked] = passages_of(notebook("### 予想\n\n朝。", "## 考えてみよう"), None)
    [told] = passages_of(notebook("### 結果\n\n朝。", "## 考えてみよう", "## 読み方"), None)
    assert (asked.expectation, told.expectation) == (True, False)


def test_the_students_sentences_are_those_that_the_template_does_not_say() -> None:
    template = notebook("## 分かったこと\n\n（ここに書いてください。事実から順に、期間を添えて書きます。）")
    written = notebook("## 分かったこと\n\n事実から順に、期間を添えて書きます。\n\n減った。\n- 5枚\n")
    [passage] = passages_of(written, template)
    assert passage.paragraphs == (("減った。",), ("5枚",))
    assert passage.request == "事実から順に、期間を添えて書きます。"


def test_a_short_prompt_is_the_templates_too() -> None:
    asks = notebook("## 分かったこと\n\nここに書く")
    [passage] = passages_of(asks, asks)
    assert (passage.sentences, passage.request) == ((), "ここに書く")
