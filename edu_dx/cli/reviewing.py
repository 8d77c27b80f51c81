"""`edu-dx submit`, `return`, `withdraw`, `approve`, `deliver`, `queue` and `history`."""

from __future__ import annotations

from edu_dx.cli.acting import Acting, Comment, RunName, acting_person
from edu_dx.cli.console import say, say_table, say_warning
from edu_dx.workspace import Workspace, current


def submit(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Hand a run in."""
    from edu_dx.review.decisions import submit
    from edu_dx.run.folder import run_folder

    board = current()
    folder = run_folder(board, run)
    outcome = submit(board, folder.name, acting_person(board, person), comment)
    say(f"提出しました: {outcome.run}（{outcome.rounds}回目）")
    for heading in _unwritten(board, folder.name):
        say_warning(f"まだ書かれていない所見があります: {heading}")
    say("次にすること: コンサルタントの確認を待ちます（edu-dx queue で一覧を見られます）。")


def send_back(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Return a run, with a reason or with comments on its parts."""
    from edu_dx.review.decisions import send_back
    from edu_dx.review.threads import unanswered
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = send_back(board, run_folder(board, run).name, acting_person(board, person), comment)
    waiting = len(unanswered(outcome.threads))
    say(f"差し戻しました: {outcome.run}（答えを待つコメント{waiting}件）")


def withdraw(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Take a submission or a wrong report back."""
    from edu_dx.review.decisions import withdraw
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = withdraw(board, run_folder(board, run).name, acting_person(board, person), comment)
    say(f"取り下げました: {outcome.run}")


def approve(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Approve a run."""
    from edu_dx.report.approving import approve_run
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = approve_run(board, run_folder(board, run).name, acting_person(board, person), comment)
    say(f"承認しました: {outcome.run}")
    say(f"次にすること: 「edu-dx report {outcome.run}」で報告書を書き出します。")


def deliver(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Record that an approved report was handed to the board."""
    from edu_dx.review.decisions import deliver
    from edu_dx.run.folder import run_folder

    board = current()
    outcome = deliver(board, run_folder(board, run).name, acting_person(board, person), comment)
    say(f"交付を記録しました: {outcome.run}")


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
    """Tell what happened to one run and its repetitions."""
    from edu_dx.review.history import sentence
    from edu_dx.review.standing import standing
    from edu_dx.review.states import Action
    from edu_dx.run.folder import run_folder

    board = current()
    now = standing(board, run_folder(board, run).name)
    rows = [
        (f"{event.at:%Y-%m-%d %H:%M}", event.run, sentence(event), event.comment)
        for event in now.lineage
        if event.action is not Action.NOTE
    ]
    say_table(f"{now.run}　いまの状態: {now.state}", ["日時", "実行", "したこと", "ことば"], rows)
    for reason in now.lapsed_because:
        say_warning(reason)


def _unwritten(board: Workspace, run: str) -> list[str]:
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.findings import unwritten_findings
    from edu_dx.run.notebook import read_notebook
    from edu_dx.run.record import NOTEBOOK_NAME, read_record

    folder = board.runs / run
    template = read_notebook(analysis_called(read_record(folder).analysis).path)
    return unwritten_findings(read_notebook(folder / NOTEBOOK_NAME), template)
