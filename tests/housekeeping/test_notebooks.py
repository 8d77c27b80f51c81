"""The standard analyses are stored as templates: no results, one pattern, one place for parameters."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

PATTERN = ["目的", "必要なデータ", "考えてみよう", "手順", "読み方", "言えないこと", "次の一手"]


def cells_tagged(notebook: nbformat.NotebookNode, tag: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def test_the_standard_analyses_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {"enrolment_projection", "counter_hours", "channel_shift"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def test_holds_no_results(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []


def test_is_valid_and_written_the_one_way_nbformat_writes(
    path: Path, notebook: nbformat.NotebookNode
) -> None:
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert path.read_text(encoding="utf-8") == nbformat.writes(notebook).rstrip("\n") + "\n"


def test_runs_on_any_machines_python(notebook: nbformat.NotebookNode) -> None:
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.kernelspec.language == "python"


def test_declares_its_parameters_in_one_cell(notebook: nbformat.NotebookNode) -> None:
    (cell,) = cells_tagged(notebook, "parameters")
    assert cell.cell_type == "code"


def test_follows_the_pattern(notebook: nbformat.NotebookNode) -> None:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^#{1,3}\s+(.+?)\s*$", text, flags=re.MULTILINE)
    assert [heading for heading in headings if heading in PATTERN] == PATTERN


def test_leaves_room_for_the_students_findings(notebook: nbformat.NotebookNode) -> None:
    findings = cells_tagged(notebook, "finding")
    assert findings
    assert {cell.cell_type for cell in findings} == {"markdown"}


def test_every_cell_has_a_name_of_its_own(notebook: nbformat.NotebookNode) -> None:
    names = [cell.id for cell in notebook.cells]
    assert len(set(names)) == len(names)
