import multiprocessing
import os
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.run import findings_archive
from edu_dx.run.findings_archive import archive_findings, archived_findings
from edu_dx.workspace import Workspace
from tests.finished_runs import RUN, STEM, finish_run, write_finding


@pytest.fixture
def folder(board: Workspace, templates: Path) -> Path:
    return finish_run(board, templates)


def texts(board: Workspace) -> list[str]:
    return [saved.cells["found"] for saved in archived_findings(board, STEM).saved]


def test_every_saved_state_is_kept_once(board: Workspace, folder: Path) -> None:
    for text in ("一つめ", "一つめ", "二つめ", "一つめ"):
        write_finding(folder, text)
        archive_findings(board, RUN)

    assert texts(board) == ["一つめ", "二つめ", "一つめ"]


def test_a_state_is_dated_by_the_file_and_not_by_this_pcs_clock(board: Workspace, folder: Path) -> None:
    write_finding(folder, "120人")
    os.utime(folder / "notebook.ipynb", (1_700_000_000, 1_700_000_000))

    saved = archive_findings(board, RUN)

    assert saved is not None
    assert saved.at.timestamp() == 1_700_000_000
    assert (saved.run, saved.cells) == (RUN, {"found": "120人"})


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\x00", None])
def test_an_unreadable_notebook_takes_nothing_out_of_the_archive(
    board: Workspace, folder: Path, content: bytes | None
) -> None:
    write_finding(folder, "120人")
    archive_findings(board, RUN)
    (folder / "notebook.ipynb").unlink()
    if content is not None:
        (folder / "notebook.ipynb").write_bytes(content)

    assert archive_findings(board, RUN) is None
    assert texts(board) == ["120人"]


def test_unreadable_lines_are_skipped_and_counted(board: Workspace, folder: Path) -> None:
    write_finding(folder, "一つめ")
    archive_findings(board, RUN)
    archive = board.findings / f"{STEM}.jsonl"
    with archive.open("ab") as file:
        file.write(b'\xff\xfe\n{"at": 1}\n{"at":"2026-04-01T00:00:00Z","run":"')
    write_finding(folder, "二つめ\u2028行")
    archive_findings(board, RUN)

    assert texts(board) == ["一つめ", "二つめ\u2028行"]
    assert archived_findings(board, STEM).unreadable == 3


def save_ten_times(root: Path, folder: Path) -> None:
    for number in range(10):
        write_finding(folder, f"{folder.name} {number}")
        archive_findings(Workspace(root), folder.name)


@pytest.mark.slow
def test_two_processes_lose_nothing(board: Workspace, templates: Path) -> None:
    folders = [finish_run(board, templates, run=f"{STEM}-0{number}") for number in (1, 2)]
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=save_ten_times, args=(board.root, folder)) for folder in folders]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    archive = archived_findings(board, STEM)
    assert archive.unreadable == 0
    for folder in folders:
        found = [saved.cells["found"] for saved in archive.of_run(folder.name)]
        assert found == [f"{folder.name} {number}" for number in range(10)]


def test_an_archive_that_cannot_be_written_is_said_in_japanese(
    board: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.findings.parent.mkdir(exist_ok=True)
    board.findings.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UserError, match="読み書きできませんでした"):
        archive_findings(board, RUN)

    board.findings.unlink()
    monkeypatch.setattr(findings_archive, "_LOCK_SECONDS", 0.05)
    board.findings.mkdir()
    with (
        findings_archive.FileLock(board.findings / f"{STEM}.lock"),
        pytest.raises(UserError, match="ほかの人の書き込み"),
    ):
        archive_findings(board, RUN)
