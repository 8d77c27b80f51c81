import pytest

from edu_dx.errors import UserError
from edu_dx.review.decisions import deliver, send_back, submit, withdraw
from edu_dx.review.events import Actor
from edu_dx.review.journal import events
from edu_dx.review.queue import reviewed_runs, waiting_for_review
from edu_dx.review.rounds import notebook_of_round
from edu_dx.review.standing import standing
from edu_dx.review.states import State
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import CheckResult, Failure, TableState, read_record, write_record
from edu_dx.workspace import Person, Workspace
from tests.boards import store_three_schools
from tests.review.conftest import RUN, STEM, edit_finding, execute_by_hand
from tests.review.signing import approve


def person(board: Workspace, name: str) -> Person:
    return board.config.person(name)


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
    assert approved.drafted_by == Actor.of(hanako)
    assert approved.approved_by and approved.approved_by.id == "taro"
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
    with pytest.raises(UserError, match="いまは「作成中」（支援員の番）なので承認できません"):
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
    path = board.runs / run / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.cells[0].outputs[0].data["text/plain"] = "999"
    write_notebook(notebook, path)

    with pytest.raises(UserError, match="実行のあとに書き換えられています"):
        submit(board, run, person(board, "hanako"))


def test_an_approved_report_is_delivered_and_may_be_withdrawn_with_a_reason(
    board: Workspace, run: str, hanako: Person, taro: Person, ichiro: Person
) -> None:
    submit(board, run, hanako)
    with pytest.raises(UserError, match="いまは「提出」（コンサルタントの番）なので交付できません"):
        deliver(board, run, ichiro)
    approve(board, run, taro)

    assert deliver(board, run, ichiro, "教育長へ").state is State.DELIVERED
    with pytest.raises(UserError, match="取下げには理由が必要です"):
        withdraw(board, run, ichiro)
    assert withdraw(board, run, ichiro, "図3の年度が違っていた").state is State.WITHDRAWN
    assert submit(board, run, hanako).rounds == 2


def test_a_drafter_takes_a_submission_back(board: Workspace, run: str, hanako: Person, taro: Person) -> None:
    submit(board, run, hanako)

    with pytest.raises(UserError, match="ほかの人が提出した分析を取下げできません"):
        withdraw(board, run, taro)
    assert withdraw(board, run, hanako).state is State.WITHDRAWN


def test_the_repetition_handed_in_last_takes_the_place_of_the_one_before(
    board: Workspace, run: str, hanako: Person, midori: Person
) -> None:
    submit(board, run, hanako)
    again = execute_by_hand(board, f"{STEM}-02", pupils=130)

    assert submit(board, again, midori).rounds == 2

    assert [item.record.id for item in waiting_for_review(board)] == [again]
    assert standing(board, run).state is State.WITHDRAWN
    assert (
        standing(board, run).history[-1].comment
        == f"「{again}」を提出したため、前の実行の提出を取り下げました。"
    )


def test_what_was_handed_in_is_kept_as_it_was(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    edit_finding(board, "はじめの考え")
    first = submit(board, run, hanako).submission
    send_back(board, run, taro, "理由を足してください")
    edit_finding(board, "つぎの考え")
    second = submit(board, run, hanako).submission

    assert first and second
    assert notebook_of_round(board, first).cells[-1].source == "はじめの考え"
    assert notebook_of_round(board, second).cells[-1].source == "つぎの考え"
    (board.runs / run / "rounds" / "01.ipynb").write_bytes(
        (board.runs / run / "rounds" / "02.ipynb").read_bytes()
    )
    with pytest.raises(UserError, match="提出されたときの控えが、あとから書き換えられています"):
        notebook_of_round(board, first)


def test_an_approval_lapses_when_a_table_or_the_template_changes(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    store_three_schools(board)
    state = TableState(
        name="enrolment", label="児童生徒数", fingerprint=board.store.fingerprint("enrolment"), records=3
    )
    change_record(board, tables=[state])
    submit(board, run, hanako)
    approve(board, run, taro)
    deliver(board, run, taro)

    board.store.write("enrolment", board.table("enrolment").assign(pupils=1), source="b" * 64)

    lapsed = standing(board, run)
    assert lapsed.state is State.LAPSED
    assert lapsed.lapsed_because == ("使った資料「児童生徒数・学級数」が、実行のあとに入れ替わっています。",)
    assert [item.standing.state for item in reviewed_runs(board)] == [State.LAPSED]
    with pytest.raises(UserError, match="いまの資料・ひな形と合っていません"):
        submit(board, run, hanako)


def test_every_event_tells_what_was_seen(board: Workspace, run: str, hanako: Person, taro: Person) -> None:
    submit(board, run, hanako, "よろしくお願いします", warned=["ratio_without_n"])
    approve(board, run, taro)

    submission, approval = events(board, STEM)
    assert submission.content == approval.content == standing(board, RUN).history[0].content
    assert (submission.round, submission.warned) == (1, ("ratio_without_n",))
