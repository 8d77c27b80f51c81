import json
import os
import shutil
import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.run.canonical import fingerprint
from edu_dx.run.catalogue import catalogue
from edu_dx.run.executed import keep_executed
from edu_dx.run.findings_archive import archive_findings, archived_findings
from edu_dx.run.findings_versions import Origin, versions_of
from edu_dx.run.notebook import notebook_text, read_notebook, write_notebook
from edu_dx.run.read_again import ask_to_read_again, findings_to_read_again, note_reading
from edu_dx.run.record import read_record, write_record
from edu_dx.run.recovery import recover, recoverable_run
from edu_dx.workspace import Workspace
from tests.boards import make_board
from tests.finished_runs import RUN, STEM, findings_in, finish_run, number, record_of, show, write_finding

WRITTEN = '## 分かったこと\n\n- "120人"である。𠮷野\n- \\n と {"id": "x"}\n'


@pytest.fixture
def folder(board: Workspace, templates: Path) -> Path:
    """A run whose finding was saved in JupyterLab twice."""
    folder = finish_run(board, templates)
    for text in ("はじめの文", WRITTEN):
        save(board, folder, text)
    return folder


def save(board: Workspace, folder: Path, text: str) -> None:
    """Save at a second of its own, a little while ago and after the run."""
    os.utime(folder / "executed.ipynb.gz", (time.time() - 200,) * 2)
    write_finding(folder, text)
    at = time.time() - 100 + len(archived_findings(board, STEM).saved)
    os.utime(folder / "notebook.ipynb", (at, at))
    archive_findings(board, folder.name)


def intact(board: Workspace, run: str = RUN) -> bool:
    """Whether the calculated part is what the run made."""
    folder = board.runs / run
    made = read_record(folder).executed_fingerprint
    return fingerprint(read_notebook(folder / "notebook.ipynb"), findings=False) == made


def test_a_sound_notebook_is_left_as_it_is(board: Workspace, folder: Path) -> None:
    there = (folder / "notebook.ipynb").read_bytes()

    recovery = recover(board, RUN)

    assert (recovery.changed, recovery.set_aside) == (False, None)
    assert (folder / "notebook.ipynb").read_bytes() == there


def test_a_broken_notebook_is_set_aside_and_rebuilt(board: Workspace, folder: Path) -> None:
    path = folder / "notebook.ipynb"
    broken = path.read_bytes()[:-40]
    path.write_bytes(broken)

    recovery = recover(board, RUN)

    assert recovery.set_aside is not None
    assert recovery.set_aside.read_bytes() == broken
    assert findings_in(folder) == {"found": WRITTEN}
    assert intact(board)
    assert recovery.calculated_from == "実行したときの控え"
    assert [(item.heading, item.version.origin) for item in recovery.findings] == [
        ("分かったこと", Origin.ARCHIVE)
    ]


def test_edited_calculations_are_rebuilt_and_findings_stay(board: Workspace, folder: Path) -> None:
    path = folder / "notebook.ipynb"
    notebook = read_notebook(path)
    show(notebook, number(value=999))
    notebook.cells[-1].source = "あとで書いた所見"
    write_notebook(notebook, path)

    recover(board, RUN)

    assert intact(board)
    assert findings_in(folder) == {"found": "あとで書いた所見"}


def test_an_emptied_finding_gives_way_to_what_was_written(board: Workspace, folder: Path) -> None:
    for nothing in ("", "## 分かったこと\n\nここに書く"):
        save(board, folder, nothing)
        recover(board, RUN)
        assert findings_in(folder) == {"found": WRITTEN}


def test_a_finding_saved_elsewhere_than_in_jupyterlab_is_the_newest(board: Workspace, folder: Path) -> None:
    write_finding(folder, "ほかのソフトで書いた。")

    recover(board, RUN)

    assert findings_in(folder) == {"found": "ほかのソフトで書いた。"}
    assert len(versions_of(board, RUN)) == 4


def test_of_two_saves_at_one_moment_the_later_one_is_the_newest(board: Workspace, folder: Path) -> None:
    for text in ("前の文", "後の文"):
        write_finding(folder, text)
        os.utime(folder / "notebook.ipynb", (4_000_000_000, 4_000_000_000))
        archive_findings(board, RUN)
    (folder / "notebook.ipynb").write_bytes(b"")

    recover(board, RUN)

    assert findings_in(folder) == {"found": "後の文"}
    assert [version.cells["found"] for version in versions_of(board, RUN)][-2:] == ["前の文", "後の文"]


