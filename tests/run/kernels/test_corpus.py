"""A warm kernel behaves as a plain one in everything that a notebook can notice."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from edu_dx.run import clients
from edu_dx.run.clients import UnattendedClient
from edu_dx.run.kernels.provisioner import KERNEL_NAME
from edu_dx.run.kernels.supply import Supply, forking_is_possible
from tests.run.kernels.corpus import DEADLY, TOGETHER, Small
from tests.run.kernels.running import as_papermill_begins

Outcome = dict[str, list[Any]]
Plain = Callable[[str, Sequence[Small]], Outcome]

PLAIN = "python3"
UNATTENDED = "unattended"


def executed(kernel: str, notebooks: Sequence[Small], folder: Path) -> Outcome:
    """What each small notebook shows, all in one kernel, and how that ended."""
    notebook = new_notebook(cells=[new_code_cell(source) for item in notebooks for source in item.cells])
    settings: dict[str, Any] = {
        "kernel_name": kernel,
        "timeout": max(item.seconds for item in notebooks),
        "allow_errors": True,
        "resources": {"metadata": {"path": str(folder)}},
        "extra_arguments": ["--HistoryManager.enabled=False", "--log-level=CRITICAL"],
    }
    environment = {**os.environ, "WANTED_FOLDER": str(folder), "TZ": "Asia/Tokyo"}
    # Where it is set, ipykernel does not catch what is written past Python.
    del environment["PYTEST_CURRENT_TEST"]
    end = "finished"
    try:
        if kernel == UNATTENDED:
            client = UnattendedClient(as_papermill_begins(notebook), **settings)
            assert client.execute_unattended(environment, lambda pid: None)
        else:
            NotebookClient(notebook, **settings).execute(env=environment)
    except (CellTimeoutError, DeadKernelError) as error:
        end = type(error).__name__
    shown = iter(notebook.cells)
    outcome: Outcome = {
        item.name: [[plain(output) for output in coalesced(next(shown))] for _ in item.cells]
        for item in notebooks
    }
    return {**outcome, "end": [end]}


def coalesced(cell: Any) -> list[Any]:
    """The outputs of a cell; what it printed is one of each kind, wherever something came in between."""
    outputs: dict[object, Any] = {}
    for number, output in enumerate(cell.get("outputs", [])):
        name = output.get("name", number)
        if name in outputs:
            outputs[name]["text"] += output["text"]
        else:
            outputs[name] = output
    return sorted(outputs.values(), key=lambda output: output.get("name", ""))


def plain(output: Any) -> Any:
    """An output without what differs between any two processes: addresses, process ids, colours, counters."""
    text = repr({key: value for key, value in output.items() if key != "execution_count"})
    text = re.sub(r"\\x1b\[[0-9;]*m", "", text)
    text = re.sub(r"ipykernel_\d+", "ipykernel", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    return re.sub(r"In ?\[\d+\]", "In[]", text)


@pytest.fixture(scope="module")
def by_a_plain_kernel(folder: Path) -> Plain:
    known: dict[str, Outcome] = {}

    def outcome(name: str, notebooks: Sequence[Small]) -> Outcome:
        if name not in known:
            known[name] = executed(PLAIN, notebooks, folder)
        return known[name]

    return outcome


every_notebook = pytest.mark.parametrize(
    ("name", "notebooks"),
    [*TOGETHER.items(), *((item.name, (item,)) for item in DEADLY)],
    ids=lambda value: value if isinstance(value, str) else "",
)


@every_notebook
def test_a_notebook_cannot_tell(
    name: str, notebooks: Sequence[Small], warm: Supply, folder: Path, by_a_plain_kernel: Plain
) -> None:
    assert executed(KERNEL_NAME, notebooks, folder) == by_a_plain_kernel(name, notebooks)


@pytest.mark.skipif(not forking_is_possible(), reason="this system's kernels are not forked")
@every_notebook
def test_nor_can_it_where_nobody_talks_to_the_kernel(
    name: str,
    notebooks: Sequence[Small],
    folder: Path,
    supplies: dict[str, Supply],
    by_a_plain_kernel: Plain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clients, "SUPPLY", supplies["forked"])

    assert executed(UNATTENDED, notebooks, folder) == by_a_plain_kernel(name, notebooks)


def test_a_forgotten_import_fails(warm: Supply, folder: Path) -> None:
    forgotten = Small("forgotten", ("pandas.DataFrame()", "import matplotlib\nmatplotlib.pyplot.plot([1])"))

    shown = executed(KERNEL_NAME, [forgotten], folder)["forgotten"]

    assert "name 'pandas' is not defined" in shown[0][0]
    assert "module 'matplotlib' has no attribute 'pyplot'" in shown[1][0]
