import json
import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets.config import Config

from edu_dx.run.findings_archive import archived_findings
from edu_dx.run.saving import archive_on_save
from edu_dx.workspace import Workspace
from tests.finished_runs import RUN, STEM, finish_run, write_finding

CONFIG = Path(__file__).parents[2] / "jupyter" / "jupyter_lab_config.json"


def saved_texts(board: Workspace) -> list[str]:
    return [saved.cells["found"] for saved in archived_findings(board, STEM).saved]


async def save_in_jupyterlab(board: Workspace, path: str) -> None:
    """What JupyterLab's own contents manager does, configured as it is installed."""
    config = Config(json.loads(CONFIG.read_text(encoding="utf-8")))
    manager = AsyncLargeFileManager(root_dir=str(board.root), config=config)
    model = await manager.get(path)
    await manager.save(model, path)


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_saving_in_jupyterlab_archives_the_findings(board: Workspace, templates: Path) -> None:
    write_finding(finish_run(board, templates), "120人である。")

    await save_in_jupyterlab(board, f"runs/{RUN}/notebook.ipynb")

    assert saved_texts(board) == ["120人である。"]


def save(path: Path) -> list[str]:
    """Tell the hook that ``path`` was saved; what it wrote to JupyterLab's log."""
    warnings: list[str] = []
    log = logging.Logger("jupyterlab")
    log.addHandler(SimpleNamespace(level=0, handle=lambda entry: warnings.append(entry.getMessage())))  # type: ignore[arg-type]
    archive_on_save(str(path), {"type": "notebook"}, SimpleNamespace(log=log))
    return warnings


def test_other_notebooks_are_left_alone(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    copy = folder / "notebook-Copy1.ipynb"
    copy.write_bytes((folder / "notebook.ipynb").read_bytes())
    elsewhere = board.root / "notebook.ipynb"
    elsewhere.write_bytes(copy.read_bytes())

    assert save(copy) == save(elsewhere) == []
    assert not board.findings.exists()


def test_saving_never_fails_because_of_the_archive(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    board.findings.parent.mkdir(exist_ok=True)
    board.findings.write_text("a file where the folder should be", encoding="utf-8")
    assert "所見の控えを残せませんでした" in save(folder / "notebook.ipynb")[0]

    board.findings.unlink()
    (folder / "notebook.ipynb").write_bytes(b"\xff")
    assert save(folder / "notebook.ipynb") == []


def test_a_run_outside_any_workspace_is_left_alone(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    (board.root / "edu-dx.toml").unlink()

    assert "作業フォルダではありません" in save(folder / "notebook.ipynb")[0]
