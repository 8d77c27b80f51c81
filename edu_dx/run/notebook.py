"""Reading and writing notebook files."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import nbformat
from nbformat import NotebookNode

from edu_dx.errors import UserError


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in ``path``; UserError if it is missing or not a readable notebook."""
    try:
        text = path.read_text(encoding="utf-8")
        return cast(NotebookNode, nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    except FileNotFoundError as error:
        raise UserError(
            "ノートブックが見つかりません。", where=str(path), fix="もう一度 edu-dx run で実行してください。"
        ) from error
    except (ValueError, nbformat.reader.NotJSONError) as error:
        raise UserError(
            "ノートブックが壊れていて読めません。",
            where=str(path),
            fix="もう一度 edu-dx run で実行してください。書いた所見は、ファイルをメモ帳で開けば読み取れることがあります。",
        ) from error


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write the notebook as UTF-8 with line feeds, whatever the machine."""
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
