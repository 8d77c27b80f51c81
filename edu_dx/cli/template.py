"""`edu-dx template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edu_dx.cli.console import say
from edu_dx.errors import UserError
from edu_dx.tables import TABLES, Table


def template(
    table: Annotated[str, typer.Argument(help="表の名前（例：timecards。日本語の名前でもかまいません）")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="書き出すファイル（.xlsx）")] = None,
) -> None:
    """Write the empty form of a table as an Excel workbook."""
    from xlsxwriter.exceptions import FileCreateError

    from edu_dx.intake.template.workbook import write_template

    definition = _definition(table)
    path = _free(output or Path(f"{definition.label}_様式.xlsx"))
    try:
        write_template(definition, path)
    except FileCreateError as error:
        raise UserError(
            "様式を書き出せませんでした。",
            where=str(path),
            fix="フォルダがあるか、書き込める場所かを確かめてください。",
        ) from error
    say(f"「{definition.label}」の様式を書き出しました: {path}")
    say("1枚目のシートの2行目から書き、edu-dx intake で取り込んでください。")


def _definition(name: str) -> Table:
    forms = [table for table in TABLES.values() if table.has_form]
    for table in forms:
        if name in (table.name, table.label):
            return table
    listed = "\n".join(f"　{table.name}（{table.label}）" for table in forms)
    raise UserError(
        f"「{name}」という表の様式はありません。",
        where="edu-dx template",
        fix=f"次から選んでください。\n{listed}",
    )


def _free(path: Path) -> Path:
    """``path``, which must be a new workbook: a form that someone has filled in is never written over."""
    if path.suffix.lower() != ".xlsx":
        raise UserError(
            "様式はExcelのファイル（.xlsx）に書き出します。",
            where=str(path),
            fix=f"-o には .xlsx で終わる名前を付けてください。例：-o {path.with_suffix('.xlsx').name}",
        )
    if path.exists():
        raise UserError(
            "同じ名前のファイルがすでにあります。記入済みかもしれないため、上書きしません。",
            where=str(path),
            fix="-o で別の名前を付けるか、前のファイルを別の場所に移してください。",
        )
    return path
