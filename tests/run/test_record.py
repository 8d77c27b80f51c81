import json
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run.record import read_record
from edu_dx.workspace import Workspace
from tests.finished_runs import finish_run


def test_a_record_of_the_first_edition_names_no_definitions(board: Workspace, templates: Path) -> None:
    path = finish_run(board, templates) / "run.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["metrics"]
    path.write_text(json.dumps(content), encoding="utf-8")

    assert read_record(path.parent).metrics == {}


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\x00", b'{"id": "x"'])
def test_a_broken_record_is_said_in_japanese(board: Workspace, templates: Path, content: bytes) -> None:
    path = finish_run(board, templates) / "run.json"
    path.write_bytes(content)

    with pytest.raises(UserError, match=r"実行の記録（run\.json）が壊れていて読めません"):
        read_record(path.parent)
