import subprocess
import sys

import pytest

from edu_dx.light_start import NAME

pytest.importorskip(NAME)

ASK = """
import sys
from edu_dx.light_start import start_light
start_light()
import jsonschema, nbformat
print("lark" in sys.modules)
checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
for text in ("https://例え.jp/道", "https://例え jp/"):
    print(checker.conforms(text, "iri"))
print(sys.modules["rfc3987_syntax"].__file__ is not None)
"""


def answers(code: str) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.split()


def test_the_grammar_is_built_at_the_first_question_and_answers_as_ever() -> None:
    assert answers(ASK) == ["False", "True", "False", "True"]


def test_other_names_of_the_stand_in_are_those_of_the_grammar() -> None:
    code = (
        "from edu_dx.light_start import start_light; start_light()\n"
        "from rfc3987_syntax import is_valid_syntax_iri\n"
        "print(is_valid_syntax_iri('https://例え.jp/'))"
    )
    assert answers(code) == ["True"]


def test_a_command_that_reads_a_notebook_builds_no_grammar() -> None:
    code = (
        "import sys\nfrom edu_dx.cli import main\nsys.argv = ['edu-dx', 'analyses']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('\\n', 'nbformat' in sys.modules, 'lark' in sys.modules)"
    )
    assert answers(code)[-2:] == ["True", "False"]


def test_garbage_is_looked_for_less_often_but_still_is() -> None:
    code = (
        "import gc\n"
        "usual = gc.get_threshold()\n"
        "from edu_dx.light_start import start_light; start_light()\n"
        "print(gc.isenabled(), gc.get_threshold()[0] > usual[0], gc.get_threshold()[1:] == usual[1:])"
    )
    assert answers(code) == ["True", "True", "True"]


def test_garbage_is_not_looked_for_once_more_at_the_end_and_other_last_steps_are_taken() -> None:
    code = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "from edu_dx.light_start import start_light; start_light()\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))"
    )
    assert answers(code) == ["False", "True"]
