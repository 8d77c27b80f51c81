"""`edu-dx demo`: the main job on an invented city, from raw files to approved reports."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.carrying_out import run_with_progress
from edu_dx.cli.console import progress_bar, say
from edu_dx.cli.reporting import report_with_progress
from edu_dx.workspace import Person, Workspace
from edu_dx.workspace.config import CONFIG_NAME

if TYPE_CHECKING:
    from edu_dx.review.events import Evidence
    from edu_dx.run.request import Request

CITY_ANALYSES = ("enrolment_projection", "counter_hours", "channel_shift")
SCHOOL_ANALYSIS = "enrolment_projection"
ASSISTANT, CONSULTANT = "hanako", "taro"


def demo(
    folder: Annotated[Path, typer.Argument(help="架空の市の作業フォルダ（なければ作ります）")],
    raw_only: Annotated[bool, typer.Option("--raw-only", help="資料のファイルだけを作る")] = False,
) -> None:
    """Build the demo city, run the main job on it and name the reports; what is done is not done again."""
    from edu_dx.demo import write_demo_city

    if not (folder / CONFIG_NAME).exists():
        say("架空の市「みほん市」の資料を作ります。")
        write_demo_city(folder)
    if raw_only:
        say(f"資料を作りました: {folder / 'raw'}")
        return
    board = Workspace(folder)
    _take_in(board)
    requests = _requests(board)
    _run_missing(board, requests)
    _review(board, requests)
    _report(board, requests)


def _take_in(board: Workspace) -> None:
    from edu_dx.intake.take_in import take_in_all

    if board.store.fiscal_years("enrolment"):
        return
    say("資料を取り込みます。")
    outcome = take_in_all(board, sorted(path for path in (board.root / "raw").rglob("*") if path.is_file()))
    for _, error in outcome.errors:
        raise error
    accepted = sum(receipt.rows_ok for receipt in outcome.receipts)
    rejected = sum(receipt.rows_rejected for receipt in outcome.receipts)
    say(
        f"取り込みました: {len(outcome.receipts)}表、受け入れた行{accepted:,}、受け入れなかった行{rejected:,}（受入票: {board.receipts}）"
    )


def _requests(board: Workspace) -> list[Request]:
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.request import request_for_board, requests_per_school

    city = [request_for_board(board, analysis_called(name), {}, "internal") for name in CITY_ANALYSES]
    return city + requests_per_school(board, analysis_called(SCHOOL_ANALYSIS), {}, "internal")


def _run_missing(board: Workspace, requests: list[Request]) -> None:
    from edu_dx.run.freshness import Present

    present = Present(board)
    missing = [request for request in requests if present.up_to_date_run(request) is None]
    if not missing:
        return
    say(f"分析を{len(missing)}件実行します。")
    for record in run_with_progress(board, missing):
        if record.failure:
            raise record.failure.as_error(record.id)


def _review(board: Workspace, requests: list[Request]) -> None:
    """Write sample findings, submit as the assistant, approve as the consultant."""
    from edu_dx.demo.findings import write_sample_findings
    from edu_dx.report.approving import approve_run
    from edu_dx.review.decisions import submit
    from edu_dx.review.standing import standing
    from edu_dx.review.states import State

    assistant, consultant = board.config.person(ASSISTANT), _with_key(board, CONSULTANT)
    runs = [folder.name for folder in _folders(board, requests)]
    drafts = [run for run in runs if standing(board, run).state is State.DRAFT]
    if drafts:
        say(f"所見を書き、計算し直して確かめ、{len(drafts)}件を提出します。")
        for run, evidence in zip(drafts, _attested(board, drafts), strict=True):
            write_sample_findings(board.runs / run)
            submit(board, run, assistant, evidence=evidence)
    for run in runs:
        if standing(board, run).state is State.SUBMITTED:
            approve_run(board, run, consultant)


def _attested(board: Workspace, runs: list[str]) -> list[Evidence]:
    """What repetitions of the runs give, as many at a time as the machine has processors."""
    from edu_dx.review.evidence import attest

    with progress_bar() as bar, ThreadPoolExecutor(os.cpu_count()) as pool:
        repeated = pool.map(partial(attest, board), runs)
        return list(bar.track(repeated, total=len(runs), description="計算し直し"))


def _with_key(board: Workspace, person_id: str) -> Person:
    """A person of the invented city who has a key on this computer."""
    from edu_dx.workspace.register_key import register_public_key
    from edu_dx.workspace.signing_key import SigningKey

    key = SigningKey(board.root, person_id)
    if not key.stored():
        register_public_key(board.root / CONFIG_NAME, person_id, key.create())
    return Workspace(board.root).config.person(person_id)


def _report(board: Workspace, requests: list[Request]) -> None:
    folders = _folders(board, requests)
    missing = [folder for folder in folders if not (board.reports / f"{folder.name}.xlsx").exists()]
    if missing:
        say(f"報告書を{len(missing)}件書き出します。")
        report_with_progress(board, missing)
    say(f"報告書（{len(folders)}件、それぞれHTML・PDF・Excel）: {board.reports}")
    for folder in folders:
        for suffix in (".html", ".pdf", ".xlsx"):
            say(f"  {board.reports / (folder.name + suffix)}")


def _folders(board: Workspace, requests: list[Request]) -> list[Path]:
    from edu_dx.run.folder import latest_run

    return [folder for request in requests if (folder := latest_run(board, request.stem))]
