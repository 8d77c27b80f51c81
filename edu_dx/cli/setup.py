"""`edu-dx init`: a workspace of one's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from edu_dx.cli.console import say
from edu_dx.errors import UserError
from edu_dx.tables.codes import is_municipality_code
from edu_dx.tables.fiscal_year import fiscal_year_of
from edu_dx.workspace.config import CONFIG_NAME, read_config

NAME_TO_BE_WRITTEN = "名前に書き換えてください"

_TEMPLATE = """\
# 教育委員会の名前など。報告書の表紙に出ます。
[board]
name = "{name}"
municipality_name = "{municipality}"
municipality_code = "{code}"
prefecture = "{prefecture}"
fiscal_year = {fiscal_year}

# この作業フォルダで働く人。自分が提出した分析を自分で承認することはできません。
# role は「支援員」「コンサルタント」「教育委員会」のどれかです。
[[people]]
id = "shienin"
name = "支援員（{unwritten}）"
role = "支援員"

[[people]]
id = "consultant"
name = "コンサルタント（{unwritten}）"
role = "コンサルタント"
"""


def init(
    folder: Annotated[Path, typer.Argument(help="作る作業フォルダ")],
    name: Annotated[
        str, typer.Option("--board", help="教育委員会の名前", prompt="教育委員会の名前（例: ○○市教育委員会）")
    ],
    code: Annotated[str, typer.Option("--code", help="団体コード（6桁）", prompt="団体コード（6桁）")],
    prefecture: Annotated[
        str, typer.Option("--prefecture", help="都道府県", prompt="都道府県（例: 栃木県）")
    ],
    fiscal_year: Annotated[int | None, typer.Option("--fiscal-year", help="分析する年度（西暦）")] = None,
) -> None:
    """Write ``edu-dx.toml`` into a new or existing folder; an existing one is never overwritten."""
    path = folder / CONFIG_NAME
    if path.exists():
        raise UserError(
            "設定ファイルはもうあります。",
            where=str(path),
            fix="そのまま使うか、別のフォルダ名を指定してください。",
        )
    if not is_municipality_code(code):
        raise UserError(
            f"団体コード「{code}」は正しくありません（6桁で、最後は検査数字です）。",
            where="--code",
            fix="総務省の「全国地方公共団体コード」で確かめてください（例: 足利市は 092029）。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    text = _TEMPLATE.format(
        name=_quoted(name),
        municipality=_quoted(name.removesuffix("教育委員会")),
        code=code,
        unwritten=NAME_TO_BE_WRITTEN,
        prefecture=_quoted(prefecture),
        fiscal_year=fiscal_year or fiscal_year_of(dt.date.today()),
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    read_config(path)
    say(f"作業フォルダを作りました: {folder}")
    say(
        f"次にすること: {path} を開いて [[people]] の名前を直し、このフォルダで「edu-dx intake 資料のファイル」を実行します。"
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
