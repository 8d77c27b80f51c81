"""What a batch costs beside papermill: ``python -m benchmarks.batch --schools 33``.

Three ways of making the same reports of the invented city, each a child process of its own, the rounds interleaved:

- papermill: what one would run instead, ``papermill.execute_notebook`` and nbconvert's ``HTMLExporter`` in a loop on as
  many processes as the machine has processors; each imports once, each notebook gets a kernel;
- batch: ``execute_all`` with the HTML report of each run;
- floor: the notebook's cells as plain functions in one warm process, their CPU time divided by the processors.

Time is the child's whole life, start of Python and imports included, for each notebook; the median of the rounds is
printed. Memory is the highest sum over the child and all it started, shared pages counted once where the system tells.
It is looked at in a round of its own before the others: asking for it takes a tenth of a processor.
Papermill's kernels now and then choose the same port and one dies (once in some 150 notebooks); it is then measured anew.
More notebooks than the city has schools are the same schools again: the tables stay as they are, the runs pile up.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from edu_dx.run.request import Request
    from edu_dx.workspace import Workspace

_CHECKOUT = Path(__file__).parents[1]
_PROCESSORS = os.cpu_count() or 1
_WARM_UPS, _FLOOR_NOTEBOOKS, _TRIES = 2, 6, 3
_MEGABYTE = 1 << 20
WAYS = ("papermill", "batch", "floor")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; the last line is the ratio of papermill to the batch."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument(
        "--schools", type=int, nargs="+", default=[33], help="notebooks; of several numbers, growth is told"
    )
    parser.add_argument("--notebook", default="enrolment_projection", help="the standard analysis")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each way")
    parser.add_argument("--child", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--board", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        _be(options.child, options.board, options.notebook, options.schools[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        _compare(_invented_city(Path(folder)), options.notebook, options.schools, options.rounds)


def _compare(board: Path, notebook: str, sizes: Sequence[int], rounds: int) -> None:
    ways = [("papermill", sizes[0]), *(("batch", size) for size in sizes), ("floor", _FLOOR_NOTEBOOKS)]
    peaks = {way: _measured(way[0], partial(_peak, board, notebook, *way)) for way in ways}
    found: dict[tuple[str, int], list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, seconds in found.items():
            seconds.append(_measured(way[0], partial(_seconds, board, notebook, *way)))
    medians = {way: statistics.median(seconds) for way, seconds in found.items()}
    print(f"{notebook}, {rounds} rounds, {_PROCESSORS} processors")
    for (way, size), peak in peaks.items():
        print(f"  {way:<9} x {size:>4} {medians[way, size]:>8.3f} s a notebook {peak:>6,.0f} MB")
    batch, floor = medians["batch", sizes[0]], medians["floor", _FLOOR_NOTEBOOKS]
    for size in sizes[1:]:
        print(f"  growth from {sizes[0]} to {size}: {medians['batch', size] / batch - 1:+.1%}")
    print(f"  ratio to the floor: {batch / floor:.2f}x")
    print(f"{medians['papermill', sizes[0]] / batch:.2f}x", flush=True)


class ChildError(SystemExit):
    """A child did not come to its end."""


def _measured(way: str, measure: Callable[[], float]) -> float:
    if way == "papermill":
        for _ in range(_TRIES - 1):
            with contextlib.suppress(ChildError):
                return measure()
            print("papermill is measured anew", file=sys.stderr, flush=True)
    return measure()


def _seconds(board: Path, notebook: str, way: str, size: int) -> float:
    """Seconds for each notebook."""
    start = time.perf_counter()
    printed = _output(_child(board, notebook, way, size))
    seconds: float = (
        json.loads(printed)["seconds"] if way == "floor" else (time.perf_counter() - start) / size
    )
    return seconds


def _peak(board: Path, notebook: str, way: str, size: int) -> float:
    """Megabytes."""
    child, peak = _child(board, notebook, way, size), 0.0
    while child.poll() is None:
        peak = max(peak, _megabytes(child.pid))
        time.sleep(0.5)
    _output(child)
    return peak


def _child(board: Path, notebook: str, way: str, size: int) -> subprocess.Popen[str]:
    words = ["--child", way, "--board", str(board), "--notebook", notebook, "--schools", str(size)]
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.batch", *words],
        cwd=_CHECKOUT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _output(child: subprocess.Popen[str]) -> str:
    printed, _ = child.communicate()
    if child.returncode:
        raise ChildError(f"failed: {' '.join(map(str, child.args))}")  # type: ignore[arg-type]
    return printed


def _megabytes(pid: int) -> float:
    total = 0
    try:
        for process in (root := psutil.Process(pid), *root.children(recursive=True)):
            memory = process.memory_full_info()
            total += getattr(memory, "pss", memory.rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        pass
    return total / _MEGABYTE


def _invented_city(folder: Path) -> Path:
    """The demo city with its tables, and keys that are not the user's."""
    from edu_dx.demo import write_demo_city
    from edu_dx.intake.take_in import take_in_all
    from edu_dx.workspace import Workspace
    from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE

    os.environ[KEYS_FOLDER_VARIABLE] = str(folder / "keys")
    paths = write_demo_city(folder / "board")
    take_in_all(Workspace(folder / "board"), paths)
    return folder / "board"


