"""`edu-dx analyses`, `edu-dx run` and `edu-dx runs`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.console import progress_bar, say, say_error, say_json, say_table
from edu_dx.errors import UserError
from edu_dx.workspace import Workspace, current

if TYPE_CHECKING:
    from edu_dx.run.record import RunRecord
    from edu_dx.run.request import Request


class EditionChoice(StrEnum):
    """Editions on the command line."""

    INTERNAL = "internal"
    PUBLIC = "public"


class PerChoice(StrEnum):
    """What a batch has one run for."""

    SCHOOL = "school"


def analyses(as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False) -> None:
    """List the standard analyses with their parameters."""
    from edu_dx.run.catalogue import catalogue

    if as_json:
        say_json({name: analysis.schema() for name, analysis in catalogue().items()})
        return
    for analysis in catalogue().values():
        say(f"■ {analysis.name}　{analysis.title}")
        say(f"  問い: {analysis.question}")
        say(f"  使う表: {'、'.join(analysis.tables)}")
        for parameter in analysis.parameters:
            say(f"    -p {parameter.name}={parameter.default}　{parameter.label}（{parameter.hint}）")


def run(
    analysis: Annotated[str, typer.Argument(help="分析の名前（edu-dx analyses で見られます）")],
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="パラメータ（名前=値）。何度でも書けます")
    ] = None,
    per: Annotated[PerChoice | None, typer.Option("--per", help="school: 学校ごとに実行する")] = None,
    edition: Annotated[EditionChoice, typer.Option("--edition", help="internal: 内部版　public: 公開版")] = (
        EditionChoice.INTERNAL
    ),
    as_json: Annotated[bool, typer.Option("--json", help="結果をJSONで出す")] = False,
) -> None:
    """Run an analysis for the board or for each school; exit status 1 if any run failed."""
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.request import request_for_board, requests_per_school

    board, chosen, written = current(), analysis_called(analysis), _written(parameters or [])
    if per is PerChoice.SCHOOL:
        requests = requests_per_school(board, chosen, written, edition.value)
    else:
        requests = [request_for_board(board, chosen, written, edition.value)]
    records = run_with_progress(board, requests)
    if as_json:
        say_json([record.model_dump(mode="json") for record in records])
    else:
        _tell(records)
    if any(record.failure for record in records):
        raise typer.Exit(1)


def runs(as_json: Annotated[bool, typer.Option("--json", help="JSONで出す")] = False) -> None:
    """List the runs of the workspace and where they stand."""
    from edu_dx.review.queue import reviewed_runs

    listed = reviewed_runs(current())
    if as_json:
        say_json([{**item.record.model_dump(mode="json"), "state": item.standing.state} for item in listed])
        return
    rows = [
        (item.record.id, item.record.title, item.record.unit, _outcome(item.record), item.standing.state)
        for item in listed
    ]
    say_table(f"実行の一覧（{len(rows)}件）", ["実行", "分析", "対象", "結果", "状態"], rows)


def run_with_progress(board: Workspace, requests: list[Request]) -> list[RunRecord]:
    """Run the requests under a progress bar over notebooks and cells."""
    from edu_dx.run.batch import cells_of, execute_all

    with progress_bar() as bar:
        notebooks = bar.add_task("分析", total=len(requests))
        cells = bar.add_task("セル", total=sum(cells_of(request) for request in requests))
        return execute_all(
            board,
            requests,
            cell_done=lambda: bar.advance(cells),
            run_done=lambda record: bar.advance(notebooks),
        )


def _written(parameters: list[str]) -> dict[str, str]:
    """``name=value`` as a dict; UserError where there is no equals sign."""
    for text in parameters:
        if "=" not in text:
            raise UserError(
                f"「{text}」はパラメータの形になっていません。",
                where=f"-p {text}",
                fix="「-p 名前=値」の形で書いてください。",
            )
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in parameters)}


def _tell(records: list[RunRecord]) -> None:
    failed = [record for record in records if record.failure]
    say(f"実行しました: 成功{len(records) - len(failed)}件、失敗{len(failed)}件")
    for record in records:
        say(f"  {record.id}　{record.unit}　{_outcome(record)}（{record.seconds:.1f}秒）")
        for check in record.failed_checks:
            say(f"    ✗ 検査「{check.title}」: {check.guidance}")
    for record in failed:
        if record.failure:
            say_error(record.failure.as_error(record.id))
    if not failed:
        say(
            "次にすること: JupyterLabで runs フォルダのノートブックを開き、「分かったこと」を書いてから「edu-dx submit 実行の名前」で提出します。"
        )


def _outcome(record: RunRecord) -> str:
    if record.failure:
        return "失敗"
    return f"要確認（検査{len(record.failed_checks)}件）" if record.failed_checks else "成功"
