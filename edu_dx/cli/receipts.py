"""`edu-dx receipts`: what was taken in, when, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from edu_dx.cli.console import say, say_json, say_table
from edu_dx.workspace import current

if TYPE_CHECKING:
    from edu_dx.intake.kept_receipts import FileReceipts

AsJson = Annotated[bool, typer.Option("--json", help="JSONで出す")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def receipts(context: typer.Context, as_json: AsJson = False) -> None:
    """List the files taken in, the newest first."""
    from edu_dx.intake.kept_receipts import receipts_by_file

    if context.invoked_subcommand:
        return
    files = receipts_by_file(current())
    if as_json:
        say_json([_as_json(file) for file in files])
    elif not files:
        say("受入票はまだありません。「edu-dx intake ファイル名」で資料を取り込むと、ここに並びます。")
    else:
        headings = ["番号", "日時", "ファイル", "表", "年度", "受入", "拒否", "検査", "状態"]
        say_table("受入票", headings, [row for file in files for row in _rows(file)])
        say(
            "内容を見るには「edu-dx receipts show 番号」か「edu-dx receipts show ファイル名」としてください。"
        )


@app.command("show", help="1つのファイルの受入票を見る。")
def show(
    name: Annotated[str, typer.Argument(help="受入票の番号かファイル名")], as_json: AsJson = False
) -> None:
    """Print the receipt of a file again, and where its page lies."""
    from edu_dx.intake.kept_receipts import receipts_called
    from edu_dx.intake.receipt_text import receipt_text

    file = receipts_called(current(), name)
    if as_json:
        say_json(
            _as_json(file) | {"receipts": [receipt.model_dump(mode="json") for receipt in file.receipts]}
        )
        return
    say(receipt_text(file.receipts))
    if file.page.is_file():
        say(f"送り主に渡せるページ: {file.page}")


def _rows(file: FileReceipts) -> list[list[object]]:
    """One row a table; what is true of the whole file stands in the first."""
    from edu_dx.intake.findings import Result

    rows: list[list[object]] = []
    for receipt in file.receipts:
        notable = [
            f"{name}{count}"
            for result, name in ((Result.FAILED, "要修正"), (Result.WARNING, "要確認"))
            if (count := sum(finding.result is result for finding in receipt.findings))
        ]
        of_file = [file.id, _moment(file), file.file_name] if not rows else ["", "", ""]
        rows.append(
            [
                *of_file,
                receipt.table_label,
                "・".join(str(year) for year in receipt.fiscal_years),
                f"{receipt.rows_ok:,}",
                f"{receipt.rows_rejected:,}",
                "・".join(notable) or "問題なし",
                _state(file),
            ]
        )
    return rows


def _moment(file: FileReceipts) -> str:
    return file.taken_at.astimezone().strftime("%Y-%m-%d %H:%M") if file.taken_at else "記録なし"


def _state(file: FileReceipts) -> str:
    return "使用中" if file.is_current else "置き換え済み"


def _as_json(file: FileReceipts) -> dict[str, Any]:
    from edu_dx.intake.findings import Result

    return {
        "id": file.id,
        "file_name": file.file_name,
        "sha256": file.receipts[0].sha256,
        "taken_at": file.taken_at.isoformat() if file.taken_at else None,
        "current": file.is_current,
        "page": str(file.page) if file.page.is_file() else None,
        "tables": [
            {
                "table": receipt.table,
                "sheet": receipt.sheet,
                "fiscal_years": list(receipt.fiscal_years),
                "rows_in": receipt.rows_in,
                "rows_ok": receipt.rows_ok,
                "rows_rejected": receipt.rows_rejected,
                "rows_not_data": receipt.rows_not_data,
                "failed": sum(finding.result is Result.FAILED for finding in receipt.findings),
                "warnings": sum(finding.result is Result.WARNING for finding in receipt.findings),
            }
            for receipt in file.receipts
        ],
    }
