"""The arrows between the packages of edu_dx point one way."""

import ast
import sys
from pathlib import Path

import pytest

FOUNDATION = {"errors", "privacy", "tables", "workspace"}

MAY_IMPORT = {
    "errors": set(),
    "light_start": set(),
    "metrics": set(),
    "privacy": set(),
    "tables": {"errors"},
    "workspace": {"errors", "tables"},
    "intake": FOUNDATION,
    "present": {*FOUNDATION, "metrics"},
    "run": {*FOUNDATION, "metrics", "present"},
    "review": {*FOUNDATION, "metrics", "present", "run"},
    "report": {*FOUNDATION, "light_start", "metrics", "present", "run", "review"},
    "demo": {*FOUNDATION, "metrics", "present", "run"},
    "cli": {*FOUNDATION, "light_start", "metrics", "present", "run", "review", "report", "intake", "demo"},
}

METRICS_MAY_IMPORT = {"numpy", "pandas", "scipy", "sklearn"}


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name of the module"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_package_has_its_place(checkout: Path) -> None:
    found = {
        path.stem
        for path in (checkout / "edu_dx").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert found - {"__init__", "__main__"} <= set(MAY_IMPORT)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_only_what_lies_below_it(checkout: Path, package: str) -> None:
    home = checkout / "edu_dx" / package
    files = list(home.rglob("*.py")) if home.is_dir() else [home.with_suffix(".py")]
    wrong = {
        f"{path.relative_to(checkout).as_posix()}: {name}"
        for path in files
        for name in imported(path)
        if name.startswith("edu_dx.") and name.split(".")[1] not in MAY_IMPORT[package] | {package}
    }
    assert wrong == set()


def test_metrics_compute_and_nothing_else(checkout: Path) -> None:
    pure = {"io", "os", "pathlib", "subprocess", "socket", "sqlite3", "shutil", "tempfile"}
    allowed = (sys.stdlib_module_names - pure) | METRICS_MAY_IMPORT | {"edu_dx"}
    wrong = {
        f"{path.name}: {name}"
        for path in (checkout / "edu_dx" / "metrics").rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] not in allowed
    }
    assert wrong == set()
