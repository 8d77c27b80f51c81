from __future__ import annotations

from pathlib import Path

import pytest

from edu_dx.demo import write_demo_city


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo city, written once."""
    folder = tmp_path_factory.mktemp("city")
    returned = write_demo_city(folder)
    assert sorted(returned) == sorted((folder / "raw").iterdir())
    return folder


@pytest.fixture(scope="session")
def raw(city: Path) -> Path:
    return city / "raw"
