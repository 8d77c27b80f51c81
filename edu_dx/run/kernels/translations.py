"""What IPython finds out about a cell before it executes it, found out once for all kernels of a parent.

IPython reads every cell token by token for its commands, hashes it letter by letter to name it, parses it, and compiles
it twice to see whether it awaits something. A batch executes the same cells again and again; kernels inherit the results
at their fork.
"""

from __future__ import annotations

import ast
import inspect
import os
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ipykernel.compiler import get_tmp_directory, get_tmp_hash_seed, murmur2_x86
from IPython.core.inputtransformer2 import TransformerManager

_OWN_NAME = "IPYKERNEL_CELL_NAME"


@dataclass(frozen=True)
class Translation:
    """A cell without IPython's commands.

    Args:
        python: its source.
        number: what the kernel calls the cell in warnings and tracebacks.
        parsed: the source read by Python; None where Python has something to say about it, which belongs into the
            notebook.
    """

    python: str
    number: int
    parsed: Parsed | None


@dataclass(frozen=True)
class Parsed:
    """Valid Python.

    Args:
        tree: its syntax.
        awaits: whether it awaits something outside of functions.
    """

    tree: ast.Module
    awaits: bool


class Translations:
    """The translations of the cells that were asked for last."""

    def __init__(self) -> None:
        self._usual: Any = TransformerManager()  # type: ignore[no-untyped-call]
        self._of_source: dict[str, Translation] = {}

    def prepare(self, sources: Iterable[str]) -> None:
        """Translate these; whatever else was translated is forgotten."""
        before, self._of_source = self._of_source, {}
        for source in sources:
            found = before.get(source) or self._translated(source)
            if found:
                self._of_source[source] = found

    def give_to(self, shell: Any) -> None:
        """Let a shell use them as long as it reads cells as IPython does by itself."""
        _Prepared(self._of_source, self._usual, shell)

    def _translated(self, source: str) -> Translation | None:
        try:
            python = self._usual.transform_cell(source)
        except Exception:
            # The kernel will fail with it as well, where the user sees it.
            return None
        number = murmur2_x86(source, get_tmp_hash_seed())  # type: ignore[no-untyped-call]
        return Translation(python, number, _parsed(python))


class _Prepared:
    """Answers a shell's questions about cells that are known, and passes on the others."""

    def __init__(self, of_source: dict[str, Translation], usual: Any, shell: Any) -> None:
        self._of_source = of_source
        self._parsed = {known.python: known.parsed for known in of_source.values() if known.parsed}
        self._usual = _steps(usual)
        self._shell = shell
        manager, compiler = shell.input_transformer_manager, shell.compile
        self._usual_flags = compiler.flags
        manager.transform_cell = partial(self._python, manager.transform_cell)
        compiler.get_code_name = partial(self._name, compiler.get_code_name)
        compiler.ast_parse = partial(self._tree, compiler.ast_parse)
        shell.should_run_async = partial(self._awaits, shell.should_run_async)

    def _python(self, translate: Callable[[str], str], source: str) -> str:
        known = self._of_source.get(source)
        translates_as_usual = _steps(self._shell.input_transformer_manager) == self._usual
        return known.python if known and translates_as_usual else translate(source)

    def _name(self, name: Callable[..., str], source: str, *more: Any) -> str:
        known = self._of_source.get(source)
        if known is None or _OWN_NAME in os.environ:
            return name(source, *more)
        return f"{get_tmp_directory()}{os.sep}{known.number}.py"  # type: ignore[no-untyped-call]

    def _tree(self, parse: Callable[..., ast.Module], python: str, **more: Any) -> ast.Module:
        # Whoever gets a tree may change it; the same cell is read anew the next time.
        known = self._parsed.pop(python, None) if self._shell.compile.flags == self._usual_flags else None
        return known.tree if known else parse(python, **more)

    def _awaits(self, find_out: Callable[..., bool], source: str, **more: Any) -> bool:
        known = self._parsed.get(more["transformed_cell"])
        return known.awaits if known and self._shell.autoawait else find_out(source, **more)


def _parsed(python: str) -> Parsed | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            code = compile(python, "<>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            return Parsed(ast.parse(python), bool(code.co_flags & inspect.CO_COROUTINE))
        except (SyntaxError, ValueError, MemoryError, RecursionError, Warning):
            return None


def _steps(manager: Any) -> tuple[object, ...]:
    return manager.cleanup_transforms, manager.line_transforms, manager.token_transformers
