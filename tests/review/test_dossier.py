from edu_dx.review.commenting import comment, note
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.dossier import dossier
from edu_dx.review.events import Anchor
from edu_dx.workspace import Person, Workspace
from tests.review.conftest import STEM, edit_finding, execute_by_hand


def test_before_the_first_round_there_is_nothing_to_compare_with(
    board: Workspace, run: str, hanako: Person
) -> None:
    found = dossier(board, run)

    assert found.changed is None
    assert found.not_compared == "前の回がないため、比べられません。"
    assert found.since == found.record.started_at


def test_the_next_round_is_compared_with_what_reviewers_saw(
    board: Workspace, run: str, hanako: Person, taro: Person
) -> None:
    submit(board, run, hanako)
    send_back(board, run, taro, "数え直してください")
    again = execute_by_hand(board, f"{STEM}-02", pupils=130)
    submit(board, again, hanako)

    found = dossier(board, again)

    assert found.changed is not None
    assert "数値1件" in found.changed.headline
    assert found.since == found.standing.submission.at  # type: ignore[union-attr]


def test_a_notebook_edited_after_submission_is_noticed(board: Workspace, run: str, hanako: Person) -> None:
    submit(board, run, hanako)
    assert not dossier(board, run).edited

    edit_finding(board, "あとから書いた")

    assert dossier(board, run).edited


def test_comments_stand_at_their_place_even_when_the_words_quoted_are_gone(
    board: Workspace, run: str, taro: Person
) -> None:
    edit_finding(board, "はじめの言葉")
    comment(board, run, taro, "なぜ", anchor=Anchor(block="found", quote="はじめ"))
    comment(board, run, taro, "全体に", anchor=Anchor())
    edit_finding(board, "べつの言葉")

    found = dossier(board, run)

    assert [thread.number for thread in found.threads_at("found")] == [1]
    assert [thread.number for thread in found.whole_run_threads] == [2]
    assert found.orphans == ()


def test_comments_on_what_is_gone_are_orphans(board: Workspace, run: str, taro: Person) -> None:
    comment(board, run, taro, "なぜ", anchor=Anchor(block="found"))
    again = execute_by_hand(board, f"{STEM}-02")
    notebook = board.runs / again / "notebook.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace('"found"', '"other"'), encoding="utf-8")

    assert [thread.number for thread in dossier(board, again).orphans] == [1]


def test_only_reviewers_see_reviewers_notes(
    board: Workspace, run: str, hanako: Person, taro: Person, ichiro: Person
) -> None:
    note(board, run, taro, "ここだけの話")

    assert [event.comment for event in dossier(board, run, reader=taro).notes] == ["ここだけの話"]
    for reader in (hanako, ichiro, None):
        assert dossier(board, run, reader=reader).notes == ()


def test_the_last_submission_tells_evidence_and_what_was_left_standing(
    board: Workspace, run: str, hanako: Person
) -> None:
    assert (dossier(board, run).evidence, dossier(board, run).warned) == (None, ())

    submit(board, run, hanako, warned=["注意"])

    assert dossier(board, run).warned == ("注意",)
