import shutil
from pathlib import Path

import pytest
from nbformat import NotebookNode

from edu_dx.run.carrying import carry_findings, results_of
from edu_dx.run.findings import finding_texts
from edu_dx.run.findings_archive import archive_findings
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.read_again import ask_to_read_again, findings_to_read_again
from edu_dx.workspace import Workspace
from tests.boards import write_template
from tests.finished_runs import RUN, STEM, finish_run, number, show, write_finding

WRITTEN = "## 分かったこと\n\n120人である。"
SECOND = f"{STEM}-02"


def next_template(board: Workspace, templates: Path) -> NotebookNode:
    """The template as the next run would start with it."""
    template = read_notebook(write_template(templates))
    carry_findings(board, STEM, template)
    return template


@pytest.fixture
def folder(board: Workspace, templates: Path) -> Path:
    """A run with a finding that was saved in JupyterLab."""
    folder = finish_run(board, templates)
    write_finding(folder, WRITTEN)
    archive_findings(board, RUN)
    return folder


def test_a_first_run_has_nothing_to_carry(board: Workspace, templates: Path) -> None:
    assert finding_texts(next_template(board, templates)) == {"found": "## 分かったこと\n\nここに書く"}


def test_the_notebook_is_carried_as_it_stands(board: Workspace, templates: Path, folder: Path) -> None:
    for text in ("## 分かったこと\n\nあとで直した。", ""):
        write_finding(folder, text)
        assert finding_texts(next_template(board, templates)) == {"found": text}


@pytest.mark.parametrize(
    "damage", ["broken", "emptied", "notebook gone", "cell gone", "record gone", "folder gone"]
)
def test_whatever_happened_to_the_notebook_the_saved_finding_is_carried(
    board: Workspace, templates: Path, folder: Path, damage: str
) -> None:
    path = folder / "notebook.ipynb"
    match damage:
        case "broken":
            path.write_bytes(path.read_bytes()[:-30])
        case "emptied":
            path.write_bytes(b"")
        case "notebook gone":
            path.unlink()
        case "cell gone":
            notebook = read_notebook(path)
            notebook.cells.pop()
            write_notebook(notebook, path)
        case "record gone":
            (folder / "run.json").unlink()
        case "folder gone":
            shutil.rmtree(folder)

    assert finding_texts(next_template(board, templates)) == {"found": WRITTEN}


def test_a_lost_run_is_the_last_one_if_it_came_last(board: Workspace, templates: Path, folder: Path) -> None:
    second = finish_run(board, templates, run=SECOND)
    write_finding(second, "二回めの所見")
    archive_findings(board, SECOND)
    shutil.rmtree(second)
    assert finding_texts(next_template(board, templates)) == {"found": "二回めの所見"}

    third = finish_run(board, templates, run=f"{STEM}-03")
    write_finding(third, "三回めの所見")
    assert finding_texts(next_template(board, templates)) == {"found": "三回めの所見"}


def test_an_unread_finding_stays_under_the_run_that_it_was_written_for(
    board: Workspace, templates: Path, folder: Path
) -> None:
    second = next_template(board, templates)
    show(second, number(value=151))
    ask_to_read_again(second, lambda run: results_of(board, run))
    write_notebook(second, finish_run(board, templates, number(value=151), run=SECOND) / "notebook.ipynb")

    third = next_template(board, templates)
    show(third, number(value=151))
    ask_to_read_again(third, lambda run: results_of(board, run))
    assert [finding.since for finding in findings_to_read_again(third)] == [RUN]

    back = next_template(board, templates)
    show(back, number(value=120))
    ask_to_read_again(back, lambda run: results_of(board, run))
    assert findings_to_read_again(back) == []


def test_a_finding_that_was_read_is_compared_with_the_run_it_was_read_in(
    board: Workspace, templates: Path, folder: Path
) -> None:
    second = finish_run(board, templates, number(value=151), run=SECOND)
    write_finding(second, WRITTEN)

    third = next_template(board, templates)
    show(third, number(value=151))

    assert ask_to_read_again(third, lambda run: results_of(board, run)) == []


def test_results_come_from_the_run_itself_and_not_from_the_edited_notebook(
    board: Workspace, templates: Path, folder: Path
) -> None:
    (folder / "notebook.ipynb").write_bytes(b"")
    assert results_of(board, RUN) == [number()]

    (folder / "executed.ipynb.gz").write_bytes(b"\x1f\x8b")
    assert results_of(board, RUN) is None
