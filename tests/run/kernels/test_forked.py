"""The parent that kernels are forked from."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from edu_dx.run.kernels import forked, provisioner
from edu_dx.run.kernels.supply import Supply, forking_is_possible
from tests.run.kernels.running import parent_of, running, soon

pytestmark = pytest.mark.skipif(not forking_is_possible(), reason="this system's kernels are not forked")


@pytest.fixture(scope="module")
def source() -> Iterator[Supply]:
    with pytest.MonkeyPatch.context() as patch:
        source = Supply(forking=True)
        patch.setattr(provisioner, "SUPPLY", source)
        yield source
        source.close()


def test_the_parent_has_one_thread_and_its_memory_comes_back(source: Supply, folder: Path) -> None:
    sizes = []
    for _ in range(4):
        with running(folder) as kernel:
            kernel.run("import numpy as np\nbig = np.ones(20_000_000)")
            parent = psutil.Process(parent_of(kernel.pid))
        assert soon(lambda parent=parent: parent.children() == [])
        assert parent.num_threads() == 1
        sizes.append(parent.memory_info().rss)
    assert max(sizes) - sizes[0] < 8_000_000


def test_the_parent_has_no_open_file(source: Supply, folder: Path) -> None:
    """Kernels that share one would read on from where another one has read to."""
    with running(folder) as kernel:
        opened = psutil.Process(parent_of(kernel.pid)).open_files()
    assert [file.path for file in opened if file.fd > 2] == []


def test_a_parent_that_died_is_replaced(source: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        before = parent_of(kernel.pid)
    os.kill(before, signal.SIGKILL)

    with running(folder) as kernel:
        assert parent_of(kernel.pid) != before


@pytest.mark.parametrize("said", [b"", b'{"arguments": '])
def test_a_parent_outlives_who_asks_and_does_not_say_for_what(
    source: Supply, folder: Path, said: bytes
) -> None:
    with running(folder) as kernel:
        before = parent_of(kernel.pid)
    parent = source._source
    assert isinstance(parent, forked.ForkedKernels)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        socket.send_fds(parent._control, [forked.warm.ANOTHER], [theirs.fileno()])
        ours.sendall(said)

    with running(folder) as kernel:
        assert parent_of(kernel.pid) == before


def test_kernels_end_with_a_parent_that_dies(source: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        os.kill(parent_of(kernel.pid), signal.SIGKILL)

        assert soon(lambda: not kernel.manager.is_alive())
        assert soon(lambda: not psutil.pid_exists(kernel.pid))


def test_a_parent_that_is_out_of_date_goes_when_its_kernels_have(source: Supply, folder: Path) -> None:
    with running(folder) as old:
        before = parent_of(old.pid)
        with running(folder, OMP_NUM_THREADS="3") as new:
            assert parent_of(new.pid) != before
            assert new.value("__import__('os').environ['OMP_NUM_THREADS']") == "3"
        assert old.value("6 * 7") == 42
    assert soon(lambda: not psutil.pid_exists(before))


def test_a_parent_with_threads_is_not_forked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if (os.cpu_count() or 1) == 1:
        pytest.skip("OpenBLAS starts no thread on one processor")
    source = Supply(forking=True)
    monkeypatch.setattr(provisioner, "SUPPLY", source)
    monkeypatch.setattr(forked.warm, "WITHOUT_THREADS", {})
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    try:
        with running(folder) as kernel:
            assert parent_of(kernel.pid) == os.getpid()
            assert kernel.value("'pandas' in __import__('sys').modules") is False
    finally:
        source.close()


STARTER = """
import sys, time
from pathlib import Path
from tests.run.kernels.running import running
with running(Path(sys.argv[1])) as kernel:
    print(kernel.pid, flush=True)
    time.sleep(100)
"""


def test_nothing_outlives_a_starter_that_is_killed(folder: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(STARTER), str(folder)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert starter.stdout is not None
    kernel = int(starter.stdout.readline())
    parent = parent_of(kernel)
    starter.kill()
    starter.wait()
    starter.stdout.close()

    assert soon(lambda: not psutil.pid_exists(kernel) and not psutil.pid_exists(parent))
