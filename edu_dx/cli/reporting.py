"""`edu-dx report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edu_dx.cli.console import progress_bar, say
from edu_dx.workspace import Workspace, current


def report(
    runs: Annotated[list[str], typer.Argument(help="実行の名前（いくつでも）")],
) -> None:
    """Write HTML, PDF and workbook of each run into ``reports/``."""
    from edu_dx.run.folder import run_folder

    board = current()
    for path in report_with_progress(board, [run_folder(board, run) for run in runs]):
        say(str(path))


def report_with_progress(board: Workspace, folders: list[Path]) -> list[Path]:
    """Render runs under a progress bar; the files written."""
    from edu_dx.report.write_many import write_reports

    with progress_bar() as bar:
        reports = bar.track(write_reports(folders, board.reports), total=len(folders), description="報告書")
        return [path for written in reports for path in written]
