"""`edu-dx check`, `submit`, `return`, `withdraw`, `approve`, `deliver`, `queue` and `history`."""

from __future__ import annotations

import sys

import typer

from edu_dx.cli.acting import Acting, Comment, RunName, acting_person
from edu_dx.cli.console import say, say_table, say_warning
from edu_dx.review.events import Actor, Evidence
from edu_dx.review.states import Action
from edu_dx.workspace import current


def check(run: RunName) -> None:
    """Show before a submission what would be sent back; exit status 1 if the run may not be handed in."""
    from edu_dx.review.before_submission import before_submission, before_submission_text
    from edu_dx.run.findings_archive import archive_findings
    from edu_dx.run.folder import run_folder

    board = current()
    name = run_folder(board, run).name
    archive_findings(board, name)
    found = before_submission(board, name)
    say(before_submission_text(name, found))
    if found.keeps_back:
        raise typer.Exit(1)


def submit(run: RunName, person: Acting = None, comment: Comment = "") -> None:
    """Hand a run in, once it has been looked at and calculated again."""
    from edu_dx.review.before_submission import before_submission, before_submission_text
    from edu_dx.review.decisions import submit
    from edu_dx.review.evidence import attest
    from edu_dx.review.rules import check_user_can
    from edu_dx.review.standing import standing
    from edu_dx.run.findings_archive import archive_findings
    from edu_dx.run.folder import run_folder

    board = current()
    name, acting = run_folder(board, run).name, acting_person(board, person)
    archive_findings(board, name)
    check_user_can(Action.SUBMIT, Actor.of(acting), standing(board, name), comment)
    found = before_submission(board, name)
    if found.unsound is not None:
        raise found.unsound
    if found.remarks or found.to_read_again:
        say_warning(before_submission_text(name, found))
    if found.keeps_back:
        raise typer.Exit(1)
    if found.remarks and sys.stdin.isatty():
        typer.confirm("このまま提出しますか", abort=True)
    say("提出の前に、きれいなひな形と保管されている資料から計算し直して、結果を確かめます。")
    evidence = attest(board, name)
    outcome = submit(board, name, acting, comment, evidence=evidence, warned=found.warned)
    say(f"提出しました: {outcome.run}（{outcome.rounds}回目）")
    _tell_evidence(evidence)
    say("次にすること: コンサルタントの確認を待ちます（edu-dx queue で一覧を見られます）。")


def _tell_evidence(evidence: Evidence) -> None:
    say(f"計算し直して、{len(evidence.attested) + len(evidence.redrawn)}件の結果が一致しました。")
    for what, names in (
        ("違う結果になったもの", evidence.differing),
        ("計算し直すと出てこなかったもの", evidence.missing),
        ("計算し直したときだけ出たもの", evidence.added),
    ):
        if names:
            say_warning(f"{what}（{len(names)}件）: {'、'.join(names)}。このままでは承認されません。")


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
