import datetime as dt
from pathlib import Path

import nbformat
import pytest

from edu_dx.errors import UserError
from edu_dx.review.decisions import approve, send_back, submit
from edu_dx.review.queue import waiting_for_review
from edu_dx.review.standing import standing
from edu_dx.review.states import State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import CheckResult, Failure, RunRecord, read_record, write_record
from edu_dx.workspace import Person, Workspace

RUN = "pupil_count-2025-city-01"


@pytest.fixture
def run(board: Workspace) -> str:
    """An executed run without a kernel: the review looks at files alone."""
    folder = board.runs / RUN
    folder.mkdir(parents=True)
    new = nbformat.v4
    output = new.new_output(
        "display_data", data={"text/plain": "120.0", "application/json": {"value": 120.0}}
    )
    notebook = new.new_notebook(
        cells=[
            new.new_code_cell("count()", id="count", outputs=[output], execution_count=1),
            new.new_markdown_cell("ここに書く", id="found", metadata={"tags": ["finding"]}),
        ]
    )
    write_notebook(notebook, folder / "notebook.ipynb")
    record = RunRecord(
        id=RUN,
        analysis="pupil_count",
        title="児童生徒数",
        board_name=board.name,
        fictional=True,
        edition="internal",
        unit="全市",
        parameters=[],
        tables=[],
        template_fingerprint="sha256:t",
        executed_fingerprint=fingerprint(notebook, findings=False),
        versions={},
        started_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        seconds=1.0,
        outcome="succeeded",
    )
    write_record(folder, record)
    return RUN


def person(board: Workspace, name: str) -> Person:
    return board.config.person(name)


def edit_finding(board: Workspace, text: str) -> None:
    path = board.runs / RUN / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.cells[-1].source = text
    write_notebook(notebook, path)


def change_record(board: Workspace, **changes: object) -> None:
    folder = board.runs / RUN
    write_record(folder, read_record(folder).model_copy(update=changes))


def test_a_run_goes_from_draft_over_a_return_to_approval(board: Workspace, run: str) -> None:
    hanako, taro = person(board, "hanako"), person(board, "taro")

    assert standing(board, run).state is State.DRAFT
    assert submit(board, run, hanako).state is State.SUBMITTED
    assert [item.record.id for item in waiting_for_review(board)] == [run]
    assert send_back(board, run, taro, "図の読み方を足してください").state is State.RETURNED
    edit_finding(board, "120人である。")
    assert submit(board, run, hanako).rounds == 2
    approved = approve(board, run, taro)

    assert approved.state is State.APPROVED
    assert (approved.drafted_by, approved.approved_by) == (hanako, taro)
    assert [event.comment for event in approved.history] == ["", "図の読み方を足してください", "", ""]


def test_nobody_approves_or_returns_their_own_work(board: Workspace, run: str) -> None:
    taro = person(board, "taro")
    submit(board, run, taro)

    with pytest.raises(UserError, match="試作 太郎さんは自分が提出した分析を承認できません"):
        approve(board, run, taro)
    with pytest.raises(UserError, match="自分が提出した分析を差戻しできません"):
        send_back(board, run, taro, "直してください")
    assert approve(board, run, person(board, "midori")).state is State.APPROVED


def test_an_earlier_drafter_may_not_approve_what_another_handed_in_again(board: Workspace, run: str) -> None:
    taro, midori = person(board, "taro"), person(board, "midori")
    submit(board, run, taro)
    send_back(board, run, midori, "数を確かめてください")
    submit(board, run, person(board, "hanako"))

    with pytest.raises(UserError, match="自分が提出した分析を承認できません"):
        approve(board, run, taro)


@pytest.mark.parametrize("name", ["hanako", "ichiro"])
def test_only_a_consultant_approves(board: Workspace, run: str, name: str) -> None:
    submit(board, run, person(board, "taro"))

    with pytest.raises(UserError, match="コンサルタントの人に頼んでください"):
        approve(board, run, person(board, name))


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_a_return_needs_a_comment(board: Workspace, run: str, comment: str) -> None:
    submit(board, run, person(board, "hanako"))

    with pytest.raises(UserError, match="--comment"):
        send_back(board, run, person(board, "taro"), comment)


def test_a_draft_is_not_approved(board: Workspace, run: str) -> None:
    with pytest.raises(UserError, match="いまは「作成中」なので承認できません"):
        approve(board, run, person(board, "taro"))


def test_an_approval_falls_away_when_the_notebook_changes(board: Workspace, run: str) -> None:
    submit(board, run, person(board, "hanako"))
    approve(board, run, person(board, "taro"))
    edit_finding(board, "あとから書き換えた")

    lapsed = standing(board, run)

    assert lapsed.state is State.LAPSED
    assert lapsed.approved_by is None
    assert submit(board, run, person(board, "hanako")).state is State.SUBMITTED


def test_an_approval_survives_what_jupyterlab_does_on_opening(board: Workspace, run: str) -> None:
    submit(board, run, person(board, "hanako"))
    approve(board, run, person(board, "taro"))
    path = board.runs / run / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    notebook.cells[0].execution_count = None
    notebook.cells[0].outputs[0].data["application/json"]["value"] = 120
    write_notebook(notebook, path)

    assert standing(board, run).state is State.APPROVED


def test_what_changed_after_submission_is_not_approved(board: Workspace, run: str) -> None:
    submit(board, run, person(board, "hanako"))
    edit_finding(board, "提出のあとに書いた")

    with pytest.raises(UserError, match="提出のあとにノートブックが変わっています"):
        approve(board, run, person(board, "taro"))


def test_a_failed_check_blocks_submission(board: Workspace, run: str) -> None:
    change_record(
        board, checks=[CheckResult(name="c", title="合計が合う", passed=False, guidance="資料を直す")]
    )

    with pytest.raises(UserError, match="合計が合う: 資料を直す"):
        submit(board, run, person(board, "hanako"))


def test_a_failed_run_is_not_submitted(board: Workspace, run: str) -> None:
    change_record(board, failure=Failure(cell="セル3", message="資料が足りません。"))

    with pytest.raises(UserError, match="資料が足りません"):
        submit(board, run, person(board, "hanako"))


def test_an_edited_calculation_is_not_submitted(board: Workspace, run: str) -> None:
    path: Path = board.runs / run / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.cells[0].outputs[0].data["text/plain"] = "999"
    write_notebook(notebook, path)

    with pytest.raises(UserError, match="実行のあとに書き換えられています"):
        submit(board, run, person(board, "hanako"))
