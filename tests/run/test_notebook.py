import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from edu_dx.errors import UserError
from edu_dx.run.notebook import notebook_text, parse_notebook, read_notebook
from tests.boards import write_template


def with_cell(**changes: Any) -> str:
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "x", **changes}
    kept = {key: value for key, value in cell.items() if value is not ...}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [kept]})


DAMAGED = [
    "",
    "null",
    "[]",
    "{}",
    "{",
    '{"cells": []}',
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {}}',
    '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}',
    '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
    with_cell(id=...),
    with_cell(source=5),
    with_cell(source=["a", 5]),
    with_cell(metadata=None),
    with_cell(metadata={"tags": None}),
    with_cell(cell_type="code", outputs=None),
]


@pytest.mark.parametrize("text", DAMAGED)
def test_what_is_no_notebook_says_so_and_how_to_get_it_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notebook.ipynb"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UserError, match="壊れていて読めません") as error:
        read_notebook(path)
    assert "edu-dx recover" in error.value.fix


def test_bytes_that_are_no_text_say_so_too(tmp_path: Path) -> None:
    path = tmp_path / "notebook.ipynb"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(UserError, match="壊れていて読めません"):
        read_notebook(path)


def test_a_missing_notebook_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="見つかりません"):
        read_notebook(tmp_path / "notebook.ipynb")


def test_a_notebook_is_read(tmp_path: Path) -> None:
    assert [cell.id for cell in read_notebook(write_template(tmp_path)).cells][:2] == ["title", "imports"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
CODE = st.builds(
    lambda source, content: new_code_cell(
        source, outputs=[new_output("display_data", {"application/vnd.edu-dx.block+json": content})]
    ),
    st.text(max_size=20),
    st.dictionaries(st.text(max_size=4), VALUES, max_size=3),
)
NOTEBOOKS = st.builds(
    lambda cells, notes: new_notebook(cells=cells, metadata={"edu_dx": notes}),
    st.lists(CODE | st.builds(new_markdown_cell, st.text(max_size=20)), max_size=3),
    st.dictionaries(st.text(max_size=4), VALUES, max_size=2),
)


@given(NOTEBOOKS)
def test_a_notebook_comes_back_as_it_was_written(notebook: NotebookNode) -> None:
    text = notebook_text(notebook)

    assert parse_notebook(text) == notebook
    # As every other program reads it.
    read = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(read)
    assert read == notebook


def test_each_cell_is_a_line() -> None:
    cells = [new_markdown_cell("一\n二", id="first"), new_code_cell("1", id="second")]

    lines = notebook_text(new_notebook(cells=cells)).splitlines()

    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:3]] == ["first", "second"]
    assert len(lines) == 5 and "二" in lines[1]
