"""`edu-dx comment`, `answer`, `resolve`, `reopen`, `note` and `comments`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.acting import Acting, RunName, acting_person
from edu_dx.cli.console import say, say_json
from edu_dx.workspace import current

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from edu_dx.review.threads import Thread

Number = Annotated[int, typer.Argument(help="コメントの番号（edu-dx comments で見られます）")]
Text = Annotated[str, typer.Option("--comment", "-m", help="書くこと")]


def comment(
    run: RunName,
    text: Text = "",
    person: Acting = None,
    at: Annotated[
        str, typer.Option("--at", help="図・表・数値・文章の名前（なければ分析の全体について）")
    ] = "",
    quote: Annotated[str, typer.Option("--quote", help="そこにある言葉のうち、どの言葉についてか")] = "",
    reason: Annotated[
        str,
        typer.Option("--reason", help="何についてか: 数値・根拠・言い過ぎ・書き方・図表・定義・秘匿・その他"),
    ] = "その他",
) -> None:
    """Open a thread at a place of a run."""
    from edu_dx.errors import UserError
    from edu_dx.review.commenting import comment
    from edu_dx.review.events import Anchor, Reason
    from edu_dx.run.folder import run_folder

    if reason not in set(Reason):
        raise UserError(
            f"「{reason}」という種類はありません。",
            where="--reason",
            fix=f"次のどれかを書いてください: {'、'.join(Reason)}",
        )
    board = current()
    thread = comment(
        board,
        run_folder(board, run).name,
        acting_person(board, person),
        text,
        anchor=Anchor(block=at, quote=quote),
        reason=Reason(reason),
    )
    say(f"{thread.number}番のコメントを付けました: {thread.about or '分析の全体'}")


def answer(run: RunName, number: Number, text: Text = "", person: Acting = None) -> None:
    """Answer a comment."""
    from edu_dx.review.commenting import answer
    from edu_dx.run.folder import run_folder

    board = current()
    thread = answer(board, run_folder(board, run).name, acting_person(board, person), number, text)
    say(f"{thread.number}番のコメントに答えました。")


def resolve(run: RunName, number: Number, text: Text = "", person: Acting = None) -> None:
    """Say that a comment is settled."""
    from edu_dx.review.commenting import resolve
    from edu_dx.run.folder import run_folder

    board = current()
    thread = resolve(board, run_folder(board, run).name, acting_person(board, person), number, text)
    say(f"{thread.number}番のコメントを解決にしました。")


def reopen(run: RunName, number: Number, text: Text = "", person: Acting = None) -> None:
    """Ask again where an answer was not enough."""
    from edu_dx.review.commenting import reopen
    from edu_dx.run.folder import run_folder

    board = current()
    thread = reopen(board, run_folder(board, run).name, acting_person(board, person), number, text)
    say(f"{thread.number}番のコメントを、もう一度たずねる状態に戻しました。")


def note(run: RunName, text: Text = "", person: Acting = None) -> None:
    """Leave a note that only reviewers are shown."""
    from edu_dx.review.commenting import note
    from edu_dx.run.folder import run_folder

    board = current()
    note(board, run_folder(board, run).name, acting_person(board, person), text)
    say("内部メモを残しました（コンサルタントだけに表示されます）。")


def comments(
    run: RunName,
    person: Acting = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False,
) -> None:
    """List the comments on a run; reviewers also see their notes."""
    from edu_dx.review.events import Actor
    from edu_dx.review.rules import user_can
    from edu_dx.review.standing import standing
    from edu_dx.review.states import Action
    from edu_dx.review.threads import notes_of
    from edu_dx.run.folder import run_folder
    from edu_dx.run.notebook import read_notebook
    from edu_dx.run.record import NOTEBOOK_NAME

    board = current()
    folder = run_folder(board, run)
    now = standing(board, folder.name)
    notebook = read_notebook(folder / NOTEBOOK_NAME)
    shows_notes = person is not None and user_can(
        Action.NOTE, Actor.of(acting_person(board, person)), now, "読む"
    )
    notes = notes_of(now.lineage) if shows_notes else []
    if as_json:
        say_json(
            {
                "threads": [_thread_data(thread, notebook) for thread in now.threads],
                "notes": [note.model_dump(mode="json") for note in notes],
            }
        )
        return
    say(f"{folder.name}　いまの状態: {now.state}　コメント{len(now.threads)}件")
    for thread in now.threads:
        say("\n".join(_thread_lines(thread, notebook)))
    for item in notes:
        say(f"［内部メモ］{item.at:%Y-%m-%d %H:%M} {item.person.name}: {item.comment}")


def _thread_lines(thread: Thread, notebook: NotebookNode) -> list[str]:
    lines = [f"\n{thread.number}番［{thread.state}］{thread.reason}　{_place(thread, notebook)}"]
    for message in thread.messages:
        text = f": {message.text}" if message.text else ""
        lines.append(f"  {message.at:%Y-%m-%d %H:%M} {message.person.name}（{message.action}）{text}")
    return lines


def _place(thread: Thread, notebook: NotebookNode) -> str:
    from edu_dx.review.anchors import place_of

    if not thread.anchor.block:
        return "分析の全体"
    quote = f"の「{thread.anchor.quote}」" if thread.anchor.quote else ""
    place = place_of(notebook, thread.anchor)
    if place is None:
        return f"{thread.about}{quote}（いまの分析にはなくなっています。{thread.run} に付けたコメントです）"
    if place.about != thread.about:
        return f"{place.about}{quote}（コメントしたとき: {thread.about}）"
    return f"{place.about}{quote}"


def _thread_data(thread: Thread, notebook: NotebookNode) -> dict[str, object]:
    from edu_dx.review.anchors import place_of

    return {
        "number": thread.number,
        "run": thread.run,
        "state": thread.state,
        "reason": thread.reason,
        "block": thread.anchor.block,
        "quote": thread.anchor.quote,
        "about": thread.about,
        "orphaned": bool(thread.anchor.block) and place_of(notebook, thread.anchor) is None,
        "messages": [
            {"at": m.at, "person": m.person.id, "action": m.action, "text": m.text} for m in thread.messages
        ],
    }
