"""`edu-dx intake` and `edu-dx show`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from edu_dx.cli.console import say, say_error, say_json, say_table, say_warning
from edu_dx.cli.table_names import table_called
from edu_dx.errors import UserError
from edu_dx.tables import TABLES
from edu_dx.workspace import current

_DOCUMENTS = {
    *(".pdf", ".doc", ".docx", ".ppt", ".pptx", ".md", ".rtf"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg"),
    *(".ipynb", ".py", ".toml", ".json", ".db", ".ini", ".lnk"),
}
"""Suffixes of files that lie in folders of tables and are none; one that is named itself is opened all the same."""


def take_in(
    paths: Annotated[list[Path], typer.Argument(help="資料のファイルかフォルダ（いくつでも）")],
    table: Annotated[
        str | None, typer.Option("--table", help="何の表かを指定する（ふつうは自動で見分けます）")
    ] = None,
    fiscal_year: Annotated[
        int | None, typer.Option("--fiscal-year", help="資料に年度が書かれていないときの年度")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="見出しの対応表（書き終えたもの）で読む")
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="見出しについてたずねず、対応表のファイルに書き出す")
    ] = False,
    hidden_sheets: Annotated[bool, typer.Option("--hidden-sheets", help="非表示のシートも読む")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="受入票をJSONで出す")] = False,
) -> None:
    """Take files in, store their rows and print a receipt for each; exit status 1 if a file failed."""
    from edu_dx.cli.matching_prompts import ask_on_terminal
    from edu_dx.intake import receipt_text
    from edu_dx.intake.take_in import take_in_all

    files, passed_over = _checked(paths)
    told = None if table is None else _checked_table(table)
    may_ask = sys.stdin.isatty() and not (no_input or as_json)
    outcome = take_in_all(
        current(),
        files,
        mapping=mapping,
        ask=ask_on_terminal if may_ask else None,
        table=told,
        fiscal_year=fiscal_year,
        hidden_sheets=hidden_sheets,
    )
    if as_json:
        say_json(
            {
                "receipts": [receipt.model_dump(mode="json") for receipt in outcome.receipts],
                "passed_over": [str(path) for path in passed_over],
                "mapping_files": {str(path): str(file) for path, file in outcome.mapping_files.items()},
                "errors": [{"file": str(path), "message": str(error)} for path, error in outcome.errors],
            }
        )
    else:
        say(receipt_text(outcome.receipts))
        if passed_over:
            names = "、".join(path.name for path in passed_over[:10]) + ("…" if len(passed_over) > 10 else "")
            say(f"表の資料ではないファイル{len(passed_over)}件は見ていません：{names}")
        for path, mapping_file in outcome.mapping_files.items():
            say_warning(
                f"{path.name}: 見出しの対応が決まっていないシートか列があり、そこは読んでいません。対応表 {mapping_file} の「？」を"
                f'書き換えて、もう一度取り込んでください：edu-dx intake "{path}" --mapping "{mapping_file}"'
            )
        for _, error in outcome.errors:
            say_error(error)
        if len(files) > 1:
            left = f"、{len(outcome.errors)}件は取り込んでいません" if outcome.errors else "ました"
            say(
                f"{len(files)}件のうち{len(outcome.receipts_by_file)}件を読み{left}。"
                "受入票の一覧は「edu-dx receipts」、送り主に渡せる受入票のページは data/receipts/ にあります。"
            )
    if outcome.errors:
        raise typer.Exit(1)


def show(
    table: Annotated[
        str, typer.Argument(help="表の名前（日本語の名前でもかまいません）: " + "、".join(TABLES))
    ],
    fiscal_year: Annotated[int | None, typer.Option("--fiscal-year", help="この年度だけ")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSVで出す（すべての行）")] = False,
) -> None:
    """Print the first rows of a table, or all of it as CSV."""
    from edu_dx.cli.shown_rows import shown_rows

    name = _checked_table(table)
    rows = current().table(name, fiscal_year)
    if as_csv:
        print(rows.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d %H:%M:%S"), end="")
        return
    definition = TABLES[name]
    first = shown_rows(rows.head(40), definition)
    say_table(
        f"{definition.label}（{len(rows):,}行のうち{len(first)}行）",
        [column.label for column in definition.columns],
        first,
    )
    if len(rows) > len(first):
        say("すべての行を見るには --csv を付けてください。")


def _checked(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """Every file named and those of folders, and the files of folders that are passed over.

    Raises:
        UserError: a path does not exist, or there is no file at all.
    """
    files: list[Path] = []
    passed_over: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UserError(
                "ファイルが見つかりません。",
                where=str(path),
                fix="名前と場所（フォルダ）が正しいかを確かめてください。",
            )
        found = sorted(item for item in path.rglob("*") if _is_visible(item)) if path.is_dir() else [path]
        documents = {item for item in found if path.is_dir() and item.suffix.lower() in _DOCUMENTS}
        files += [item for item in found if item not in documents]
        passed_over += [item for item in found if item in documents]
    if not files:
        raise UserError(
            "取り込むファイルがありません。",
            where="、".join(map(str, paths)),
            fix="資料の入ったフォルダを指定してください。",
        )
    return files, passed_over


def _is_visible(path: Path) -> bool:
    """Not a hidden file and not the lock file that Excel leaves beside an open workbook."""
    return path.is_file() and not path.name.startswith((".", "~$")) and path.name != "edu-dx.toml"


def _checked_table(name: str) -> str:
    return table_called(name, TABLES.values(), unknown=f"「{name}」という表はありません。").name
