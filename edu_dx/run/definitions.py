"""Which definitions the numbers of an analysis rest on, and which state of them.

A definition is a module of ``edu_dx.metrics`` or a dated table of ``edu_dx.tables.reference``. Its fingerprint covers
what it computes or holds: comments, docstrings, layout and line ends are left out, and every Python gives the same.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from edu_dx.run.notebook import read_notebook

_METRICS = "edu_dx.metrics"
_REFERENCE = "edu_dx.tables.reference"
_KINDS = {"metrics": "計算の定義", "reference": "基準の表"}
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def package_folder() -> Path:
    """Where the modules and the reference tables lie."""
    return Path(str(files("edu_dx")))


def definitions_of(template: Path) -> dict[str, str]:
    """The fingerprint of every definition that a template notebook uses, also by way of others.

    Returns:
        ``metrics.<module>`` and ``reference.<table>`` → fingerprint, in the order of names.
    """
    code = (cell.source for cell in read_notebook(template).cells if cell.cell_type == "code")
    imported = {name for source in code for name in _imports(source)}
    folder = package_folder()
    found = {f"metrics.{name}": _module(folder, name).state for name in _with_their_imports(folder, imported)}
    found |= {f"reference.{path.stem}": _data(path) for path in _reference_tables(folder, imported)}
    return dict(sorted(found.items()))


def changed_definitions(recorded: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The definitions that are no longer as they were recorded, in words.

    A run made before definitions were recorded names none: nothing is known of it.
    """
    return [definition_words(name) for name, state in recorded.items() if now.get(name) != state]


def definition_words(name: str) -> str:
    """A definition as a reader knows it: 計算の定義「enrolment_forecast」."""
    kind, _, own_name = name.partition(".")
    return f"{_KINDS[kind]}「{own_name}」"


@dataclass(frozen=True)
class _Module:
    """What there is to know of a module.

    Args:
        state: fingerprint of what it computes.
        imports: full names that it imports.
    """

    state: str
    imports: frozenset[str]


def _imports(source: str) -> set[str]:
    """Full names that a cell imports; none from code that is no Python, where the run will stop."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {name for node in ast.walk(tree) for name in _imported_by(node)}


def _imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _with_their_imports(folder: Path, imported: Iterable[str]) -> set[str]:
    """The modules of metrics among ``imported``, and those that they import in turn."""
    found: set[str] = set()
    open_ = _metric_modules(folder, imported)
    while open_:
        found |= open_
        modules = (_module(folder, name) for name in open_)
        open_ = {new for module in modules for new in _metric_modules(folder, module.imports)} - found
    return found


def _metric_modules(folder: Path, imported: Iterable[str]) -> set[str]:
    below = (name.removeprefix(f"{_METRICS}.") for name in imported if name.startswith(f"{_METRICS}."))
    names = {name.partition(".")[0] for name in below}
    return {name for name in names if _file(folder, name).is_file()}


def _file(folder: Path, name: str) -> Path:
    return folder / "metrics" / f"{name}.py"


def _reference_tables(folder: Path, imported: Iterable[str]) -> list[Path]:
    """The data behind the functions imported from ``tables.reference``; all of it where the module is."""
    tables = sorted((folder / "tables" / "reference").glob("*.csv"))
    imported = set(imported)
    if imported & {_REFERENCE, f"{_REFERENCE}.*"}:
        return tables
    return [path for path in tables if f"{_REFERENCE}.{path.stem}" in imported]


@cache
def _module(folder: Path, name: str) -> _Module:
    imported: set[str] = set()
    spelled = _spelled(ast.parse(_text(_file(folder, name))), imported)
    text = json.dumps(spelled, sort_keys=True, separators=(",", ":"))
    return _Module(state=_hash(text), imports=frozenset(imported))


def _spelled(node: Any, imported: set[str]) -> Any:
    """A syntax tree without docstrings as JSON; what it imports goes into ``imported``, for one way through the tree.

    ``ast.dump``, ``ast.unparse`` and the tokens differ from one Python to the next. The tree itself only gains fields,
    which are empty for code that the older one could read: empty ones are left out.
    """
    if isinstance(node, ast.AST):
        imported.update(_imported_by(node))
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
        known = (field for field in ast.iter_fields(node) if field[1] not in (None, []))
        return [type(node).__name__, {name: _spelled(value, imported) for name, value in known}]
    if isinstance(node, list):
        return [_spelled(item, imported) for item in node]
    return f"{type(node).__name__} {node!a}"


@cache
def _data(path: Path) -> str:
    return _hash(_text(path))


def _text(path: Path) -> str:
    """A file with plain line ends, which version control may have changed."""
    return path.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
