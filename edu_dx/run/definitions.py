"""Which definitions the numbers of an analysis rest on, and which state of them.

A definition is a module of ``edu_dx.metrics`` or a dated table of ``edu_dx.tables.reference``. Its fingerprint covers
what it computes or holds: comments, docstrings, layout and line ends are left out, and every Python gives the same.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
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
    found = {
        f"metrics.{name}": _code(_module(folder, name)) for name in _with_their_imports(folder, imported)
    }
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


@cache
def _imports(source: str) -> frozenset[str]:
    """Full names that a piece of code imports; none from code that is no Python, where the run will stop."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return frozenset()
    return frozenset(_imported_names(tree))


def _imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _with_their_imports(folder: Path, imported: Iterable[str]) -> set[str]:
    """The modules of metrics among ``imported``, and those that they import in turn."""
    found: set[str] = set()
    open_ = _metric_modules(folder, imported)
    while open_:
        found |= open_
        texts = (_text(_module(folder, name)) for name in open_)
        open_ = {new for text in texts for new in _metric_modules(folder, _imports(text))} - found
    return found


def _metric_modules(folder: Path, imported: Iterable[str]) -> set[str]:
    below = (name.removeprefix(f"{_METRICS}.") for name in imported if name.startswith(f"{_METRICS}."))
    names = {name.partition(".")[0] for name in below}
    return {name for name in names if _module(folder, name).is_file()}


def _module(folder: Path, name: str) -> Path:
    return folder / "metrics" / f"{name}.py"


def _reference_tables(folder: Path, imported: Iterable[str]) -> list[Path]:
    """The data behind the functions imported from ``tables.reference``; all of it where the module is."""
    tables = sorted((folder / "tables" / "reference").glob("*.csv"))
    imported = set(imported)
    if imported & {_REFERENCE, f"{_REFERENCE}.*"}:
        return tables
    return [path for path in tables if f"{_REFERENCE}.{path.stem}" in imported]


@cache
def _code(path: Path) -> str:
    tree = ast.parse(_text(path))
    for node in ast.walk(tree):
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return _hash(json.dumps(_spelled(tree), sort_keys=True, separators=(",", ":")))


def _spelled(node: Any) -> Any:
    """A syntax tree as JSON.

    ``ast.dump``, ``ast.unparse`` and the tokens differ from one Python to the next. The tree itself only gains fields,
    which are empty for code that the older one could read: empty ones are left out.
    """
    if isinstance(node, ast.AST):
        fields = {name: _spelled(value) for name, value in ast.iter_fields(node) if value not in (None, [])}
        return [type(node).__name__, fields]
    if isinstance(node, list):
        return [_spelled(item) for item in node]
    return f"{type(node).__name__} {node!a}"


@cache
def _data(path: Path) -> str:
    return _hash(_text(path))


def _text(path: Path) -> str:
    """A file with plain line ends, which version control may have changed."""
    return path.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
