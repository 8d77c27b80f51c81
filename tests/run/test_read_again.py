from pathlib import Path

import pytest
from nbformat import NotebookNode

from edu_dx.present.block import Block
from edu_dx.report.document import build_document
from edu_dx.report.provenance import provenance_outside_runs
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import notebook_text, parse_notebook, read_notebook
from edu_dx.run.read_again import (
    ReadAgain,
    ask_to_read_again,
    drop_settled_hints,
    findings_to_read_again,
    note_reading,
)
from tests.boards import write_template
from tests.finished_runs import RUN, figure, number, show

SECOND = RUN.replace("01", "02")


def ran_again(
    templates: Path,
    before: list[Block] | None,
    now: list[Block],
    finding: str = "## 分かったこと\n\n120人である。",
) -> NotebookNode:
    """The notebook of a second run that a finding was carried to from ``RUN``."""
    notebook = read_notebook(write_template(templates))
    notebook.cells[-1].source = finding
    note_reading(notebook, {"found": RUN})
    show(notebook, *now)
    ask_to_read_again(notebook, {RUN: before}.get)
    return notebook


def hint(notebook: NotebookNode) -> str:
    return next((cell.source for cell in notebook.cells if cell.id == "found-read-again"), "")


def test_a_finding_whose_numbers_stayed_is_left_alone(templates: Path) -> None:
    notebook = ran_again(templates, [number(), figure()], [number(), figure(svg="<svg>other</svg>")])

    assert findings_to_read_again(notebook) == []
    assert hint(notebook) == ""
    assert "read_again" not in str(notebook)


def test_a_finding_under_which_a_number_changed_is_marked_and_not_touched(templates: Path) -> None:
    notebook = ran_again(templates, [number(), figure()], [number(value=151), figure()])

    assert findings_to_read_again(notebook) == [ReadAgain("found", "分かったこと", RUN, ("pupils",))]
    assert "児童生徒数（120 人 → 151 人）" in hint(notebook)
    assert notebook.cells[-2].id == "found-read-again"
    assert notebook.cells[-1].source == "## 分かったこと\n\n120人である。"


def test_rows_of_a_figure_new_results_and_lost_ones_count(templates: Path) -> None:
    before = [figure(), number("old", title="前の数")]
    notebook = ran_again(templates, before, [figure(pupils=31), number("new", title="次の数")])

    assert findings_to_read_again(notebook)[0].changed == ("by-school", "new", "old")
    for words in ("学校ごとの人数", "次の数（新しい結果）", "前の数（なくなりました）"):
        assert words in hint(notebook)


def test_many_changes_are_counted_and_not_all_named(templates: Path) -> None:
    before = [number(f"n{place}", title=f"数{place}") for place in range(9)]
    now = [number(f"n{place}", value=1, title=f"数{place}") for place in range(9)]

    words = hint(ran_again(templates, before, now))

    assert "数5" in words and "数6" not in words
    assert "ほか3件" in words


def test_where_the_earlier_results_are_lost_the_finding_is_marked_to_be_safe(templates: Path) -> None:
    notebook = ran_again(templates, None, [number()])

    assert findings_to_read_again(notebook) == [ReadAgain("found", "分かったこと", RUN, ())]
    assert "残っていない" in hint(notebook)


def test_a_guess_above_all_results_never_needs_to_be_read_again(templates: Path) -> None:
    notebook = read_notebook(write_template(templates))
    notebook.cells.insert(1, notebook.cells.pop())
    note_reading(notebook, {"found": RUN})
    show(notebook, number(value=151))

    assert ask_to_read_again(notebook, {RUN: [number()]}.get) == []


def test_results_below_a_finding_are_not_gone(templates: Path) -> None:
    notebook = read_notebook(write_template(templates))
    below = notebook.cells[4].copy()
    below["id"] = "below"
    notebook.cells.append(below)
    note_reading(notebook, {"found": RUN})
    show(notebook, number())
    notebook.cells[-1].outputs = [dict(notebook.cells[4].outputs[0])]
    notebook.cells[-1].outputs[0]["data"] = {
        "application/vnd.edu-dx.block+json": number("after").model_dump(mode="json")
    }

    assert ask_to_read_again(notebook, {RUN: [number(), number("after", value=1)]}.get) == []


@pytest.fixture
def marked(templates: Path) -> NotebookNode:
    return ran_again(templates, [number()], [number(value=151)])


def test_the_mark_survives_saving_and_is_settled_by_a_change_of_the_finding(marked: NotebookNode) -> None:
    saved = parse_notebook(notebook_text(marked))
    assert len(findings_to_read_again(saved)) == 1

    saved.cells[-1].source = "## 分かったこと\n\n151人である。"
    assert findings_to_read_again(saved) == []
    drop_settled_hints(saved)
    assert hint(saved) == ""


def test_the_mark_is_settled_by_deleting_the_hint(marked: NotebookNode) -> None:
    marked.cells = [cell for cell in marked.cells if cell.id != "found-read-again"]

    assert findings_to_read_again(marked) == []


def test_a_hint_alone_does_not_settle_the_mark(marked: NotebookNode) -> None:
    drop_settled_hints(marked)

    assert len(findings_to_read_again(marked)) == 1


def test_a_mark_is_no_content(templates: Path, marked: NotebookNode) -> None:
    unmarked = parse_notebook(notebook_text(marked))
    unmarked.cells = [cell for cell in unmarked.cells if cell.id != "found-read-again"]
    for cell in unmarked.cells:
        cell.metadata.get("edu_dx", {}).pop("read_again", None)

    assert fingerprint(marked) == fingerprint(unmarked)
    assert fingerprint(marked, findings=False) == fingerprint(unmarked, findings=False)


def test_a_hint_hides_no_cell_of_the_machine(marked: NotebookNode) -> None:
    hidden = parse_notebook(notebook_text(marked))
    hidden.cells[0].metadata["tags"] = ["read-again"]

    assert fingerprint(hidden, findings=False) != fingerprint(marked, findings=False)


def test_a_hint_is_not_printed_in_the_report(marked: NotebookNode) -> None:
    document = build_document(marked, provenance_outside_runs(marked))

    assert "120人である" in str(document.sections)
    assert "読み直して" not in str(document.sections)


def test_a_long_cell_name_gives_a_valid_hint(templates: Path) -> None:
    notebook = read_notebook(write_template(templates))
    notebook.cells[-1]["id"] = "f" * 64
    note_reading(notebook, {"f" * 64: RUN})
    show(notebook, number(value=1))

    assert len(ask_to_read_again(notebook, {RUN: [number()]}.get)) == 1
    assert len(notebook.cells[-2].id) == 64
