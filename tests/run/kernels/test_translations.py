import ast
import os
import warnings
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipykernel.compiler import XCachingCompiler
from IPython.core.async_helpers import _should_be_async
from IPython.core.inputtransformer2 import TransformerManager

from edu_dx.run.kernels.translations import Translations

LINES = st.sampled_from(
    (
        "a = 1",
        "  b = a",
        "%time a",
        "files = !ls",
        "x = %who",
        "a?",
        "print('80%の幅?')",
        "if a != b:",
        ">>> a",
        "In [3]: b",
        "'''",
        "text = '\\d'",
        "1 is 1",
        "%%time",
        "f(",
        "\tc",
        "",
        "await g()",
        "# /path",
        "/f a",
        "\f",
        "名 = 'あ'",
    )
)
SOURCES = st.lists(LINES, max_size=6).map("\n".join)


def a_shell() -> SimpleNamespace:
    return SimpleNamespace(
        input_transformer_manager=TransformerManager(),
        compile=XCachingCompiler(),
        autoawait=True,
        should_run_async=lambda source, transformed_cell: _should_be_async(transformed_cell),
    )


def given_to(shell: SimpleNamespace, *sources: str) -> SimpleNamespace:
    translations = Translations()
    translations.prepare(sources)
    translations.give_to(shell)
    return shell


def outcome(does, *args, **named):
    """What comes of it, with what Python says about it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            result = does(*args, **named)
        except Exception as error:
            result = repr(error)
    found = ast.dump(result, include_attributes=True) if isinstance(result, ast.AST) else result
    return found, [str(each.message) for each in told]


@given(SOURCES)
def test_a_cell_comes_out_as_ipython_makes_it(source: str) -> None:
    plain, prepared = a_shell(), given_to(a_shell(), source)

    for shell in (plain, prepared):
        manager, compiler = shell.input_transformer_manager, shell.compile
        shell.python = outcome(manager.transform_cell, source)
        shell.trees = [outcome(compiler.ast_parse, shell.python[0], filename="cell") for _ in range(2)]
        shell.awaits = outcome(shell.should_run_async, source, transformed_cell=shell.python[0])
        shell.name = compiler.get_code_name(source, shell.python[0], 1)

    assert prepared.python == plain.python
    assert prepared.trees == plain.trees
    assert prepared.awaits == plain.awaits
    assert prepared.name == plain.name


def test_what_was_prepared_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = given_to(a_shell(), "a = 1")
    monkeypatch.setattr(TransformerManager, "do_token_transforms", None)

    assert shell.input_transformer_manager.transform_cell("a = 1") == "a = 1\n"


def test_a_notebooks_own_transformer_is_asked() -> None:
    shell = given_to(a_shell(), "a = 1")
    shell.input_transformer_manager.cleanup_transforms.append(lambda lines: ["b = 2\n"])

    assert shell.input_transformer_manager.transform_cell("a = 1") == "b = 2\n"


def test_a_tree_is_given_away_once() -> None:
    shell = given_to(a_shell(), "a = 1")

    first, second = (shell.compile.ast_parse("a = 1\n", filename="cell") for _ in range(2))

    assert first is not second


def test_under_other_rules_a_cell_is_parsed_anew() -> None:
    shell = given_to(a_shell(), "a <> b")
    shell.compile.ast_parse("from __future__ import barry_as_FLUFL\n", filename="cell")
    shell.compile("from __future__ import barry_as_FLUFL\n", "cell", "exec")

    assert isinstance(shell.compile.ast_parse("a <> b\n", filename="cell"), ast.Module)


def test_a_name_of_the_users_own_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = given_to(a_shell(), "a = 1")
    monkeypatch.setitem(os.environ, "IPYKERNEL_CELL_NAME", "mine.py")

    assert shell.compile.get_code_name("a = 1", "a = 1\n", 1) == "mine.py"


def test_only_the_last_cells_are_kept() -> None:
    translations = Translations()
    translations.prepare(["a = 1", "b = 2"])
    translations.prepare(["b = 2"])

    assert list(translations._of_source) == ["b = 2"]
