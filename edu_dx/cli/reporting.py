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
    for path in write_reports(board, [run_folder(board, run) for run in runs]):
        say(str(path))


def write_reports(board: Workspace, folders: list[Path]) -> list[Path]:
    """Render runs under a progress bar; the files written."""
    from edu_dx.report import write_report

    written: list[Path] = []
    with progress_bar() as bar:
        for folder in bar.track(folders, description="報告書"):
            written += write_report(folder, board.reports)
    return written
