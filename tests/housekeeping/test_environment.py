import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from rattler import MatchSpec


@pytest.fixture(scope="module")
def dependencies(checkout: Path) -> list[Any]:
    environment = yaml.safe_load((checkout / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == "edu-dx"
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    return list(environment["dependencies"])


def test_is_what_the_generator_writes(checkout: Path) -> None:
    spec = importlib.util.spec_from_file_location("environment", checkout / "tools" / "environment.py")
    assert spec and spec.loader
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    pyproject = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    written = (checkout / "environment.yml").read_text(encoding="utf-8")
    assert written == generator.environment(pyproject), "run: python tools/environment.py"


def test_conda_reads_every_spec(dependencies: list[Any]) -> None:
    entries = [entry for entry in dependencies if isinstance(entry, str)]
    assert [str(MatchSpec(entry, strict=True)) for entry in entries] == entries
    assert "python >=3.11" in entries


def test_pip_reads_what_only_pypi_has(dependencies: list[Any]) -> None:
    (from_pypi,) = (entry["pip"] for entry in dependencies if isinstance(entry, dict))
    assert {Requirement(entry).name for entry in from_pypi} == {
        "noto-cjk-sans-jp-bold",
        "noto-cjk-sans-jp-regular",
    }
