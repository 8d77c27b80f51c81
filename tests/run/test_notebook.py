import json
from pathlib import Path
from typing import Any

import pytest

from edu_dx.errors import UserError
from edu_dx.run.notebook import read_notebook
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