def _be(way: str, folder: Path, notebook: str, size: int) -> None:
    if way == "batch":
        _begin_as_the_command_does(folder, notebook)
    from edu_dx.run.catalogue import analysis_called
    from edu_dx.run.request import request_for_board, requests_per_school
    from edu_dx.workspace import Workspace

    board = Workspace(folder)
    analysis = analysis_called(notebook)
    if analysis.unit == "board_or_school":
        schools = requests_per_school(board, analysis, {}, "internal")
    else:
        schools = [request_for_board(board, analysis, {}, "internal")]
    {"papermill": _papermill, "batch": _batch, "floor": _floor}[way](
        board, list(islice(cycle(schools), size))
    )


def _begin_as_the_command_does(folder: Path, notebook: str) -> None:
    """What `edu-dx run --force` does before it is loaded itself."""
    from edu_dx.cli.ahead import begin_ahead
    from edu_dx.light_start import start_light

    start_light()
    begin_ahead(["run", notebook, "--force"], folder)


def _papermill(board: Workspace, requests: list[Request]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tasks = [
            (str(request.analysis.path), f"{folder}/{number}", request.parameters, str(board.root))
            for number, request in enumerate(requests)
        ]
        with ProcessPoolExecutor(_PROCESSORS, mp_context=get_context("spawn")) as pool:
            list(pool.map(_papermill_and_html, tasks))


def _papermill_and_html(task: tuple[str, str, dict[str, object], str]) -> None:
    import papermill
    from nbconvert import HTMLExporter

    template, target, parameters, folder = task
    notebook, page = Path(f"{target}.ipynb"), Path(f"{target}.html")
    papermill.execute_notebook(
        template, str(notebook), parameters=parameters, kernel_name="python3", cwd=folder, progress_bar=False
    )
    page.write_text(HTMLExporter().from_filename(str(notebook))[0], encoding="utf-8")


def _batch(board: Workspace, requests: list[Request]) -> None:
    from edu_dx.report.write_many import report_writers
    from edu_dx.run.batch.run_all import execute_all

    with report_writers(board.reports, len(requests), ["html"]) as write:
        records = execute_all(
            board,
            requests,
            cell_done=lambda: None,
            run_done=lambda record: None,
            afterwards=lambda record: write(board.runs / record.id) and None,
        )
    if failed := [record for record in records if record.failure]:
        raise SystemExit(f"failed: {failed[0].failure}")


def _floor(board: Workspace, requests: list[Request]) -> None:
    """CPU seconds of the cells, divided by the processors."""
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    from edu_dx.run.notebook import read_notebook

    os.environ["MPLBACKEND"] = "agg"
    os.chdir(board.root)
    shell = InteractiveShell.instance()
    cells = [cell for cell in read_notebook(requests[0].analysis.path).cells if cell.cell_type == "code"]
    code = [
        (compile(cell.source, cell.id, "exec"), "parameters" in cell.metadata.get("tags", []))
        for cell in cells
    ]
    start = 0.0
    for number, request in enumerate([*requests[:_WARM_UPS], *requests]):
        if number == _WARM_UPS:
            start = time.process_time()
        shell.display_pub = CapturingDisplayPublisher()
        names: dict[str, object] = {}
        for cell, declares_parameters in code:
            exec(cell, names)
            if declares_parameters:
                names |= request.parameters
    print(json.dumps({"seconds": (time.process_time() - start) / len(requests) / _PROCESSORS}))


if __name__ == "__main__":
    main()
