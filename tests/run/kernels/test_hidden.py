import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

LOADED = """
import sys
sys.path.insert(0, {folder!r})
from edu_dx.run.kernels.hidden import HiddenModules
groups = []
for name in ("first", "second.part"):
    before = set(sys.modules)
    __import__(name)
    groups.append({{name: sys.modules[name] for name in sys.modules if name not in before}})
HiddenModules(groups).hide()
"""


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A module ``first`` and a package ``second`` with a part that ``second`` does not load by itself."""
    (tmp_path / "first.py").write_text("import fractions\nvalue = object()\n", encoding="utf-8")
    package = tmp_path / "second"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "part.py").write_text("import first\nvalue = first.value\n", encoding="utf-8")
    return tmp_path


def told(packages: Path, source: str) -> str:
    """What a program prints that has loaded and hidden ``packages``."""
    program = LOADED.format(folder=str(packages)) + textwrap.dedent(source)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, cwd=packages
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_hidden_module_is_not_loaded_for_anybody_who_looks(packages: Path) -> None:
    assert told(packages, "print('first' in sys.modules, 'second' in sys.modules)") == "False False\n"


def test_an_import_gives_the_module_that_was_loaded(packages: Path) -> None:
    source = """
        before = groups[0]["first"].value
        import first
        print(first.value is before, first.__spec__.name, first.__spec__.origin == first.__file__)
        """
    assert told(packages, source) == "True first True\n"


def test_a_part_is_missing_until_somebody_imports_it(packages: Path) -> None:
    source = """
        import first
        import second.part as part
        print(part.value is first.value, sys.modules["second"].part is part)
        """
    assert told(packages, source) == "True True\n"


def test_what_is_loaded_later_stays_hidden(packages: Path) -> None:
    assert told(packages, "import first\nprint('second' in sys.modules)") == "False\n"


def test_what_was_loaded_before_comes_back_too(packages: Path) -> None:
    assert told(packages, "import second.part\nprint('first' in sys.modules)") == "True\n"


def test_the_standard_library_brings_back_nothing_else(packages: Path) -> None:
    assert told(packages, "import fractions\nprint('first' in sys.modules)") == "False\n"


def test_a_module_that_stands_in_the_way_is_imported_instead(packages: Path) -> None:
    source = """
        from pathlib import Path
        Path("other").mkdir()
        Path("other/first.py").write_text("value = 'other'", encoding="utf-8")
        sys.path.insert(0, "other")
        import first
        print(first.value)
        """
    assert told(packages, source) == "other\n"


def test_a_module_can_be_loaded_anew(packages: Path) -> None:
    source = """
        import importlib
        import first
        old = first.value
        print(importlib.reload(first).value is old)
        """
    assert told(packages, source) == "False\n"
