"""Notebooks whose cells are handed over all at once."""

from pathlib import Path

import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from edu_dx.run import clients
from edu_dx.run.kernels.supply import Supply, forking_is_possible
from tests.run.kernels.running import Listening, code, soon

pytestmark = pytest.mark.skipif(not forking_is_possible(), reason="this system's kernels are not forked")


def executed(folder: Path, *cells: NotebookNode | str) -> Listening:
    listening = Listening(folder, *cells)
    assert listening.execute() is listening.notebook
    return listening


def test_every_cell_gets_what_it_shows_and_its_number(tmp_path: Path) -> None:
    text = new_markdown_cell("## 見出し")  # type: ignore[no-untyped-call]
    done = executed(tmp_path, "a = 6", text, "", code("never", "skip-execution"), "print('あ')\na * 7", "a")

    assert [done.shown(cell) for cell in (0, 3, 4, 5)] == [[], [], ["あ\n", "42"], ["6"]]
    assert [done.notebook.cells[cell].execution_count for cell in (0, 3, 4, 5)] == [1, None, 2, 3]
    assert done.notebook.metadata.language_info.name == "python"


def test_nothing_is_executed_after_a_cell_that_failed(tmp_path: Path) -> None:
    done = executed(tmp_path, code("1 / 0", "raises-exception"), "assert False", "open('seen', 'w')")

    assert [done.shown(cell) for cell in range(3)] == [["ZeroDivisionError"], ["AssertionError"], []]
    assert soon(lambda: not psutil.pid_exists(done.pid))
    assert not (tmp_path / "seen").exists()


def test_nothing_is_executed_after_a_cell_that_quits(tmp_path: Path) -> None:
    with pytest.raises(DeadKernelError):
        executed(tmp_path, "quit()", "open('seen', 'w')")

    assert not (tmp_path / "seen").exists()


def test_what_was_shown_before_the_kernel_died_is_kept(tmp_path: Path) -> None:
    dying = Listening(tmp_path, "print('あ', flush=True)\nimport os\nos.kill(os.getpid(), 9)", "'never'")

    with pytest.raises(DeadKernelError):
        dying.execute()

    assert [dying.shown(0), dying.shown(1)] == [["あ\n"], []]


def test_a_kernel_that_dies_in_the_middle_of_a_message_is_dead(tmp_path: Path) -> None:
    dying = Listening(
        tmp_path, "import os\nget_ipython().kernel.session._line.sendall(b'{\"half')\nos.kill(os.getpid(), 9)"
    )

    with pytest.raises(DeadKernelError, match="in the middle"):
        dying.execute()


def test_an_interrupt_does_not_cut_a_message(tmp_path: Path) -> None:
    telling = Listening(tmp_path, "while True: print('あ' * 100_000, flush=True)", seconds=1)

    with pytest.raises(CellTimeoutError):
        telling.execute()

    *texts, error = telling.notebook.cells[0].outputs
    assert {len(line) for line in "".join(text.text for text in texts).split("\n")} <= {0, 100_000}
    assert error.ename == "KeyboardInterrupt"


def test_a_cell_that_takes_too_long_says_where_it_was(tmp_path: Path) -> None:
    lasting = Listening(tmp_path, "import time\ntime.sleep(60)", "open('seen', 'w')", seconds=1)

    with pytest.raises(CellTimeoutError):
        lasting.execute()

    assert lasting.shown(0) == ["KeyboardInterrupt"]
    assert any("sleep" in line for line in lasting.notebook.cells[0].outputs[0].traceback)
    assert not (tmp_path / "seen").exists()


def test_what_is_written_past_python_is_shown_whole_in_the_cell_that_wrote_it(tmp_path: Path) -> None:
    done = executed(
        tmp_path,
        "import os, subprocess\nprint('一', end='')\nos.write(1, '二'.encode())\nprint('三', end='')",
        "_ = subprocess.run(['echo', '四'])",
        "for _ in range(20_000): os.write(1, '五五五五五'.encode())",
        "print('六')",
    )

    assert [done.shown(cell) for cell in (0, 1, 3)] == [["一二三"], ["四\n"], ["六\n"]]
    assert done.shown(2) == ["五" * 100_000]


def test_processes_that_print_at_the_same_time_do_not_mix_their_words(tmp_path: Path) -> None:
    done = executed(
        tmp_path,
        "import os, sys\nfor sign in 'ab':\n    if os.fork() == 0:\n        for _ in range(20):\n"
        "            sys.stdout.write(sign * 200_000 + '\\n')\n        os._exit(0)\n"
        "for _ in range(20): print('c' * 200_000, flush=True)\n_ = os.wait(), os.wait()",
    )

    lines = "".join(output.get("text", "") for output in done.notebook.cells[0].outputs).splitlines()
    assert sorted(lines) == sorted(sign * 200_000 for sign in "abc" for _ in range(20))


def test_what_the_kernel_started_ends_with_it(tmp_path: Path) -> None:
    done = executed(tmp_path, "import subprocess\nprint(subprocess.Popen(['sleep', '100']).pid)")

    helper = int(done.shown(0)[0])
    assert soon(lambda: not psutil.pid_exists(helper) or psutil.Process(helper).status() == "zombie")


def test_there_is_no_such_kernel_where_none_is_forked_or_the_folder_asks_for_a_plain_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 23\n", encoding="utf-8")
    assert Listening(tmp_path, "open('seen', 'w')").execute() is None

    spares = Supply(forking=False)
    monkeypatch.setattr(clients, "SUPPLY", spares)
    assert Listening(tmp_path.parent, "open('seen', 'w')").execute() is None
    spares.close()
    assert not list(tmp_path.parent.rglob("seen"))


def test_bytes_beside_a_message_are_refused_aloud(tmp_path: Path) -> None:
    done = executed(tmp_path, "import comm\ncomm.create_comm(target_name='a', buffers=[b'1'])")

    assert done.shown(0) == ["NotImplementedError"]


def test_a_kernel_that_cannot_begin_is_dead_at_once(tmp_path: Path) -> None:
    with pytest.raises(DeadKernelError, match="died"):
        Listening(tmp_path / "missing", "1").execute()
