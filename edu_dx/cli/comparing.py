"""`edu-dx diff` and `edu-dx review`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.acting import Acting, RunName, acting_person
from edu_dx.cli.console import say
from edu_dx.errors import UserError
from edu_dx.workspace import Workspace, current

if TYPE_CHECKING:
    from edu_dx.review.baselines import Baseline

LastYear = Annotated[bool, typer.Option("--last-year", help="前年度の、承認された報告書と比べる")]
Round = Annotated[int | None, typer.Option("--round", help="何回目の提出と比べるか")]


def diff(run: RunName, last_year: LastYear = False, round_: Round = None) -> None:
    """Tell what changed since reviewers last saw the run, since a round, or since last year's report."""
    from edu_dx.review.baselines import last_round
    from edu_dx.review.difference import contents_of, difference, difference_text
    from edu_dx.review.standing import standing
    from edu_dx.run.folder import run_folder
    from edu_dx.run.notebook import read_notebook
    from edu_dx.run.record import NOTEBOOK_NAME, read_record

    board = current()
    folder = run_folder(board, run)
    baseline = _named_baseline(board, folder, last_year, round_)
    baseline = baseline or last_round(board, standing(board, folder.name))
    now = contents_of(read_notebook(folder / NOTEBOOK_NAME), read_record(folder))
    old = contents_of(baseline.notebook, baseline.record)
    say(difference_text(difference(old, now, since=baseline.label)))


def review(
    run: RunName,
    person: Acting = None,
    last_year: LastYear = False,
    round_: Round = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="書き出すファイル（なければ reports フォルダ）")
    ] = None,
) -> None:
    """Write the page that a reviewer reads in place of the notebook."""
    from edu_dx.report.review_copy.write import write_review_copy
    from edu_dx.run.folder import run_folder

    board = current()
    folder = run_folder(board, run)
    path = write_review_copy(
        board,
        folder.name,
        reader=acting_person(board, person) if person else None,
        baseline=_named_baseline(board, folder, last_year, round_),
        path=output,
    )
    say(f"確認用のページを書き出しました: {path}")
    say("次にすること: このファイルをブラウザーで開きます（ネットワークにはつながりません）。")


def _named_baseline(board: Workspace, folder: Path, last_year: bool, round_: int | None) -> Baseline | None:
    """What the options ask to compare with; None where they ask for nothing."""
    from edu_dx.review import baselines
    from edu_dx.review.standing import standing
    from edu_dx.run.record import read_record

    if last_year and round_ is not None:
        raise UserError(
            "「--last-year」と「--round」は一緒に使えません。",
            where="--round",
            fix="どちらか1つにしてください。",
        )
    if last_year:
        return baselines.last_year(board, read_record(folder))
    if round_ is not None:
        return baselines.round_called(board, standing(board, folder.name), round_)
    return None
