"""Every standard analysis says the same on a warm kernel as by papermill as it comes."""

import json
from collections.abc import Callable
from pathlib import Path

import papermill
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from edu_dx.demo import write_demo_city
from edu_dx.intake.take_in import take_in_all
from edu_dx.run.blocks import notebook_blocks
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.kernels.provisioner import KERNEL_NAME
from edu_dx.run.kernels.supply import Supply
from edu_dx.run.notebook import read_notebook
from edu_dx.run.request import Request, request_for_board, requests_per_school
from edu_dx.workspace import Workspace

pytestmark = pytest.mark.slow

ANALYSES = sorted(path.stem for path in (Path(__file__).parents[3] / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo city with its raw files taken in."""
    folder = tmp_path_factory.mktemp("city")
    write_demo_city(folder)
    board = Workspace(folder)
    take_in_all(board, sorted(path for path in (board.root / "raw").rglob("*") if path.is_file()))
    return board


def by_papermill(board: Workspace, request: Request, kernel: str, folder: Path) -> NotebookNode:
    """The notebook executed by papermill's own engine."""
    executed = folder / f"{request.analysis.name}-{kernel}.ipynb"
    papermill.execute_notebook(
        request.analysis.path,
        executed,
        parameters=request.parameters,
        kernel_name=kernel,
        cwd=board.root,
        progress_bar=False,
    )
    return read_notebook(executed)


@pytest.fixture(scope="module")
def plain(city: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Request], NotebookNode]:
    """A notebook executed by papermill as it comes, once for both kinds of warm kernels."""
    folder = tmp_path_factory.mktemp("plain")
    known: dict[str, NotebookNode] = {}

    def executed(request: Request) -> NotebookNode:
        if request.stem not in known:
            known[request.stem] = by_papermill(city, request, "python3", folder)
        return known[request.stem]

    return executed


def shown(notebook: NotebookNode) -> list[object]:
    """All that the code cells show, block by block and beside the blocks."""
    return [
        {key: value for key, value in output.items() if key != "execution_count"}
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]


@pytest.mark.parametrize("name", ANALYSES)
def test_equal_to_papermill(
    name: str, warm: Supply, city: Workspace, plain: Callable[[Request], NotebookNode]
) -> None:
    assert_equal(city, request_for_board(city, analysis_called(name), {}, "internal"), plain)


def test_the_report_of_a_school_is_equal_too(
    warm: Supply, city: Workspace, plain: Callable[[Request], NotebookNode]
) -> None:
    first, *_ = requests_per_school(city, analysis_called("enrolment_projection"), {}, "public")

    assert_equal(city, first, plain)


def assert_equal(city: Workspace, request: Request, plain: Callable[[Request], NotebookNode]) -> None:
    record = execute(city, request, lambda: None)

    assert record.failure is None
    ours = read_notebook(city.runs / record.id / "notebook.ipynb")
    assert list(notebook_blocks(ours))
    assert shown(ours) == shown(plain(request))


def test_papermill_itself_can_use_the_kernel(
    warm: Supply, city: Workspace, plain: Callable[[Request], NotebookNode], tmp_path: Path
) -> None:
    request = request_for_board(city, analysis_called("channel_shift"), {}, "internal")

    assert shown(by_papermill(city, request, KERNEL_NAME, tmp_path)) == shown(plain(request))


# The first three look for the kernel when they are imported, the last one remembers the process.
IMPORTED_IN_THE_KERNEL = {
    "matplotlib_inline",
    "matplotlib_inline.backend_inline",
    "matplotlib_inline.config",
    "zmq.utils.garbage",
}
REMEMBER = "import sys; loaded_before = set(sys.modules)"
TELL = """\
import json
hidden = next(finder for finder in sys.meta_path if type(finder).__name__ == "HiddenModules")
print(json.dumps([name for name in sys.modules if name not in loaded_before and name not in hidden._specs]))
"""


@pytest.mark.parametrize("name", ANALYSES)
def test_what_an_analysis_imports_was_loaded_before(name: str, warm: Supply, city: Workspace) -> None:
    request = request_for_board(city, analysis_called(name), {}, "internal")
    notebook = read_notebook(request.analysis.path)
    notebook.cells = [new_code_cell(REMEMBER), *notebook.cells, new_code_cell(TELL)]  # type: ignore[no-untyped-call]

    executed = papermill.execute_notebook(
        notebook, None, request.parameters, kernel_name=KERNEL_NAME, cwd=city.root, progress_bar=False
    )

    assert set(json.loads(executed.cells[-1].outputs[0].text)) <= IMPORTED_IN_THE_KERNEL
