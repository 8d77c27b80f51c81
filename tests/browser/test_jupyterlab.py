import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from edu_dx.present import Chart, count, presenter, text
from edu_dx.run.notebook import write_notebook
from tests.boards import make_board, store_three_schools

pytestmark = pytest.mark.browser


def executed_notebook(folder: Path) -> None:
    """A notebook as a run leaves it: never opened before, so JupyterLab does not trust it."""
    board = make_board(folder)
    store_three_schools(board)
    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presenter, "display", lambda bundle, raw: shown.append(bundle))
        show = presenter.Presenter(
            board, edition="internal", period="2025年度", filter="全市", tables=["enrolment"]
        )
        rows = pd.DataFrame({"school": ["あおば", "かえで"], "pupils": [30, 40]})
        figure, axes = plt.subplots()
        axes.bar(rows["school"], rows["pupils"])
        show.figure(
            "pupils",
            figure,
            rows,
            title="学校別の児童数",
            columns=[text("school", "学校"), count("pupils", "児童数", "人")],
            chart=Chart(kind="bar", x="school", series=["pupils"], x_title="学校", y_title="人"),
            alt="あおば30人、かえで40人",
        )
    new = nbformat.v4
    outputs = [new.new_output("display_data", data=bundle) for bundle in shown]
    cell = new.new_code_cell("show.figure(...)", id="figure", outputs=outputs, execution_count=1)
    write_notebook(new.new_notebook(cells=[cell]), folder / "notebook.ipynb")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """JupyterLab as this installation starts it, in a workspace with one executed notebook."""
    executed_notebook(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--ServerApp.token=secret", "--allow-root"]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api?token=secret")
        yield f"{address}/lab/tree/notebook.ipynb?token=secret"
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server; it may wait for ever for a worker thread of anyio after it has shut down its kernels."""
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def wait_for(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


def test_a_student_sees_the_figure_in_japanese_and_nothing_is_asked_outside(
    lab: str, chromium: Browser
) -> None:
    page: Page = chromium.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            outside.append(request.url)
            if not re.match(r"(http|ws)://127\.0\.0\.1|data:|blob:", request.url)
            else None
        ),
    )
    page.goto(lab)

    picture = page.get_by_alt_text("あおば30人、かえで40人")
    expect(picture).to_be_visible(timeout=60_000)
    assert picture.evaluate("picture => picture.naturalWidth") > 100
    expect(page.get_by_role("menuitem", name="ファイル")).to_be_visible()
    assert outside == []
    page.close()
