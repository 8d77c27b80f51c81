"""`edu-dx template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edu_dx.cli.console import say, say_table
from edu_dx.cli.table_names import table_called
from edu_dx.errors import UserError
from edu_dx.tables import TABLES


def template(
    table: Annotated[
        str | None,
        typer.Argument(
            help="表の名前（例：timecards。日本語の名前でもかまいません。書かなければ一覧を出します）"
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="書き出すファイル（.xlsx）")] = None,
) -> None:
    """Write the empty form of a table as an Excel workbook; without a table, list those that have a form."""
    from xlsxwriter.exceptions import FileCreateError

    from edu_dx.intake.template.workbook import write_template

    forms = [known for known in TABLES.values() if known.has_form]
    if table is None:
        say_table("様式のある表", ["名前", "中身"], [(form.name, form.label) for form in forms])
        say("「edu-dx template 名前」で、空の様式（Excel）を書き出します。")
        return
    definition = table_called(table, forms, unknown=f"「{table}」という表の様式はありません。")
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
