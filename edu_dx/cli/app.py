"""The commands of `edu-dx` and where each one lives."""

from __future__ import annotations

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

app.command("init", help="自分の教育委員会の作業フォルダを作る。")(setup.init)
app.command("demo", help="架空の市のデータで、取り込みから報告書までをひと通り行う。")(demo.demo)
app.command("intake", help="資料のファイルを取り込み、受入票を出す。")(intake.take_in)
app.add_typer(receipts.app, name="receipts", help="受入票の一覧を見る。")
app.command("template", help="資料を書くための空の様式（Excel）を作る。")(template.template)
app.command("show", help="取り込んだ表を見る。")(intake.show)
app.command("analyses", help="使える分析の一覧を見る。")(running.analyses)
app.command("run", help="分析を実行する。")(running.run)
app.command("runs", help="実行の一覧を見る。")(running.runs)
app.command("recover", help="壊れたり消えたりしたノートブックと所見を元に戻す。")(recovering.recover)
app.command("check", help="提出の前に、直すところ・見直すところを見る。")(reviewing.check)
app.command("submit", help="実行した分析を提出する。")(reviewing.submit)
app.command("comment", help="図・表・数値・文章にコメントを付ける。")(commenting.comment)
app.command("comments", help="コメントと答えを見る。")(commenting.comments)
app.command("answer", help="コメントに答える。")(commenting.answer)
app.command("resolve", help="コメントを解決にする。")(commenting.resolve)
app.command("reopen", help="答えたコメントを、もう一度たずねる。")(commenting.reopen)
app.command("note", help="確認する人どうしの内部メモを残す。")(commenting.note)
app.command("review", help="確認用のページ（HTML）を書き出す。")(comparing.review)
app.command("diff", help="前の回や前年度と、何が変わったかを見る。")(comparing.diff)
app.command("return", help="提出された分析を差し戻す。")(reviewing.send_back)
app.command("approve", help="提出された分析を承認する。")(reviewing.approve)
app.command("deliver", help="承認された報告書を渡したことを記録する。")(reviewing.deliver)
app.command("withdraw", help="提出、または誤りの見つかった報告書を取り下げる。")(reviewing.withdraw)
app.command("queue", help="確認を待っている分析を見る。")(reviewing.queue)
app.command("history", help="1つの実行の提出・差戻し・承認の記録を見る。")(reviewing.history)
app.command("verify", help="報告書が承認どおりのものかを確かめる。")(verifying.verify)
app.add_typer(journal.app, name="journal")
app.command("status", help="だれの番か、失効した承認、まもなく失効する承認を見る。")(status.status)
app.command("insights", help="確認にかかった日数と、差戻しの多い理由を見る。")(insights.insights)
app.command("handover", help="後任の人への引継ぎ書（印刷できる1ページのHTML）を書き出す。")(handover.handover)
app.command("report", help="報告書（HTML・PDF・Excel）を書き出す。")(reporting.report)
app.add_typer(keys.app, name="key")
app.add_typer(pseudonyms.app, name="pseudonyms")
