"""`edu-dx verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.console import say, say_json
from edu_dx.errors import UserError
from edu_dx.workspace import Workspace, current

if TYPE_CHECKING:
    from edu_dx.report.verification import Verdict


def verify(
    report: Annotated[str, typer.Argument(help="報告書のファイル（PDF・HTML・Excel）か、実行の名前")],
    as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False,
) -> None:
    """Say whether a report is what was approved, by whom and when; exit status 1 if not."""
    board = _workspace()
    verdict = _verdict(report, board)
    if as_json:
        say_json({"subject": verdict.subject, "outcome": verdict.outcome, "sentences": verdict.sentences})
    else:
        say(f"{_mark(verdict)} {verdict.subject}: {verdict.outcome}")
        for sentence in verdict.sentences:
            say(f"  {sentence}")
    if not verdict.holds:
        raise typer.Exit(1)


def _verdict(report: str, board: Workspace | None) -> Verdict:
    from edu_dx.report.records import board_records
    from edu_dx.report.verification import verify_file, verify_run
    from edu_dx.run.folder import run_folder

    records = board_records(board) if board else None
    if board is None or Path(report).is_file() or Path(report).suffix.lower() in (".pdf", ".html", ".xlsx"):
        return verify_file(Path(report), records)
    return verify_run(run_folder(board, report), records)


def _mark(verdict: Verdict) -> str:
    """△ where nothing is wrong with the file, but whose key it is cannot be told here."""
    from edu_dx.report.verification import Outcome

    return "○" if verdict.holds else "△" if verdict.outcome is Outcome.UNCONFIRMED else "×"


def _workspace() -> Workspace | None:
    """The workspace that the user stands in; None for somebody who has nothing but the report."""
    try:
        return current()
    except UserError:
        return None
