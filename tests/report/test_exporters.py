from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter, get_exporter

from edu_dx.errors import UserError
from edu_dx.report.seals.html import split
from edu_dx.report.templates import REPORT, templates_folder
from edu_dx.report.write import write_report
from edu_dx.run.record import NOTEBOOK_NAME
from tests.report.sample import key_number, sample_notebook

StoreRun = Callable[..., Path]


@pytest.fixture
def approved_run(store_run: StoreRun, approve_run: Callable[[Path], None]) -> Path:
    folder = store_run(sample_notebook(key_number()))
    approve_run(folder)
    return folder


def stock_exporter() -> HTMLExporter:
    """nbconvert's own HTML exporter, as `--to html --template edu_dx_report` sets it up."""
    return HTMLExporter(template_name=REPORT, extra_template_basedirs=[str(templates_folder(REPORT))])


@pytest.mark.parametrize("name", ["html", "pdf", "xlsx"])
def test_nbconvert_writes_what_the_report_command_writes(
    approved_run: Path, tmp_path: Path, name: str
) -> None:
    [written] = write_report(approved_run, tmp_path, [name])
    content, resources = get_exporter(f"edu-dx-{name}")().from_filename(str(approved_run / NOTEBOOK_NAME))

    assert resources["output_extension"] == f".{name}"
    assert (content.encode("utf-8") if name == "html" else content) == written.read_bytes()


def test_the_template_alone_gives_the_same_page(approved_run: Path) -> None:
    path = str(approved_run / NOTEBOOK_NAME)

    page, seal = split(get_exporter("edu-dx-html")().from_filename(path)[0].encode("utf-8"))
    # It parses what the template wrote, and prints it in its own way.
    printed = str(BeautifulSoup(page, "html.parser"))
    assert stock_exporter().from_filename(path)[0] == printed
    assert seal is not None


def test_a_run_s_report_shows_the_run_and_not_what_else_was_handed_in(approved_run: Path) -> None:
    other = sample_notebook(key_number().model_copy(update={"title": "すりかえた題"}))
    resources = {"metadata": {"path": str(approved_run), "name": Path(NOTEBOOK_NAME).stem}}
    page, _ = get_exporter("edu-dx-html")().from_notebook_node(other, resources)

    assert "すりかえた題" not in page


def test_a_copy_of_an_approved_notebook_is_a_draft(approved_run: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ipynb"
    copy.write_bytes((approved_run / NOTEBOOK_NAME).read_bytes())
    page, _ = get_exporter("edu-dx-html")().from_filename(str(copy))

    assert 'class="watermark"' in page


def test_a_notebook_without_results_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)

    for name in ("html", "pdf", "xlsx"):
        with pytest.raises(UserError, match="結果がありません"):
            get_exporter(f"edu-dx-{name}")().from_filename(str(path))


@pytest.mark.slow
def test_the_command_of_nbconvert_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), path)
    command = [sys.executable, "-m", "nbconvert", "--to", "edu-dx-pdf", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)

    assert done.returncode == 1
    assert "結果がありません" in done.stderr
    assert "Traceback" not in done.stderr
