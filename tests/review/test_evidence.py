from pathlib import Path

import pytest

from edu_dx.review.events import Evidence
from edu_dx.review.evidence import attest, compared
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.notebook import read_notebook, write_notebook
from edu_dx.run.request import request_for_board
from edu_dx.workspace import Workspace
from tests.boards import store_three_schools, write_template
from tests.finished_runs import figure, number


@pytest.mark.slow
def test_a_run_is_attested_and_a_changed_number_is_named(board: Workspace, templates: Path) -> None:
    store_three_schools(board)
    write_template(templates)
    request = request_for_board(board, analysis_called("pupil_count"), {}, "internal")
    run = execute(board, request, lambda: None).id
    assert attest(board, run) == Evidence(attested=("pupils", "under-limit"))

    path = board.runs / run / "notebook.ipynb"
    notebook = read_notebook(path)
    for output in notebook.cells[5].outputs:
        for content in output.get("data", {}).values():
            if "measure" in content and content["name"] == "pupils":
                content["measure"]["value"] = 121
    write_notebook(notebook, path)
    assert [block.measure.value for block in notebook_blocks(notebook) if block.measure] == [121]

    evidence = attest(board, run)
    assert (evidence.attested, evidence.differing) == (("under-limit",), ("pupils",))
    assert [folder.name for folder in board.runs.iterdir()] == [run]


def test_equal_blocks_are_attested_whatever_the_spelling_of_a_number() -> None:
    shown = [number(), figure(pupils=30)]
    repeated = [number(), figure().model_copy(update={"rows": [["あおば", 30.0]]})]

    evidence = compared(shown, repeated)

    assert evidence == Evidence(attested=("pupils", "by-school"))
    assert evidence.holds


def test_a_figure_that_is_only_drawn_otherwise_is_told_apart() -> None:
    evidence = compared([figure()], [figure(svg="<svg>other letters</svg>")])

    assert evidence == Evidence(redrawn=("by-school",))
    assert evidence.holds


@pytest.mark.parametrize(
    ("shown", "repeated", "evidence"),
    [
        ([number(value=121)], [number()], Evidence(differing=("pupils",))),
        ([number(title="別の題")], [number()], Evidence(differing=("pupils",))),
        ([figure(pupils=1, svg="<svg>x</svg>")], [figure()], Evidence(differing=("by-school",))),
        ([number(), number("mine")], [number()], Evidence(attested=("pupils",), missing=("mine",))),
        ([], [number()], Evidence(added=("pupils",))),
    ],
)
def test_what_the_repetition_does_not_confirm_is_named(
    shown: list, repeated: list, evidence: Evidence
) -> None:
    assert compared(shown, repeated) == evidence
    assert not evidence.holds
