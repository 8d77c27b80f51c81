import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from edu_dx.run import catalogue
from edu_dx.workspace import Workspace
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from tests.boards import make_board

CHECKOUT = Path(__file__).parents[1]

# How long an example takes says something of the machine only. The build server tries the same examples each time:
# a new one is for a developer to find.
settings.register_profile("developer", deadline=None)
settings.register_profile("build server", deadline=None, derandomize=True)
settings.load_profile("build server" if os.environ.get("CI") == "true" else "developer")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files, which stand beside the checkout and never in it."""
    folder = Path(os.environ.get("EDU_DX_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    missing = f"real files not found in {folder}; set EDU_DX_SHARED_DATA to the folder that holds them"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(autouse=True)
def keys_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where keys lie in a test: never in the developer's own folder."""
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv(KEYS_FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture
def board(tmp_path: Path) -> Workspace:
    """An invented board without tables."""
    return make_board(tmp_path / "board")


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of the test's own: template notebooks written here are the standard analyses."""
    folder = tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setattr(catalogue, "notebooks_folder", lambda: folder)
    catalogue.catalogue.cache_clear()
    yield folder
    catalogue.catalogue.cache_clear()
