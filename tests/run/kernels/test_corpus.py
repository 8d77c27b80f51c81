"""A warm kernel behaves as a plain one in everything that a notebook can notice."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from edu_dx.run.kernels.provisioner import KERNEL_NAME
from edu_dx.run.kernels.supply import Supply
from tests.run.kernels.corpus import DEADLY, TOGETHER, Small

Outcome = dict[str, list[Any]]

PLAIN = "python3"


def executed(kernel: str, notebooks: Sequence[Small], folder: Path) -> Outcome:
    """What each small notebook shows, all in one kernel, and how that ended."""
    new = nbformat.v4
    cells = [new.new_code_cell(source) for item in notebooks for source in item.cells]
    notebook = new.new_notebook(cells=cells)
    client = NotebookClient(
        notebook,
        kernel_name=kernel,
        timeout=max(item.seconds for item in notebooks),
        allow_errors=True,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--HistoryManager.enabled=False", "--log-level=CRITICAL"],
    )
    end = "finished"
    try:
        client.execute(env={**os.environ, "WANTED_FOLDER": str(folder), "TZ": "Asia/Tokyo"})
    except (CellTimeoutError, DeadKernelError) as error:
        end = type(error).__name__
    shown = iter(cells)
    outcome: Outcome = {
        item.name: [[plain(output) for output in next(shown).get("outputs", [])] for _ in item.cells]
        for item in notebooks
    }
    return {**outcome, "end": [end]}


def plain(output: Any) -> Any:
    """An output without what differs between any two processes: addresses, process ids, colours, counters."""
    text = repr({key: value for key, value in output.items() if key != "execution_count"})
    text = re.sub(r"\\x1b\[[0-9;]*m", "", text)
    text = re.sub(r"ipykernel_\d+", "ipykernel", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    return re.sub(r"In ?\[\d+\]", "In[]", text)


@pytest.fixture(scope="module")
def by_a_plain_kernel(folder: Path) -> Callable[[str, Sequence[Small]], Outcome]:
    known: dict[str, Outcome] = {}

    def outcome(name: str, notebooks: Sequence[Small]) -> Outcome:
        if name not in known:
            known[name] = executed(PLAIN, notebooks, folder)
        return known[name]

    return outcome


@pytest.mark.parametrize(
    ("name", "notebooks"),
    [*TOGETHER.items(), *((item.name, (item,)) for item in DEADLY)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_notebook_cannot_tell(
    name: str,
    notebooks: Sequence[Small],
    warm: Supply,
    folder: Path,
    by_a_plain_kernel: Callable[[str, Sequence[Small]], Outcome],
) -> None:
    assert executed(KERNEL_NAME, notebooks, folder) == by_a_plain_kernel(name, notebooks)


def test_a_forgotten_import_fails(warm: Supply, folder: Path) -> None:
    forgotten = Small("forgotten", ("pandas.DataFrame()", "import matplotlib\nmatplotlib.pyplot.plot([1])"))

    shown = executed(KERNEL_NAME, [forgotten], folder)["forgotten"]

    assert "name 'pandas' is not defined" in shown[0][0]
    assert "module 'matplotlib' has no attribute 'pyplot'" in shown[1][0]