def test_without_an_archive_jupyterlabs_checkpoint_helps(board: Workspace, folder: Path) -> None:
    shutil.rmtree(board.findings)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "notebook.ipynb").rename(folder / ".ipynb_checkpoints" / "notebook-checkpoint.ipynb")

    assert recover(board, RUN).findings[0].version.origin is Origin.CHECKPOINT
    assert findings_in(folder) == {"found": WRITTEN}


def test_without_any_copy_the_broken_file_itself_is_read(board: Workspace, folder: Path) -> None:
    shutil.rmtree(board.findings)
    path = folder / "notebook.ipynb"
    path.write_bytes(path.read_bytes().rstrip()[:-1])

    assert recover(board, RUN).findings[0].version.origin is Origin.DAMAGED
    assert findings_in(folder) == {"found": WRITTEN}


def test_a_renamed_notebook_is_found(board: Workspace, folder: Path) -> None:
    shutil.rmtree(board.findings)
    (folder / "notebook.ipynb").rename(folder / "名前を変えた.ipynb")

    assert recover(board, RUN).findings[0].version.origin is Origin.BESIDE
    assert findings_in(folder) == {"found": WRITTEN}


def test_a_cell_that_the_student_added_comes_back(board: Workspace, folder: Path) -> None:
    path = folder / "notebook.ipynb"
    notebook = read_notebook(path)
    more = nbformat.from_dict({**notebook.cells[-1], "id": "more", "source": "もう一つの所見"})
    notebook.cells.append(more)
    write_notebook(notebook, path)
    archive_findings(board, RUN)
    path.write_bytes(b"")

    recover(board, RUN)

    assert findings_in(folder) == {"found": WRITTEN, "more": "もう一つの所見"}
    assert intact(board)


def test_an_older_version_is_brought_back_and_none_is_lost(board: Workspace, folder: Path) -> None:
    listed = [version.cells["found"] for version in versions_of(board, RUN)]
    assert listed == ["## 分かったこと\n\nここに書く", "はじめの文", WRITTEN]

    recover(board, RUN, version=2)

    assert findings_in(folder) == {"found": "はじめの文"}
    listed = [version.cells["found"] for version in versions_of(board, RUN)]
    recover(board, RUN, version=listed.index(WRITTEN) + 1)
    assert findings_in(folder) == {"found": WRITTEN}


@pytest.mark.parametrize("number", [0, 9])
def test_a_version_that_is_not_there_is_refused(board: Workspace, folder: Path, number: int) -> None:
    with pytest.raises(UserError, match=f"版{number}はありません"):
        recover(board, RUN, version=number)


def test_without_a_kept_copy_a_sound_calculated_part_is_used(board: Workspace, folder: Path) -> None:
    (folder / "executed.ipynb.gz").write_bytes(b"\x1f\x8bdamaged")
    write_finding(folder, "")

    assert recover(board, RUN).calculated_from == "いまのノートブック"
    assert findings_in(folder) == {"found": WRITTEN}


def test_a_template_that_is_gone_keeps_nobody_from_recovering(
    board: Workspace, templates: Path, folder: Path
) -> None:
    (templates / "pupil_count.ipynb").unlink()
    catalogue.cache_clear()
    notebook = read_notebook(folder / "notebook.ipynb")
    notebook.cells.pop()
    write_notebook(notebook, folder / "notebook.ipynb")

    recover(board, RUN)

    assert findings_in(folder) == {"found": WRITTEN}


def test_when_nothing_gives_the_calculated_part_the_reason_is_told_and_nothing_written(
    board: Workspace, folder: Path
) -> None:
    (folder / "executed.ipynb.gz").unlink()
    (folder / "notebook.ipynb").write_bytes(b"")

    with pytest.raises(UserError, match="同じ計算を繰り返せません"):
        recover(board, RUN)
    assert sorted(path.name for path in folder.iterdir()) == ["notebook.ipynb", "run.json"]


def test_a_lost_run_says_that_its_findings_are_kept(board: Workspace, folder: Path) -> None:
    shutil.rmtree(folder)

    assert recoverable_run(board, RUN) == RUN
    assert [version.cells["found"] for version in versions_of(board, RUN)] == ["はじめの文", WRITTEN]
    with pytest.raises(UserError, match="所見は控えに残っています"):
        recover(board, RUN)


