"""`edu-dx analyses`, `edu-dx run` and `edu-dx runs`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.console import say, say_error, say_json, say_table
from edu_dx.errors import UserError
from edu_dx.workspace import current

if TYPE_CHECKING:
    from edu_dx.cli.carrying_out import CarriedOut
    from edu_dx.run.record import RunRecord


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
    analysis: Annotated[str | None, typer.Argument(help="分析の名前（edu-dx analyses で見られます）")] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="パラメータ（名前=値）。何度でも書けます")
    ] = None,
    per: Annotated[PerChoice | None, typer.Option("--per", help="school: 学校ごとに実行する")] = None,
    edition: Annotated[EditionChoice, typer.Option("--edition", help="internal: 内部版　public: 公開版")] = (
        EditionChoice.INTERNAL
    ),
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="同時に実行する数（指定がなければCPUの数）")
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="終わったものから報告書も書き出す")] = False,
    force: Annotated[bool, typer.Option("--force", help="変わっていないものも実行し直す")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="途中で止まった実行を、同じ指定で続ける")] = False,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", min=0.01, help="1件の制限時間（分。指定がなければ60分）")
    ] = None,
    memory_limit: Annotated[
        int | None,
        typer.Option(
            "--memory-limit", min=1, help="1件が使えるメモリ（MB。指定がなければ機械のメモリの8割を等分）"
        ),
    ] = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Daskのクラスターで実行する（例: tcp://192.0.2.1:8786）")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="結果をJSONで出す")] = False,
) -> None:
    """Run an analysis for the board or for each school; exit status 1 if any run failed."""
    from edu_dx.cli.carrying_out import carry_out
    from edu_dx.run.batch.order import Order, interrupted_order

    name = "" if resume else _named(analysis)
    board = current()
    if resume:
        order = interrupted_order(board)
    else:
        order = Order(
            analysis=name,
            parameters=_written(parameters or []),
            per_school=per is PerChoice.SCHOOL,
            edition=edition.value,
            jobs=jobs,
            minutes=time_limit,
            megabytes=memory_limit,
            scheduler=scheduler,
            report=report,
            anew_since=dt.datetime.now().astimezone() if force else None,
        )
    outcome = carry_out(board, order)
    if as_json:
        say_json([record.model_dump(mode="json") for record in (*outcome.unchanged, *outcome.made)])
    else:
        _tell(outcome)
    if outcome.failed or outcome.unreported:
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


def _named(analysis: str | None) -> str:
    if analysis is None:
        raise UserError(
            "どの分析を実行するかが書かれていません。",
            where="edu-dx run",
            fix="「edu-dx analyses」で名前を見て、「edu-dx run 名前」と書いてください。途中で止まった実行の続きは「edu-dx run --resume」です。",
        )
    return analysis


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


def _tell(outcome: CarriedOut) -> None:
    made, failed = outcome.made, outcome.failed
    if made:
        say(f"実行しました: 成功{len(made) - len(failed)}件、失敗{len(failed)}件")
    for record in made:
        say(f"  {record.id}　{record.unit}　{_outcome(record)}（{record.seconds:.1f}秒）")
        for check in record.failed_checks:
            say(f"    ✗ 検査「{check.title}」: {check.guidance}")
    for record in failed:
        if record.failure:
            say_error(record.failure.as_error(f"{record.unit}　{record.id}"))
    for error in outcome.unreported:
        say_error(error)
    if outcome.unchanged:
        say(
            f"前の実行から何も変わっていないため、実行しませんでした: {len(outcome.unchanged)}件（実行し直すには --force）"
        )
        for record in outcome.unchanged:
            say(f"  {record.id}　{record.unit}　{_outcome(record)}")
    if not failed:
        say(
            "次にすること: JupyterLabで runs フォルダのノートブックを開き、「分かったこと」を書いてから「edu-dx submit 実行の名前」で提出します。"
        )


def _outcome(record: RunRecord) -> str:
    if record.failure:
        return "失敗"
    return f"要確認（検査{len(record.failed_checks)}件）" if record.failed_checks else "成功"
