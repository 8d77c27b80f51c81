"""A run as an execution leaves it, made without a kernel: for what looks at files alone."""

import datetime as dt
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from edu_dx.present.block import BLOCK_MIME, Block, BlockColumn, Chart, Format, Measure
from edu_dx.run.canonical import fingerprint
from edu_dx.run.executed import keep_executed
from edu_dx.run.notebook import notebook_text, read_notebook, write_notebook
from edu_dx.run.record import NOTEBOOK_NAME, RunRecord, write_record
from edu_dx.workspace import Workspace
from tests.boards import write_template

STEM = "pupil_count-2025-city"
RUN = f"{STEM}-01"


def number(name: str = "pupils", value: int = 120, title: str = "児童生徒数") -> Block:
    measure = Measure(value=value, format=Format.COUNT, unit="人")
    return Block(
        name=name,
        kind="number",
        title=title,
        period="2025年度",
        filter="市立学校",
        sources=[],
        measure=measure,
    )


def figure(name: str = "by-school", svg: str = "<svg/>", pupils: int = 30) -> Block:
    return Block(
        name=name,
        kind="figure",
        title="学校ごとの人数",
        period="2025年度",
        filter="市立学校",
        sources=[],
        columns=[
            BlockColumn(key="school", label="学校", format=Format.TEXT),
            BlockColumn(key="pupils", label="人数", format=Format.COUNT),
        ],
        rows=[["あおば", pupils]],
        chart=Chart(kind="bar", x="school", series=["pupils"], x_title="学校", y_title="人数（人）"),
        svg=svg,
        alt="棒グラフ",
    )


def show(notebook: NotebookNode, *blocks: Block) -> None:
    """Let the working cell of the small template show ``blocks``."""
    cell = next(cell for cell in notebook.cells if cell.id == "count")
    cell.execution_count = 1
    cell.outputs = [
        nbformat.v4.new_output("display_data", data={BLOCK_MIME: block.model_dump(mode="json")})
        for block in blocks
    ]


def finish_run(board: Workspace, templates: Path, *blocks: Block, run: str = RUN) -> Path:
    """The folder of a run of the small template; nobody has written a finding yet."""
    notebook = read_notebook(write_template(templates))
    show(notebook, *blocks or (number(),))
    folder = board.runs / run
    folder.mkdir(parents=True)
    write_notebook(notebook, folder / NOTEBOOK_NAME)
    keep_executed(folder, notebook_text(notebook))
    write_record(folder, record_of(board, run, notebook))
    return folder


def record_of(board: Workspace, run: str, notebook: NotebookNode) -> RunRecord:
    return RunRecord(
        id=run,
        analysis="pupil_count",
        title="児童生徒数",
        board_name=board.name,
        fictional=True,
        edition="internal",
        unit="全市",
        parameters=[],
        tables=[],
        template_fingerprint="sha256:t",
        executed_fingerprint=fingerprint(notebook, findings=False),
        versions={},
        started_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        seconds=1.0,
        outcome="succeeded",
    )


def write_finding(folder: Path, text: str, cell: str = "found") -> None:
    """What a student does in JupyterLab, and saves."""
    notebook = read_notebook(folder / NOTEBOOK_NAME)
    next(each for each in notebook.cells if each.id == cell).source = text
    write_notebook(notebook, folder / NOTEBOOK_NAME)


def findings_in(folder: Path) -> dict[str, str]:
    """Cell id → text of the finding cells."""
    notebook = read_notebook(folder / NOTEBOOK_NAME)
    return {cell.id: cell.source for cell in notebook.cells if "finding" in cell.metadata.get("tags", [])}
