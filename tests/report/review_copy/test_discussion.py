from pathlib import Path

import pytest

from edu_dx.report.review_copy.discussion import comment_command, thread_texts
from edu_dx.review.decisions import submit
from edu_dx.review.dossier import Dossier, dossier
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.report.review_copy.conftest import Texts, place
from tests.report.review_copy.played import BEFORE, FIRST, HOSTILE, store
from tests.review.difference.samples import notebook
from tests.review.signing import approve


def test_a_thread_is_told_with_all_that_was_written(page: Texts) -> None:
    [thread] = place(page, "pupils")["threads"]

    assert (thread["state"], thread["sign"], thread["reason"]) == ("回答済み", "◎", "数値")
    assert [(m["who"], m["did"], m["text"]) for m in thread["messages"]] == [
        ("試作 太郎（コンサルタント）", "コメント", HOSTILE),
        ("見本 花子（支援員）", "回答", "1番に答えました"),
    ]
    assert thread["about"] == "数値「児童生徒数」：8,410 人"
    assert thread["run"] == FIRST


def test_words_that_are_gone_are_said_to_be(page: Texts) -> None:
    [thread] = place(page, "cell:findings")["threads"]

    assert (thread["quote"], thread["quote_gone"]) == (BEFORE, True)


@pytest.mark.parametrize(
    ("reader", "labels"),
    [
        ("taro", ["答える", "解決にする", "もう一度たずねる"]),
        ("hanako", ["答える"]),
        ("ichiro", []),
        (None, ["答える", "解決にする", "もう一度たずねる"]),
    ],
)
def test_the_reader_is_shown_the_commands_that_they_may_use(
    board: Workspace, played: str, reader: str | None, labels: list[str]
) -> None:
    person = board.config.person(reader) if reader else None
    found = dossier(board, played, reader=person)
    commands = thread_texts(found.standing.threads[0], found)["commands"]

    assert [command["label"] for command in commands] == labels
    assert all((f"--as {reader}" in command["text"]) is (reader is not None) for command in commands)


def test_who_may_not_comment_gets_no_command(board: Workspace, for_taro: Dossier, played: str) -> None:
    assert comment_command("", for_taro) == f'edu-dx comment {played} --as taro -m "…"'
    assert comment_command("pupils", dossier(board, played, reader=board.config.person("hanako"))) == ""


def test_nobody_comments_on_an_approved_report(board: Workspace, templates: Path) -> None:
    write_template(templates)
    store(board, FIRST, notebook())
    submit(board, FIRST, board.config.person("hanako"))
    approve(board, FIRST, board.config.person("taro"))

    assert comment_command("pupils", dossier(board, FIRST)) == ""
