import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.run.damaged import findings_left_in
from edu_dx.run.notebook import read_notebook
from tests.boards import write_template

FINDING = '## 分かったこと\n\n1. "120人"である。\n2. {"id": "x", "source": ["𠮷"]}\n'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A notebook file with one finding."""
    path = write_template(tmp_path_factory.mktemp("whole"))
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["source"] = FINDING.splitlines(keepends=True)
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def left(tmp_path: Path, content: bytes) -> dict[str, str]:
    path = tmp_path / "notebook.ipynb"
    path.write_bytes(content)
    return findings_left_in(path)


def test_a_whole_finding_is_read_out_of_a_broken_file(tmp_path: Path, whole: bytes) -> None:
    assert left(tmp_path, whole.rstrip()[:-1]) == {"found": FINDING}
    assert left(tmp_path, b"\xff{]" + whole[200:] + b"}}") == {"found": FINDING}


def test_a_finding_written_in_one_piece_is_read_too(tmp_path: Path, whole: bytes) -> None:
    packed = json.dumps(json.loads(whole))

    assert left(tmp_path, packed[:-1].encode()) == {"found": FINDING}


def test_of_a_file_cut_in_the_finding_the_lines_before_are_left(tmp_path: Path, whole: bytes) -> None:
    cut = whole.index(b"2. {")

    assert left(tmp_path, whole[: cut + 3]) == {"found": FINDING[: FINDING.index("2. {")]}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_cut_file_never_gives_anything_but_the_beginning(
    tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    found = left(tmp_path, whole[: data.draw(st.integers(0, len(whole)))])

    assert found.keys() <= {"found"}
    assert FINDING.startswith(found.get("found", ""))


@given(content=st.binary(max_size=400))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_too_broken_to_be_looked_at(tmp_path: Path, content: bytes) -> None:
    assert left(tmp_path, content) == {}


def test_cells_of_the_machine_are_no_findings(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "whole.ipynb"
    path.write_bytes(whole)
    assert len(read_notebook(path).cells) == 6
    assert left(tmp_path, whole[: whole.index(b'"found"')]) == {}
