"""`edu-dx submit`, `return`, `approve`, `queue` and `history`."""

from __future__ import annotations

from typing import Annotated

import typer

from edu_dx.cli.console import say, say_table, say_warning
from edu_dx.cli.setup import NAME_TO_BE_WRITTEN
from edu_dx.errors import UserError
from edu_dx.workspace import Person, Workspace, current

RunName = Annotated[
    str, typer.Argument(help="実行の名前（edu-dx runs で見られます。はじめの部分だけでも可）")
]
Acting = Annotated[
    str | None, typer.Option("--as", envvar="EDU_DX_USER", help="だれとして行うか（edu-dx.toml の id）")
]
Comment = Annotated[str, typer.Option("--comment", "-m", help="伝えること")]


def submit(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Hand a run in."""
    from edu_dx.review.decisions import submit
    from edu_dx.run.folder import run_folder

    board = current()
    folder = run_folder(board, run)
    outcome = submit(board, folder.name, _acting(board, person), comment)
    say(f"提出しました: {outcome.run}（{outcome.rounds}回目）")
    for heading in _unwritten(board, folder.name):
        say_warning(f"まだ書かれていない所見があります: {heading}")
    say("次にすること: コンサルタントの確認を待ちます（edu-dx queue で一覧を見られます）。")


def send_back(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Return a run with a comment."""
    from edu_dx.review.decisions import send_back
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = send_back(board, run_folder(board, run).name, _acting(board, person), comment)
    say(f"差し戻しました: {outcome.run}")


def approve(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Approve a run."""
    from edu_dx.review.decisions import approve
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = approve(board, run_folder(board, run).name, _acting(board, person), comment)
    say(f"承認しました: {outcome.run}")
    say(f"次にすること: 「edu-dx report {outcome.run}」で報告書を書き出します。")


def queue() -> None:
    """List what waits for a consultant."""
    from edu_dx.review.queue import waiting_for_review

    rows = [
        (
            item.record.id,
            item.record.title,
            item.record.unit,
            item.standing.history[-1].person.name,
            f"{item.standing.history[-1].at:%Y-%m-%d %H:%M}",
            f"{item.standing.rounds}回目",
        )
        for item in waiting_for_review(current())
    ]
    say_table(
        f"確認を待っている分析（{len(rows)}件）",
        ["実行", "分析", "対象", "提出した人", "提出日時", "回"],
        rows,
    )


def history(run: RunName) -> None:
    """Tell what happened to one run."""
    from edu_dx.review.standing import standing
    from edu_dx.run.folder import run_folder

    board = current()
    now = standing(board, run_folder(board, run).name)
    rows = [
        (f"{event.at:%Y-%m-%d %H:%M}", event.person.name, event.person.role, event.action, event.comment)
        for event in now.history
    ]
    say_table(f"{now.run}　いまの状態: {now.state}", ["日時", "人", "役割", "したこと", "コメント"], rows)


def _acting(board: Workspace, person_id: str | None) -> Person:
    if person_id is not None:
        person = board.config.person(person_id)
        if NAME_TO_BE_WRITTEN in person.name:
            say_warning(
                "名前がまだ書かれていません。報告書の表紙に出るので、edu-dx.toml の [[people]] を直してください。"
            )
        return person
    known = "、".join(f"{person.id}（{person.name}、{person.role}）" for person in board.config.people)
    raise UserError(
        "だれとして行うかが分かりません。",
        where="--as",
        fix=f"「--as 名前」を付けるか、環境変数 EDU_DX_USER に入れてください。登録されている人: {known}",
    )


def _unwritten(board: Workspace, run: str) -> list[str]:
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.findings import unwritten_findings
    from edu_dx.run.notebook import read_notebook
    from edu_dx.run.record import NOTEBOOK_NAME, read_record

    folder = board.runs / run
    template = read_notebook(analysis_called(read_record(folder).analysis).path)
    return unwritten_findings(read_notebook(folder / NOTEBOOK_NAME), template)
