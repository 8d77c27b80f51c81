"""`edu-dx recover`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.acting import RunName
from edu_dx.cli.console import say, say_warning
from edu_dx.workspace import Workspace, current

if TYPE_CHECKING:
    from edu_dx.run.recovery import Recovery


def recover(
    run: RunName,
    listed: Annotated[
        bool, typer.Option("--list", help="残っている所見の版を見る（何も書き換えません）")
    ] = False,
    version: Annotated[
        int | None, typer.Option("--version", help="この番号の版の所見に戻す（番号は --list で見られます）")
    ] = None,
) -> None:
    """Bring a damaged or lost notebook back, with the findings as they were last saved."""
    from edu_dx.run.recovery import recover, recoverable_run

    board = current()
    name = recoverable_run(board, run)
    if listed:
        _list(board, name)
    else:
        _tell(recover(board, name, version))


def _list(board: Workspace, run: str) -> None:
    from edu_dx.run.findings_archive import archived_findings
    from edu_dx.run.findings_versions import versions_of
    from edu_dx.run.folder import stem_of

    versions = versions_of(board, run)
    say(f"{run}: 残っている所見は{len(versions)}版です（新しい順）。")
    for number, version in reversed(list(enumerate(versions, start=1))):
        say(f"\n■ 版{number}　{version.at:%Y-%m-%d %H:%M:%S}　{version.origin.words}（{version.run}）")
        for text in version.cells.values():
            say("\n".join(f"    {line}" for line in text.splitlines()) + "\n")
    _warn_of_unreadable(archived_findings(board, stem_of(run)).unreadable)
    if versions:
        say(f"次にすること: 「edu-dx recover {run} --version 番号」で、その版の所見に戻せます。")


def _tell(recovery: Recovery) -> None:
    if recovery.changed:
        say(f"ノートブックを元に戻しました: {recovery.run}")
    else:
        say(f"ノートブックに戻すところはありませんでした: {recovery.run}")
    say(f"  説明・計算・結果: {recovery.calculated_from}")
    for finding in recovery.findings:
        version = finding.version
        say(
            f"  所見「{finding.heading}」: {version.origin.words}（{version.run}、{version.at:%Y-%m-%d %H:%M:%S}）"
        )
    if recovery.set_aside:
        say(f"  戻す前のファイル: {recovery.set_aside}")
    _warn_of_unreadable(recovery.unreadable)
    if recovery.changed:
        say(
            "次にすること: JupyterLabで開いていたノートブックは、保存せずに閉じてから開き直します。"
            "違う版に戻すときは「edu-dx recover 実行の名前 --list」で版の番号を見ます。"
        )


def _warn_of_unreadable(lines: int) -> None:
    if lines:
        say_warning(f"所見の控えに読めない行が{lines}行ありました。読める行だけを使いました。")
