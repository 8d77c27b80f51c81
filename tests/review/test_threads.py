import pytest

from edu_dx.errors import UserError
from edu_dx.review.anchors import place_of
from edu_dx.review.commenting import answer, comment, note, reopen, resolve
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.events import Anchor, Reason
from edu_dx.review.standing import standing
from edu_dx.review.threads import ThreadState, notes_of
from edu_dx.run.notebook import read_notebook
from edu_dx.workspace import Person, Workspace
from tests.review.conftest import RUN, STEM, edit_finding, execute_by_hand


def test_a_thread_is_opened_at_a_block_answered_and_resolved(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)

    opened = comment(
        board, run, taro, "年度を添えてください", anchor=Anchor(block="pupils"), reason=Reason.DEFINITION
    )

    assert (opened.number, opened.state) == (1, ThreadState.OPEN)
    assert opened.about == "数値「児童生徒数」：120 人"
    assert answer(board, run, hanako, 1, "書き足しました").state is ThreadState.ANSWERED
    assert reopen(board, run, taro, 1, "まだありません").state is ThreadState.OPEN
    assert answer(board, run, hanako, 1, "書き足しました").state is ThreadState.ANSWERED
    assert resolve(board, run, taro, 1).state is ThreadState.RESOLVED
    [thread] = standing(board, run).threads
    assert [message.text for message in thread.messages] == [
        "年度を添えてください",
        "書き足しました",
        "まだありません",
        "書き足しました",
        "",
    ]
    assert thread.reason is Reason.DEFINITION


def test_a_thread_may_be_about_words_of_a_text_or_the_whole_run(
    board: Workspace, run: str, taro: Person
) -> None:
    assert comment(board, run, taro, "書いてください", anchor=Anchor(block="found", quote="書く")).number == 1
    assert comment(board, run, taro, "全体に短く").about == ""


def test_a_place_that_is_not_there_is_refused_with_the_places_that_are(
    board: Workspace, run: str, taro: Person
) -> None:
    with pytest.raises(UserError, match="・pupils　数値「児童生徒数」：120 人"):
        comment(board, run, taro, "?", anchor=Anchor(block="pupil"))
    with pytest.raises(UserError, match="という言葉は、文章「ここに書く」にありません"):
        comment(board, run, taro, "?", anchor=Anchor(block="found", quote="書かない"))


def test_threads_are_carried_to_the_next_repetition_and_orphans_say_what_they_were_about(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    comment(board, run, taro, "数を確かめてください", anchor=Anchor(block="pupils"))
    comment(board, run, taro, "言い切りすぎです", anchor=Anchor(block="found", quote="ここに"))
    send_back(board, run, taro)

    again = execute_by_hand(board, f"{STEM}-02", pupils=130)
    edit_finding(board, "書き直した", again)
    threads = standing(board, again).threads

    notebook = read_notebook(board.runs / again / "notebook.ipynb")
    assert [thread.number for thread in threads] == [1, 2]
    assert place_of(notebook, threads[0].anchor) is not None
    assert threads[0].about == "数値「児童生徒数」：120 人"
    assert place_of(notebook, threads[1].anchor) is None
    assert threads[1].about == "文章「ここに書く」"
    with pytest.raises(UserError, match="まだ答えていないコメントが2件"):
        submit(board, again, hanako)


def test_a_settled_thread_is_not_answered_again(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    comment(board, run, taro, "数を確かめてください")
    resolve(board, run, taro, 1, "こちらの見間違いでした")

    with pytest.raises(UserError, match="いま「解決」なので、回答できません"):
        answer(board, run, hanako, 1, "はい")
    with pytest.raises(UserError, match="2番のコメントはありません"):
        answer(board, run, hanako, 2, "はい")


def test_notes_between_reviewers_are_no_threads(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    note(board, run, taro, "去年も同じ所で迷った")

    assert standing(board, run).threads == ()
    assert [item.comment for item in notes_of(standing(board, RUN).lineage)] == ["去年も同じ所で迷った"]
    with pytest.raises(UserError, match="支援員の見本 花子さんは内部メモできません"):
        note(board, run, hanako, "見えますか")
