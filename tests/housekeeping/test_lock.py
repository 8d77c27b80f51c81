"""requirements.lock gives every machine the same packages and says nothing about the machine it came from."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MACHINES = [
    {"python_full_version": f"{python}.0", "python_version": python, "sys_platform": system, "os_name": name}
    for python in ("3.11", "3.12", "3.13", "3.14")
    for system, name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]


@pytest.fixture(scope="module")
def lock(checkout: Path) -> str:
    return (checkout / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def entries(lock: str) -> list[str]:
    """One locked requirement each, with its hashes."""
    return re.sub(r"\s*\\\n\s*", " ", lock).splitlines()


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict[str, Any]:
    return dict(tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def locked(entries: list[str], machine: dict[str, str]) -> dict[str, str]:
    """Versions by package name on one kind of machine."""
    requirements = [Requirement(entry.split(" --hash=")[0]) for entry in entries]
    fitting = [each for each in requirements if each.marker is None or each.marker.evaluate(dict(machine))]
    versions = {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in fitting}
    assert len(versions) == len(fitting), "a package is locked twice for one machine"
    return versions


def test_names_no_registry_and_no_machine(lock: str) -> None:
    assert "://" not in lock
    assert "file:" not in lock
    assert not re.search(r"(^|\s)[/~\\]|[A-Z]:\\", lock.replace("\\\n", "\n"), flags=re.MULTILINE)


def test_holds_requirements_only(entries: list[str]) -> None:
    assert [entry for entry in entries if re.match(r"[#\-\s]|$", entry)] == []


def test_every_requirement_has_one_version_and_a_hash(entries: list[str]) -> None:
    pattern = re.compile(r"[a-z0-9-]+(\[[a-z0-9,-]+\])?==\S+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert [entry[:80] for entry in entries if not pattern.fullmatch(entry)] == []


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['python_version']}")
def test_locks_what_the_project_asks_for(
    entries: list[str], project: dict[str, Any], machine: dict[str, str]
) -> None:
    versions = locked(entries, machine)
    asked = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    unmet = [
        str(each) for each in asked if versions.get(canonicalize_name(each.name), "0") not in each.specifier
    ]
    assert unmet == [], "lock again: see CONTRIBUTING.md"


def test_the_package_runs_without_what_only_developers_install(
    checkout: Path, project: dict[str, Any]
) -> None:
    def names(lines: list[str]) -> set[str]:
        return {canonicalize_name(Requirement(line).name) for line in lines}

    extras = project["optional-dependencies"]
    only_dev = names(extras["dev"]) - names(project["dependencies"]) - names(extras["cluster"])
    providers = packages_distributions()
    offenders = {
        f"{path.relative_to(checkout).as_posix()}: {module}"
        for path in (checkout / "edu_dx").rglob("*.py")
        for module in imported_modules(path)
        if any(canonicalize_name(name) in only_dev for name in providers.get(module, []))
    }
    assert offenders == set()


def imported_modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    sourced = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | sourced}