def test_a_run_never_gets_what_was_written_in_a_later_one(board: Workspace, templates: Path) -> None:
    first = finish_run(board, templates)
    save(board, finish_run(board, templates, run=f"{STEM}-02"), WRITTEN)
    (first / "notebook.ipynb").unlink()

    recover(board, RUN)

    assert findings_in(first) == {"found": "## 分かったこと\n\nここに書く"}


def test_without_any_copy_of_its_own_a_run_gets_what_the_one_before_said(
    board: Workspace, templates: Path, folder: Path
) -> None:
    second = finish_run(board, templates, run=f"{STEM}-02")
    (second / "executed.ipynb.gz").unlink()

    assert recover(board, f"{STEM}-02").findings[0].version.origin is Origin.OTHER_RUN
    assert findings_in(second) == {"found": WRITTEN}


def test_a_name_that_nobody_knows_is_refused(board: Workspace, folder: Path) -> None:
    with pytest.raises(UserError, match="ありません"):
        recoverable_run(board, "population-2025-city-01")


def test_a_mark_to_read_again_comes_back_until_it_is_settled(board: Workspace, templates: Path) -> None:
    folder = finish_run(board, templates)
    notebook = read_notebook(folder / "notebook.ipynb")
    notebook.cells[-1].source = WRITTEN
    note_reading(notebook, {"found": f"{STEM}-00"})
    ask_to_read_again(notebook, lambda run: [number(value=1)])
    write_notebook(notebook, folder / "notebook.ipynb")
    keep_executed(folder, notebook_text(notebook))
    write_record(folder, record_of(board, RUN, notebook))

    (folder / "notebook.ipynb").write_bytes(b"")
    recover(board, RUN)
    assert len(findings_to_read_again(read_notebook(folder / "notebook.ipynb"))) == 1

    write_finding(folder, "直した所見")
    archive_findings(board, RUN)
    (folder / "notebook.ipynb").write_bytes(b"")
    recover(board, RUN)
    assert findings_to_read_again(read_notebook(folder / "notebook.ipynb")) == []
    assert "読み直してください" not in (folder / "notebook.ipynb").read_text(encoding="utf-8")


texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=80
).filter(lambda text: text.strip() not in ("", "## 分かったこと\n\nここに書く"))


@st.composite
def damages(draw: st.DrawFn, content: bytes) -> bytes | None:
    """What may become of the bytes of a notebook: None is a lost file."""
    place = draw(st.integers(0, len(content) - 3))
    junk = draw(st.binary(min_size=1, max_size=20))
    kind = draw(
        st.sampled_from(["lost", "cut", "zeros", "head lost", "scrambled", "cells gone", "other JSON"])
    )
    match kind:
        case "lost":
            return None
        case "cut":
            return content[:place]
        case "zeros":
            return content[:place] + bytes(len(content) - place)
        case "head lost":
            return content[place + 1 :]
        case "scrambled":
            return content[:place] + b"\xff" + junk + content[place + 1 :]
        case "cells gone":
            notebook = json.loads(content)
            kept = draw(st.sets(st.sampled_from([cell["id"] for cell in notebook["cells"]])))
            notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] in kept - {"found"}]
            return json.dumps(notebook).encode()
        case _:
            return draw(st.sampled_from([b"[]", b"{}", b"null", b'{"cells": 1}', b'"text"']))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), saved=st.lists(texts, min_size=1, max_size=3))
def test_whatever_happens_to_the_file_the_last_saved_findings_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, templates: Path, data: st.DataObject, saved: list[str]
) -> None:
    board = make_board(tmp_path_factory.mktemp("board"))
    folder = finish_run(board, templates)
    for text in saved:
        save(board, folder, text)
    path = folder / "notebook.ipynb"
    damaged = data.draw(damages(path.read_bytes()))
    path.unlink()
    if damaged is not None:
        path.write_bytes(damaged)

    recovery = recover(board, RUN)

    assert findings_in(folder) == {"found": saved[-1]}
    assert intact(board)
    if damaged is not None:
        assert recovery.set_aside is not None
        assert recovery.set_aside.read_bytes() == damaged
