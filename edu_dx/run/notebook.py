"""Reading and writing notebook files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import to_notebook_json

from edu_dx.errors import UserError


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in ``path``; UserError if it is missing or not a readable notebook."""
    try:
        return parse_notebook(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError("ノートブックが見つかりません。", where=str(path), fix=_REMEDY) from error
    except ValueError as error:
        raise UserError("ノートブックが壊れていて読めません。", where=str(path), fix=_REMEDY) from error


def parse_notebook(text: str) -> NotebookNode:
    """The notebook that ``text`` holds; ValueError if it holds none."""
    return cast(NotebookNode, to_notebook_json(parse_content(text)))  # type: ignore[no-untyped-call]


def parse_content(text: str) -> dict[str, Any]:
    """The plain JSON of a notebook whose cells have what this package reads of them; ValueError otherwise."""
    content = json.loads(text)
    if not (
        isinstance(content, dict)
        and content.get("nbformat") == nbformat.current_nbformat
        and isinstance(content.get("nbformat_minor"), int)
        and isinstance(content.get("metadata"), dict)
        and isinstance(content.get("cells"), list)
        and all(_is_cell(cell) for cell in content["cells"])
    ):
        raise ValueError("this is no notebook")
    return content


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write the notebook as UTF-8 with line feeds, whatever the machine."""
    write_notebook_text(notebook_text(notebook), path)


def write_notebook_text(text: str, path: Path) -> None:
    """The same for a notebook that is text already."""
    path.write_text(text, encoding="utf-8", newline="\n")


def notebook_text(notebook: NotebookNode) -> str:
    """The notebook as it is written: a line for each cell.

    With a line for each number of a table, as nbformat writes it, it would take three times as long. JupyterLab reads
    both, and saves in its own way.
    """
    cells = ",\n".join(map(_line, notebook.cells))
    about = _line({name: value for name, value in notebook.items() if name != "cells"})
    return f'{{"cells": [\n{cells}\n],\n{about.removeprefix("{")}\n'


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ": "))


_REMEDY = "「edu-dx recover 実行の名前」で元に戻せます。所見も、最後に保存したものが戻ります。"


def _is_cell(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in ("markdown", "code", "raw")
        and isinstance(cell.get("id"), str)
        and isinstance(cell.get("metadata"), dict)
        and isinstance(cell["metadata"].get("tags", []), list)
        and _is_text(cell.get("source"))
        and _are_outputs(cell.get("outputs", []))
    )


def _are_outputs(outputs: Any) -> bool:
    return isinstance(outputs, list) and all(isinstance(output, dict) for output in outputs)


def _is_text(source: Any) -> bool:
    return isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )
