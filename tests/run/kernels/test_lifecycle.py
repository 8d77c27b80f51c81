"""How warm kernels come, are ended, and are replaced."""

import os
import stat
import sys
from pathlib import Path

import psutil
import pytest

from edu_dx.run.kernels import supply
from edu_dx.run.kernels.supply import Supply
from tests.run.kernels.running import running, soon


def test_an_interrupt_stops_the_cell_and_not_the_kernel(warm: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        cell = "import time\nprint('begins', flush=True)\ntime.sleep(60)"
        sent = kernel.client.execute(cell, stop_on_error=False)  # or else what comes at once is not executed
        while kernel.client.get_iopub_msg(timeout=20)["msg_type"] != "stream":
            pass
        kernel.manager.interrupt_kernel()
        reply = kernel.client.get_shell_msg(timeout=20)
        while reply["parent_header"]["msg_id"] != sent:
            reply = kernel.client.get_shell_msg(timeout=20)

        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert kernel.value("6 * 7") == 42


def test_a_kernel_that_shuts_down_finishes_what_it_registered(warm: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        kernel.run("import atexit\natexit.register(lambda: open('last.txt', 'w').write('words'))")
        pid = kernel.pid
        kernel.manager.shutdown_kernel()

    assert (folder / "last.txt").read_text(encoding="utf-8") == "words"
    assert soon(lambda: not psutil.pid_exists(pid))


def test_a_restarted_kernel_is_a_fresh_one(warm: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        kernel.run("school = 'A'")
        before = kernel.pid
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=60)

        assert kernel.pid != before
        assert kernel.value("'school' in dir()") is False


def test_what_a_kernel_started_ends_with_it(warm: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        helper = kernel.value("__import__('subprocess').Popen(['sleep', '100']).pid")

    assert soon(lambda: not psutil.pid_exists(helper) or psutil.Process(helper).status() == "zombie")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems use ports")
def test_the_channels_are_sockets_in_the_users_own_folder(warm: Supply, folder: Path) -> None:
    with running(folder) as kernel:
        ports = psutil.Process(kernel.pid).net_connections("inet")
        private = Path(kernel.manager.ip).parent

        assert kernel.manager.transport == "ipc"
        assert len(list(private.glob(f"{Path(kernel.manager.ip).name}-*"))) == 5
        assert stat.S_IMODE(private.stat().st_mode) & 0o077 == 0
    # ipykernel itself opens one, through which the notebook's own subprocesses may write.
    assert [port.laddr.ip for port in ports] in ([], ["127.0.0.1"])


def test_a_folder_with_matplotlib_settings_gets_a_plain_kernel(warm: Supply, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 23\n", encoding="utf-8")

    with running(tmp_path) as kernel:
        assert kernel.value("__import__('matplotlib').rcParams['font.size']") == 23


def test_a_changed_basis_is_loaded_anew(
    warm: Supply, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, report = tmp_path / "metrics" / "deep" / "module.py", tmp_path / "report" / "page.py"
    for file in (module, report):
        file.parent.mkdir(parents=True)
        file.write_text("a = 1", encoding="utf-8")
    monkeypatch.setattr(supply.edu_dx, "__path__", [str(tmp_path)])
    before = supply.basis_now(os.environ)
    assert supply.basis_now({**os.environ, "SCHOOL": "A"}) == before
    assert supply.basis_now({**os.environ, "OMP_NUM_THREADS": "7"}) != before

    report.write_text("what no kernel has loaded", encoding="utf-8")
    assert supply.basis_now(os.environ) == before
    module.write_text("a = 20", encoding="utf-8")
    assert supply.basis_now(os.environ) != before


def test_everything_of_ours_that_a_kernel_has_loaded_is_watched(warm: Supply, folder: Path) -> None:
    watched = {Path(path) for path, _, _ in supply.basis_now(os.environ).sources}
    everything = "import edu_dx.metrics.hindcast, edu_dx.present, edu_dx.run.parameters"
    with running(folder) as kernel:
        kernel.run(everything)
        loaded = kernel.value(
            "[m.__file__ for n, m in __import__('sys').modules.items() if n.split('.')[0] == 'edu_dx' and m.__file__]"
        )
    assert len(loaded) > 50
    assert {Path(file) for file in loaded} <= watched
