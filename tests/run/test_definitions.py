import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from edu_dx.run import definitions
from edu_dx.run.definitions import changed_definitions, definitions_of
from tests.boards import write_template

SHARES = '''"""How things are shared."""

import numpy as np

from edu_dx.metrics.rounding import rounded


def share(part: int, whole: int, *, places: int = 2) -> float:
    """One part of a whole."""
    # A comment.
    return rounded(part / whole, places) if whole else np.nan


def words(part: int, whole: int) -> str:
    return f"{part:,} ÷ {whole!r:>{8}} = {share(part, whole):.1%} {{𠮷}}"
'''
ROUNDING = "def rounded(value, places):\n    return round(value, places)\n"
CHECKOUT = Path(__file__).parents[2]
LIMITS = "prefecture,limit\n全国,35\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Definitions of the test's own in the place of the package's."""
    folder = tmp_path / "edu_dx"
    (folder / "metrics").mkdir(parents=True)
    (folder / "tables" / "reference").mkdir(parents=True)
    (folder / "metrics" / "shares.py").write_text(SHARES, encoding="utf-8")
    (folder / "metrics" / "rounding.py").write_text(ROUNDING, encoding="utf-8")
    (folder / "metrics" / "unused.py").write_text("X = 1\n", encoding="utf-8")
    for table in ("class_size_limits", "school_size_bands"):
        (folder / "tables" / "reference" / f"{table}.csv").write_text(LIMITS, encoding="utf-8")
    monkeypatch.setattr(definitions, "package_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def as_in_a_new_process() -> Iterator[None]:
    yield
    definitions._module.cache_clear()
    definitions._data.cache_clear()


def fingerprints(package: Path, code: str) -> dict[str, str]:
    definitions._module.cache_clear()
    definitions._data.cache_clear()
    return definitions_of(write_template(package.parent / "templates", code))


def changed(package: Path, name: str, before: str, after: str) -> bool:
    """Whether the fingerprint of ``shares`` changes when ``before`` becomes ``after`` in a module."""
    then = fingerprints(package, "from edu_dx.metrics.shares import share")
    path = package / "metrics" / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return fingerprints(package, "from edu_dx.metrics.shares import share") != then


@pytest.mark.parametrize(
    "code",
    [
        "from edu_dx.metrics.shares import share",
        "import edu_dx.metrics.shares",
        "from edu_dx.metrics import shares",
        "if True:\n    from edu_dx.metrics.shares import (\n        share,\n    )",
    ],
)
def test_names_the_modules_that_a_notebook_uses_and_those_behind_them(package: Path, code: str) -> None:
    assert list(fingerprints(package, code)) == ["metrics.rounding", "metrics.shares"]


def test_names_the_reference_tables_that_it_reads(package: Path) -> None:
    one = "from edu_dx.tables.reference import class_size_limits"
    every = "from edu_dx.tables import reference"

    assert list(fingerprints(package, one)) == ["reference.class_size_limits"]
    assert list(fingerprints(package, every)) == [
        "reference.class_size_limits",
        "reference.school_size_bands",
    ]


def test_code_that_is_no_python_names_nothing_and_stops_when_it_runs(package: Path) -> None:
    assert fingerprints(package, "from edu_dx.metrics.shares import (") == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A comment.", "# Another one, which is longer."),
        ('"""One part of a whole."""', '"""A part.\n\n    Two lines.\n    """'),
        ('"""How things are shared."""\n\n', ""),
        (
            "part: int, whole: int, *, places: int = 2",
            "\n    part: int,\n    whole: int,\n    *,\n    places: int = 2",
        ),
        ("\n", "\r\n"),
    ],
)
def test_how_a_definition_is_written_does_not_count(package: Path, before: str, after: str) -> None:
    assert not changed(package, "shares", before, after)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("shares", "part / whole", "part // whole"),
        ("shares", "places: int = 2", "places: int = 1"),
        ("shares", "{{𠮷}}", "{{吉}}"),
        ("rounding", "round(value, places)", "round(value)"),
    ],
)
def test_what_it_computes_does(package: Path, name: str, before: str, after: str) -> None:
    assert changed(package, name, before, after)


def test_every_python_gives_the_same_fingerprint(package: Path) -> None:
    found = fingerprints(package, "from edu_dx.metrics.shares import share")

    assert (
        found["metrics.shares"] == "sha256:90b53f81ec7eef28b027601d612be36ecaa40d85a656941ba10878756e837f5b"
    )


def test_a_changed_value_of_a_reference_table_is_a_change(package: Path) -> None:
    code = "from edu_dx.tables.reference import class_size_limits"
    then = fingerprints(package, code)
    table = package / "tables" / "reference" / "class_size_limits.csv"

    table.write_bytes(LIMITS.replace("\n", "\r\n").encode())
    assert fingerprints(package, code) == then
    table.write_text(LIMITS.replace("35", "40"), encoding="utf-8")
    assert changed_definitions(then, fingerprints(package, code)) == ["基準の表「class_size_limits」"]


def test_what_changed_is_said_in_words_and_unknown_is_no_change() -> None:
    then = {"metrics.shares": "a", "metrics.rounding": "b", "metrics.gone": "c"}
    now = {"metrics.shares": "a", "metrics.rounding": "x", "metrics.new": "d"}

    assert changed_definitions(then, now) == ["計算の定義「rounding」", "計算の定義「gone」"]
    assert changed_definitions({}, now) == []


def test_every_standard_analysis_rests_on_definitions() -> None:
    for path in sorted((CHECKOUT / "notebooks").glob("*.ipynb")):
        assert definitions_of(path), path.stem


def test_a_copy_of_the_package_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = CHECKOUT / "notebooks" / "enrolment_projection.ipynb"
    here = definitions_of(template)
    shutil.copytree(CHECKOUT / "edu_dx", tmp_path / "copy")
    monkeypatch.setattr(definitions, "package_folder", lambda: tmp_path / "copy")

    assert definitions_of(template) == here
    assert here.keys() >= {"metrics.enrolment_forecast", "metrics.progression", "reference.class_size_limits"}
