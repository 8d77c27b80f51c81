"""A wheel installed in an empty venv outside the checkout does the main job."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a venv that holds our wheel, and borrows from the running one all other packages."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    borrow_templates(home)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    paths = {"base": str(home), "platbase": str(home)}
    borrowed = sysconfig.get_path("purelib")
    (Path(sysconfig.get_path("purelib", "venv", paths)) / "borrowed.pth").write_text(
        borrowed, encoding="utf-8"
    )
    return python.parent


def borrow_templates(home: Path) -> None:
    """Give the venv nbconvert's own templates, which pip would have put there, but none of ours."""
    templates = Path("share", "jupyter", "nbconvert", "templates")
    ours = shutil.ignore_patterns("edu_dx*")
    shutil.copytree(Path(sys.prefix) / templates, home / templates, ignore=ours)


def run(program: Path, *arguments: str, folder: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))
    }
    outcome = subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


def test_holds_the_notebooks_the_templates_and_the_licence(wheel: Path, checkout: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    notebooks = {f"edu_dx/_notebooks/{path.name}" for path in (checkout / "notebooks").glob("*.ipynb")}
    assert notebooks
    assert notebooks <= set(held)
    for template in (
        "edu_dx_report/conf.json",
        "edu_dx_report/pieces.html.j2",
        "edu_dx_review/index.html.j2",
    ):
        assert any(name.endswith(f"share/jupyter/nbconvert/templates/{template}") for name in held)
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_holds_every_file_of_the_package(wheel: Path, checkout: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(checkout).as_posix()
        for path in (checkout / "edu_dx").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert files - held == set()


@pytest.fixture(scope="module")
def board(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, its raw files taken in and one analysis run, all by the installed wheel."""
    home = tmp_path_factory.mktemp("board") / "demo"
    edu_dx = programs / "edu-dx"
    run(edu_dx, "demo", str(home), "--raw-only", folder=home.parent)
    run(edu_dx, "intake", "raw", folder=home)
    run(edu_dx, "run", "counter_hours", folder=home)
    return home


def test_knows_its_analyses_in_any_folder(programs: Path, checkout: Path, tmp_path: Path) -> None:
    listed = run(programs / "edu-dx", "analyses", folder=tmp_path)
    assert [path.stem for path in (checkout / "notebooks").glob("*.ipynb") if path.stem not in listed] == []
    imported = run(programs / "python", "-c", "import edu_dx; print(edu_dx.__file__)", folder=tmp_path)
    assert Path(imported.strip()).is_relative_to(programs.parent)


@pytest.mark.parametrize(
    ("options", "suffix", "begins"),
    [
        (["--to", "edu-dx-html"], ".html", b"<!DOCTYPE html>"),
        (["--to", "edu-dx-pdf"], ".pdf", b"%PDF-"),
        (["--to", "edu-dx-xlsx"], ".xlsx", b"PK"),
        (["--to", "html", "--template", "edu_dx_report"], ".html", b"<!DOCTYPE html>"),
    ],
    ids=lambda value: "-".join(value).replace("--", "") if isinstance(value, list) else "",
)
def test_nbconvert_renders_a_run_from_any_folder(
    programs: Path, board: Path, tmp_path: Path, options: list[str], suffix: str, begins: bytes
) -> None:
    (notebook,) = (board / "runs").glob("counter_hours*/notebook.ipynb")
    nbconvert = ["-m", "nbconvert", *options, "--output-dir", str(tmp_path), str(notebook)]
    run(programs / "python", *nbconvert, folder=tmp_path)
    (written,) = tmp_path.glob(f"*{suffix}")
    assert written.read_bytes().lstrip()[:20].upper().startswith(begins.upper())
