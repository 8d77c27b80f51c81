"""The commands of `edu-dx` and where each one lives."""

from __future__ import annotations

from collections.abc import Callable

import typer
from typer import rich_utils

from edu_dx.cli import (
    commenting,
    comparing,
    demo,
    handover,
    insights,
    intake,
    journal,
    keys,
    pseudonyms,
    receipts,
    recovering,
    reporting,
    reviewing,
    running,
    setup,
    status,
    template,
    verifying,
)

rich_utils.ARGUMENTS_PANEL_TITLE = "引数"
rich_utils.OPTIONS_PANEL_TITLE = "オプション"
rich_utils.COMMANDS_PANEL_TITLE = "コマンド"

app = typer.Typer(
    help="教育DXワークベンチ: 資料の取り込みから、分析、確認、報告書まで。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_START, _DATA, _ANALYSE, _SUBMIT = "はじめる", "資料", "分析する", "書いて提出する"
_REVIEW, _HAND_OUT, _LOOK_BACK = "確認する", "渡す・確かめる", "ふり返る・引き継ぐ"


def _command(panel: str, name: str, function: Callable[..., None], help: str) -> None:
    app.command(name, help=help, rich_help_panel=panel)(function)


_command(_START, "init", setup.init, "自分の教育委員会の作業フォルダを作る。")
_command(_START, "demo", demo.demo, "架空の市のデータで、取り込みから報告書までをひと通り行う。")
app.add_typer(keys.app, name="key", rich_help_panel=_START)
app.add_typer(pseudonyms.app, name="pseudonyms", rich_help_panel=_START)

_command(_DATA, "intake", intake.take_in, "資料のファイルを取り込み、受入票を出す。")
app.add_typer(receipts.app, name="receipts", help="受入票の一覧を見る。", rich_help_panel=_DATA)
_command(_DATA, "template", template.template, "資料を書くための空の様式（Excel）を作る。")
_command(_DATA, "show", intake.show, "取り込んだ表を見る。")

_command(_ANALYSE, "analyses", running.analyses, "使える分析の一覧を見る。")
_command(_ANALYSE, "run", running.run, "分析を実行する。")
_command(_ANALYSE, "runs", running.runs, "実行の一覧を見る。")

_command(_SUBMIT, "check", reviewing.check, "提出の前に、直すところ・見直すところを見る。")
_command(_SUBMIT, "submit", reviewing.submit, "実行した分析を提出する。")
_command(_SUBMIT, "comments", commenting.comments, "コメントと答えを見る。")
_command(_SUBMIT, "answer", commenting.answer, "コメントに答える。")
_command(_SUBMIT, "recover", recovering.recover, "壊れたり消えたりしたノートブックと所見を元に戻す。")

_command(_REVIEW, "queue", reviewing.queue, "確認を待っている分析を見る。")
_command(_REVIEW, "review", comparing.review, "確認用のページ（HTML）を書き出す。")
_command(_REVIEW, "diff", comparing.diff, "前の回や前年度と、何が変わったかを見る。")
_command(_REVIEW, "comment", commenting.comment, "図・表・数値・文章にコメントを付ける。")
_command(_REVIEW, "resolve", commenting.resolve, "コメントを解決にする。")
_command(_REVIEW, "reopen", commenting.reopen, "答えたコメントを、もう一度たずねる。")
_command(_REVIEW, "note", commenting.note, "確認する人どうしの内部メモを残す。")
_command(_REVIEW, "return", reviewing.send_back, "提出された分析を差し戻す。")
_command(_REVIEW, "approve", reviewing.approve, "提出された分析を承認する。")

_command(_HAND_OUT, "report", reporting.report, "報告書（HTML・PDF・Excel）を書き出す。")
_command(_HAND_OUT, "deliver", reviewing.deliver, "承認された報告書を渡したことを記録する。")
_command(_HAND_OUT, "withdraw", reviewing.withdraw, "提出、または誤りの見つかった報告書を取り下げる。")
_command(_HAND_OUT, "verify", verifying.verify, "報告書が承認どおりのものかを確かめる。")

_command(_LOOK_BACK, "status", status.status, "だれの番か、失効した承認、まもなく失効する承認を見る。")
_command(_LOOK_BACK, "history", reviewing.history, "1つの実行の提出・差戻し・承認の記録を見る。")
app.add_typer(journal.app, name="journal", rich_help_panel=_LOOK_BACK)
_command(_LOOK_BACK, "insights", insights.insights, "確認にかかった日数と、差戻しの多い理由を見る。")
_command(
    _LOOK_BACK, "handover", handover.handover, "後任の人への引継ぎ書（印刷できる1ページのHTML）を書き出す。"
)
