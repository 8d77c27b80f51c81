"""`edu-dx journal`: the whole record of reviews, whether it holds, and going on where it was damaged."""

from __future__ import annotations

from typing import Annotated

import typer

from edu_dx.cli.acting import Acting, Comment, acting_person
from edu_dx.cli.console import say, say_table
from edu_dx.errors import UserError
from edu_dx.workspace import current

app = typer.Typer(
    help="確認の記録（だれが、いつ、何をしたか）を見る・確かめる。", invoke_without_command=True
)


@app.callback()
def journal(
    context: typer.Context,
    last: Annotated[int, typer.Option("--last", help="終わりから何件を見るか", min=1)] = 40,
) -> None:
    """Print the last events as sentences."""
    from edu_dx.review.history import sentence
    from edu_dx.review.journal import events
    from edu_dx.review.states import Action

    if context.invoked_subcommand is not None:
        return
    found = [event for event in events(current()) if event.action is not Action.NOTE]
    rows = [
        (f"{event.at:%Y-%m-%d %H:%M}", event.run, sentence(event), event.comment) for event in found[-last:]
    ]
    say_table(
        f"確認の記録（{len(found):,}件のうち{len(rows)}件）", ["日時", "実行", "したこと", "ことば"], rows
    )


@app.command("check", help="記録が書き換えられていないかを確かめる。")
def check() -> None:
    """Name every line that was changed, dropped or moved; exit status 1 if there is one."""
    from edu_dx.review.journal import journal_breaks

    board = current()
    damaged = journal_breaks(board)
    if not damaged:
        say("確認の記録は、はじめから終わりまでつながっています。")
        return
    listed = "\n".join(f"・{item.what}" for item in damaged)
    raise UserError(
        f"確認の記録が、edu-dx のほかの方法で変えられています（{len(damaged)}か所）。\n{listed}",
        where=str(board.journal),
        fix="控えから戻してください。戻せないときは、コンサルタントが「edu-dx journal mend」で、承知のうえで続けることを記録できます。",
    )


@app.command("mend", help="途切れた記録を、承知のうえで続ける（コンサルタント）。")
def mend(person: Acting = None, comment: Comment = "") -> None:
    """Go on with a damaged journal; the damage stays on record."""
    from edu_dx.review.mending import mend

    board = current()
    event = mend(board, acting_person(board, person), comment)
    say(f"記録しました。途切れていた{len(event.mended)}か所は、これからも履歴に残ります。")
