from copy import deepcopy

import pytest
from nbformat import NotebookNode

from edu_dx.review.remarks.manuscript import Manuscript
from edu_dx.review.remarks.unanswered import remarks
from edu_dx.run.catalogue import notebooks_folder
from edu_dx.run.notebook import read_notebook
from tests.review.remarks.manuscripts import FINDING, GUESS, manuscript, record, template

NAMES = sorted(path.stem for path in notebooks_folder().glob("*.ipynb"))
REQUEST = "（ここに書いてください: 影響を受けるのは朝と夕方のどちらが多いと思いますか。どの用件の人ですか。その人たちは、ほかの時間に来られますか。）"


def found(notebook: NotebookNode, made_from: NotebookNode | None) -> list[tuple[str, str]]:
    remarks_ = remarks(Manuscript(record(), notebook, made_from, ()))
    return [(remark.place.anchor, remark.place.heading) for remark in remarks_]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_catalogue", [True, False])
def test_the_requests_of_every_standard_analysis_are_unanswered(name: str, in_catalogue: bool) -> None:
    notebook = read_notebook(notebooks_folder() / f"{name}.ipynb")
    assert found(notebook, notebook if in_catalogue else None) == [
        ("expectation", "計算の前の予想"),
        ("findings", "分かったこと"),
    ]


def test_what_is_written_is_answered() -> None:
    assert list(remarks(manuscript(FINDING, GUESS))) == []


@pytest.mark.parametrize(
    "nothing", ["", "  \n", "（）", "- \n- ", "…", "（ここに書いてください。）", "(ここに書いてください)"]
)
def test_empty_cells_are_unanswered(nothing: str) -> None:
    [remark] = remarks(manuscript(guess=nothing))
    assert remark.what == "まだ何も書かれていません。"


@pytest.mark.parametrize(
    "guess",
    [
        f"{REQUEST}\n\n朝のほうが多いと思う。",
        f"朝のほうが多いと思う。\n\n{REQUEST}",
        "（ここに書いてください: 朝のほうが多いと思う。）\n夕方は少ない。",
        "（ここに書いてください: 影響を受けるのは朝と夕方のどちらが多い\n\n朝だと思う。",
    ],
)
def test_a_request_that_still_stands_counts_though_something_is_written(guess: str) -> None:
    [remark] = remarks(manuscript(guess=guess))
    assert "案内する文" in remark.what
    assert remark.quote.startswith("（ここに書いてください")


def test_words_inside_the_request_would_not_be_in_the_report() -> None:
    [remark] = remarks(
        manuscript(guess="（ここに書いてください: 朝のほうが多いと思う。仕事の前に寄るからだ。）")
    )
    assert remark.what == "まだ何も書かれていません。"


def test_an_order_to_the_author_must_go_but_a_question_may_stay_above_its_answer() -> None:
    orders = "事実 → 読み取り → 提案の順に、数字には分子・分母・期間を添えます。\n" + FINDING
    assert ["案内する文" in remark.what for remark in remarks(manuscript(orders))] == [True]
    questions = "どの用件の人ですか。\n→ 住民票を取りに来る人が多いと思う。"
    assert list(remarks(manuscript(guess=questions))) == []


def test_questions_without_an_answer_are_unanswered() -> None:
    [remark] = remarks(manuscript(guess="どの用件の人ですか。その人たちは、ほかの時間に来られますか。"))
    assert remark.what == "まだ何も書かれていません。"


def test_a_deleted_cell_is_missed() -> None:
    notebook = deepcopy(template())
    notebook.cells = [cell for cell in notebook.cells if cell.id != "findings"]
    assert ("findings", "分かったこと") in found(notebook, template())
