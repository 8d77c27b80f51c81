import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.report.write import FORMATS, write_report, write_whole
from tests.report.sample import grades_table, key_number, sample_notebook, trend_figure

StoreRun = Callable[..., Path]


@pytest.fixture
def run(store_run: StoreRun) -> Path:
    return store_run(sample_notebook(key_number(), trend_figure(), grades_table()))


def test_a_draft_says_so_in_its_name(run: Path, tmp_path: Path) -> None:
    written = write_report(run, tmp_path / "out")

    assert [path.name for path in written] == [f"{run.name}_下書き.{name}" for name in FORMATS]
    assert all(path.stat().st_size > 5000 for path in written)
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def test_an_approved_run_has_the_name_of_the_run(
    run: Path, approve_run: Callable[[Path], None], tmp_path: Path
) -> None:
    approve_run(run)

    assert [path.name for path in write_report(run, tmp_path, ["xlsx"])] == [f"{run.name}.xlsx"]


def test_the_same_approved_run_gives_the_same_bytes(
    run: Path, approve_run: Callable[[Path], None], tmp_path: Path
) -> None:
    """In another process, folder, time zone and hash order."""
    approve_run(run)
    here = write_report(run, tmp_path / "here")
    program = f"from pathlib import Path; from edu_dx.report.write import write_report; write_report(Path({str(run)!r}), Path('there'))"
    environment = {**os.environ, "TZ": "America/Lima", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, env=environment)

    there = [tmp_path / "there" / path.name for path in here]
    assert [digest(path) for path in there] == [digest(path) for path in here]


def test_a_run_that_stopped_is_refused(store_run: StoreRun, tmp_path: Path) -> None:
    folder = store_run(sample_notebook(key_number()), outcome="failed")

    with pytest.raises(UserError, match="途中で止まって"):
        write_report(folder, tmp_path)


def test_an_unknown_format_is_refused(run: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="使える形式: html、pdf、xlsx"):
        write_report(run, tmp_path, ["docx"])


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"run\.json"):
        write_report(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.ENOSPC, "ディスクがいっぱい"), (errno.EACCES, "読み書きできませんでした")]
)
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError(number, os.strerror(number))

    destination = tmp_path / "out"
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError, match=sentence):
        write_report(run, destination, ["xlsx"])

    assert list(destination.iterdir()) == []


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_who_write_the_same_report_do_not_disturb_each_other(tmp_path: Path) -> None:
    path, content = tmp_path / "report.html", b"report" * 10_000

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: write_whole(path, content), range(200))) == {path}

    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
