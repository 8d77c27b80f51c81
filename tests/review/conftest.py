import datetime as dt
from pathlib import Path

import nbformat
import pytest

from edu_dx.review.events import Actor
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.record import RunRecord, write_record
from edu_dx.workspace import Person, Role, Workspace
from tests.boards import write_template

STEM = "pupil_count-2025-city"
RUN = f"{STEM}-01"

BLOCK = {
    "name": "pupils",
    "kind": "number",
    "title": "児童生徒数",
    "period": "2025年度",
    "filter": "市立学校",
    "sources": [],
    "measure": {"value": 120, "format": "count", "unit": "人"},
}


def execute_by_hand(board: Workspace, run: str = RUN, pupils: int = 120) -> str:
    """An executed run without a kernel: the review looks at files alone."""
    folder = board.runs / run
    folder.mkdir(parents=True)
    new = nbformat.v4
    block = BLOCK | {"measure": {**BLOCK["measure"], "value": pupils}}  # type: ignore[dict-item]
    output = new.new_output(
        "display_data",
        data={
            "text/plain": f"児童生徒数: {pupils} 人",
            "application/json": {"value": float(pupils)},
            "application/vnd.edu-dx.block+json": block,
        },
    )
    notebook = new.new_notebook(
        cells=[
            new.new_code_cell("count()", id="count", outputs=[output], execution_count=1),
            new.new_markdown_cell("ここに書く", id="found", metadata={"tags": ["finding"]}),
        ]
    )
    write_notebook(notebook, folder / "notebook.ipynb")
    record = RunRecord(
        id=run,
        analysis="pupil_count",
        title="児童生徒数",
        board_name=board.name,
        fictional=True,
        edition="internal",
        unit="全市",
        parameters=[],
        tables=[],
        template_fingerprint=analysis_called("pupil_count").fingerprint,
        executed_fingerprint=fingerprint(notebook, findings=False),
        versions={},
        started_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        seconds=1.0,
        outcome="succeeded",
    )
    write_record(folder, record)
    return run


def edit_finding(board: Workspace, text: str, run: str = RUN) -> None:
    """What a student does in JupyterLab."""
    path = board.runs / run / "notebook.ipynb"
    notebook = read_notebook(path)
    notebook.cells[-1].source = text
    write_notebook(notebook, path)


@pytest.fixture
def run(board: Workspace, templates: Path) -> str:
    """An executed run that nobody has handed in."""
    write_template(templates)
    return execute_by_hand(board)


@pytest.fixture
def hanako(board: Workspace) -> Person:
    """An assistant."""
    return board.config.person("hanako")


@pytest.fixture
def taro(board: Workspace) -> Person:
    """A consultant."""
    return board.config.person("taro")


@pytest.fixture
def midori(board: Workspace) -> Person:
    """Another consultant."""
    return board.config.person("midori")


@pytest.fixture
def ichiro(board: Workspace) -> Person:
    """One of the board."""
    return board.config.person("ichiro")


def actor(name: str, role: Role, *keys: str) -> Actor:
    """Somebody of that role."""
    return Actor(id=name, name=name, role=role, keys=keys)
