"""Runs on a real Dask cluster of worker processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import LocalCluster

import edu_dx
from edu_dx.errors import UserError
from edu_dx.run.batch.cluster import Cluster
from edu_dx.run.batch.run_all import execute_all
from edu_dx.run.batch.tables_elsewhere import pull, push
from edu_dx.run.catalogue import analysis_called
from edu_dx.run.execute import execute
from edu_dx.run.folder import run_folders
from edu_dx.run.freshness import up_to_date_run
from edu_dx.run.guard import Guard, Limits, RunDroppedError
from edu_dx.run.record import RunRecord
from edu_dx.run.request import Request, requests_per_school
from edu_dx.workspace import Workspace
from tests.boards import CONFIG, COUNT_PUPILS, enrolment, store_three_schools, write_template
from tests.run.kernels.running import soon

pytestmark = pytest.mark.slow

# Each run says who made it and gives the test the time to do something meanwhile.
SLOWLY = f"""{COUNT_PUPILS}
import os, pathlib, time
pathlib.Path("started").mkdir(exist_ok=True)
(pathlib.Path("started") / f"{{school}}-{{os.getppid()}}").touch()
while not pathlib.Path("go on").exists():
    time.sleep(0.1)
"""


def nothing(*_: object) -> None:
    return None


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        yield cluster


def requests_for(board: Workspace, templates: Path, code: str = COUNT_PUPILS) -> list[Request]:
    store_three_schools(board)
    write_template(templates, code)
    return requests_per_school(board, analysis_called("pupil_count"), {}, "internal")


def run_all(board: Workspace, requests: list[Request], address: str, said: list[str]) -> list[RunRecord]:
    with Cluster(address, board, minutes=None, megabytes=None, refused=said.append) as cluster:
        return execute_all(
            board, requests, cell_done=nothing, run_done=nothing, jobs=cluster.jobs, place=cluster
        )


def test_a_run_on_the_cluster_is_stored_as_one_made_here(
    board: Workspace, templates: Path, workers: Any
) -> None:
    requests = requests_for(board, templates, f'{COUNT_PUPILS}if school == "かえで小学校":\n    1 / 0\n')

    records = run_all(board, requests, workers.scheduler_address, [])

    assert {record.unit: record.outcome for record in records} == {
        "あおば小学校": "succeeded",
        "かえで小学校": "failed",
        "さくら小学校": "succeeded",
    }
    failed = next(record.failure for record in records if record.failure)
    assert failed.cell == "セル6（手順）"
    assert len(run_folders(board)) == 3
    assert up_to_date_run(board, requests[0]) == board.runs / "pupil_count-2025-あおば小学校-01"


def test_runs_of_a_worker_that_is_killed_are_made_by_others(
    board: Workspace, templates: Path, workers: Any
) -> None:
    requests = requests_for(board, templates, SLOWLY)
    started = board.root / "started"
    records: list[RunRecord] = []
    batch = threading.Thread(
        target=lambda: records.extend(run_all(board, requests, workers.scheduler_address, []))
    )
    batch.start()
    while not started.is_dir() or len(list(started.iterdir())) < 2:
        time.sleep(0.1)
    victim = int(next(started.iterdir()).name.rpartition("-")[2])
    os.kill(victim, signal.SIGKILL)
    (board.root / "go on").touch()
    batch.join(timeout=120)

    assert sorted(record.outcome for record in records) == ["succeeded"] * 3
    assert len(run_folders(board)) == 3
    assert not list(board.runs.glob(".*"))


def test_a_run_that_is_not_wanted_any_more_ends_on_its_worker(
    board: Workspace, templates: Path, workers: Any
) -> None:
    first, *_ = requests_for(
        board,
        templates,
        f"{COUNT_PUPILS}\nimport os, time\nopen(f'pid-{{os.getpid()}}', 'w')\ntime.sleep(100)",
    )
    guard = Guard(Limits())
    with Cluster(workers.scheduler_address, board, minutes=None, megabytes=None, refused=nothing) as cluster:

        def ask() -> None:
            with pytest.raises(RunDroppedError):
                execute(board, first, nothing, guard=guard, place=cluster)

        asking = threading.Thread(target=ask)
        asking.start()
        assert soon(lambda: bool(list(board.root.glob("pid-*"))), 60)
        [told] = board.root.glob("pid-*")
        guard.drop()
        asking.join()

        assert soon(lambda: not psutil.pid_exists(int(told.name.removeprefix("pid-"))), 10)
    assert not list(board.runs.glob(".*"))


def test_a_worker_with_another_edu_dx_gets_nothing_to_do(
    board: Workspace, templates: Path, workers: Any, tmp_path: Path
) -> None:
    requests = requests_for(board, templates)
    changed = tmp_path / "other" / "edu_dx" / "metrics" / "ratio.py"
    shutil.copytree(Path(edu_dx.__path__[0]), tmp_path / "other" / "edu_dx")
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n# another edition\n", encoding="utf-8")
    said: list[str] = []
    worker = subprocess.Popen(
        [
            *(sys.executable, "-m", "distributed.cli.dask_worker", workers.scheduler_address),
            *("--no-nanny", "--nthreads", "8", "--no-dashboard", "--local-directory", str(tmp_path)),
        ],
        cwd=tmp_path / "other",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "other")},
        stderr=subprocess.DEVNULL,
    )
    try:
        while len(workers.scheduler.workers) < 3:
            time.sleep(0.2)
        records = run_all(board, requests, workers.scheduler_address, said)
    finally:
        worker.kill()
        worker.wait()

    assert [record.outcome for record in records] == ["succeeded"] * 3
    assert len(said) == 1
    assert "別の版の edu-dx" in said[0]


def test_without_a_fitting_worker_nothing_starts(board: Workspace) -> None:
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as empty,  # type: ignore[no-untyped-call]
        pytest.raises(UserError, match="計算機が、クラスターに1台もありません"),
    ):
        Cluster(empty.scheduler_address, board, minutes=None, megabytes=None, refused=nothing)


def test_nobody_at_the_address_is_told_in_a_sentence(
    board: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edu_dx.run.batch.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UserError, match="クラスターにつながりませんでした"):
        Cluster("tcp://127.0.0.1:9", board, minutes=None, megabytes=None, refused=nothing)


def test_workers_that_do_not_see_the_folder_get_the_tables_from_elsewhere(
    board: Workspace, templates: Path, workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = requests_for(board, templates)
    elsewhere = (tmp_path / "object store").as_uri()
    (board.root / "edu-dx.toml").write_text(
        f'{CONFIG}\n[cluster]\ntables = "{elsewhere}"\n', encoding="utf-8"
    )

    records = run_all(Workspace(board.root), requests[:1], workers.scheduler_address, [])

    assert [record.outcome for record in records] == ["succeeded"]
    assert records[0].reads
    assert up_to_date_run(Workspace(board.root), requests[0]) is not None


@pytest.mark.parametrize("address", ["memory://board/tables", "file://{folder}/tables"])
def test_tables_are_the_same_elsewhere_and_stay_as_they_were(
    board: Workspace, tmp_path: Path, address: str
) -> None:
    store_three_schools(board)
    url = address.format(folder=tmp_path.as_posix())
    state = push(board, url)
    board.store.write("enrolment", enrolment((2025, "あおば小学校", "あおば", 1, 99)), source="b" * 64)

    before = pull(url, state, CONFIG, tmp_path / "before")
    now = pull(url, push(board, url), CONFIG, tmp_path / "now")

    assert before.table("enrolment")["pupils"].tolist() == [30, 40, 50]
    assert now.table("enrolment").equals(board.table("enrolment"))
    assert now.config == board.config
