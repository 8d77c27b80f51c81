import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def start(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", checkout / "start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lonely_start(checkout: Path, tmp_path: Path) -> Path:
    """A copy of start.py in a folder whose lock names one package."""
    (tmp_path / "start.py").write_bytes((checkout / "start.py").read_bytes())
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    lock = f"a-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n"
    (tmp_path / "requirements.lock").write_text(lock, encoding="utf-8")
    return tmp_path / "start.py"


def started(script: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run start.py as a user does, with pip's own settings from ``settings`` and nowhere else."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PYTHONUTF8": "1", **settings}
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


def test_python_3_6_can_read_it_far_enough_to_say_that_it_is_too_old(checkout: Path) -> None:
    ast.parse((checkout / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_needs_nothing_but_the_standard_library(checkout: Path) -> None:
    tree = ast.parse((checkout / "start.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_too_old_a_python_is_told_which_one_is_needed(start: ModuleType) -> None:
    with pytest.raises(start.StartError, match=r"3\.10 です。Python 3\.11 以上"):
        start.check_python((3, 10, 13))
    start.check_python((3, 11, 0))


def test_the_oldest_python_is_the_one_that_pyproject_names(start: ModuleType, checkout: Path) -> None:
    named = ".".join(map(str, start.OLDEST_PYTHON))
    assert f'requires-python = ">={named}"' in (checkout / "pyproject.toml").read_text(encoding="utf-8")


def test_a_python_without_venv_is_told_what_to_install(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.main("demo") == 1
    assert "python3-venv" in capsys.readouterr().err


@pytest.mark.slow
def test_no_network_is_one_sentence_and_no_traceback(lonely_start: Path) -> None:
    outcome = started(lonely_start, "demo", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1")
    assert outcome.returncode == 1
    assert "部品の配布元に接続できません" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not list(lonely_start.parent.glob(".venv/*.stamp"))


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", int)() == 0, reason="root may write anywhere")
def test_a_folder_of_somebody_else_is_one_sentence(lonely_start: Path) -> None:
    lonely_start.parent.chmod(0o500)
    outcome = started(lonely_start, "demo")
    lonely_start.parent.chmod(0o700)
    assert outcome.returncode == 1
    assert "このフォルダに書き込めません" in outcome.stderr


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device: '/home/a/.venv/lib'", "ディスクの空きが足りません"),
        ("OSError: [WinError 112] There is not enough space on the disk", "ディスクの空きが足りません"),
        ("OSError: [Errno 13] Permission denied: '.venv'", "このフォルダに書き込めません"),
        ("OSError: [WinError 5] Access is denied: 'python.exe'", "このフォルダに書き込めません"),
        ("OSError: [Errno 30] Read-only file system: '.venv'", "このフォルダに書き込めません"),
        (
            "OSError: [Errno 2] No such file or directory\nHINT: This error might have occurred since"
            " this system does not have Windows Long Path support enabled.",
            "浅い場所",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "requirements.lock の記録と違う",
        ),
        (
            "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by"
            " 'ProxyError'\nERROR: No matching distribution found for x==1",
            "配布元に接続できません",
        ),
        ("error: subprocess-exited-with-error", "管理者に知らせてください"),
    ],
)
def test_what_pip_says_becomes_a_sentence(start: ModuleType, message: str, sentence: str) -> None:
    assert sentence in str(start.explain(message))


@pytest.fixture
def stamped(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py with an empty ``.venv`` of its own, and steps that add a line to ``tmp_path/log``."""
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    return start


def step(tmp_path: Path, exit_code: int = 0) -> tuple[str, ...]:
    program = f"import sys; open({str(tmp_path / 'log')!r}, 'a').write('x'); sys.exit({exit_code})"
    return (sys.executable, "-c", program)


def times_done(tmp_path: Path) -> int:
    return len((tmp_path / "log").read_text(encoding="utf-8"))


def test_a_step_done_once_is_done_again_only_for_another_state(stamped: ModuleType, tmp_path: Path) -> None:
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    assert times_done(tmp_path) == 1
    stamped.once("packages", "Installing.", "another lock", step(tmp_path))
    assert times_done(tmp_path) == 2


def test_a_step_that_broke_off_is_done_anew(
    stamped: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    with pytest.raises(stamped.StartError):
        stamped.once("packages", "Installing.", "another lock", step(tmp_path, exit_code=1))
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    assert times_done(tmp_path) == 3


def test_a_venv_whose_python_is_gone_is_made_anew(
    stamped: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    monkeypatch.setattr(stamped, "PYTHON", tmp_path / "gone")
    stamped.once("packages", "Installing.", "one lock", step(tmp_path))
    assert times_done(tmp_path) == 2


def test_the_exit_code_of_the_program_is_passed_on(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "prepare", lambda: None)
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    monkeypatch.setitem(
        start.COMMANDS, "test", lambda *given: start.run(sys.executable, "-c", f"exit({given[0]})")
    )
    assert start.main("test", "3") == 3


@pytest.mark.parametrize(("arguments", "exit_code"), [((), 0), (("demonstrate",), 2)])
def test_without_a_known_command_it_says_how_to_use_it(
    start: ModuleType, arguments: tuple[str, ...], exit_code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(*arguments) == exit_code
    assert "python start.py demo" in capsys.readouterr().out
