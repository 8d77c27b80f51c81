"""From a fresh checkout to a running workbench: ``python start.py demo``, ``lab`` or ``test``.

Standard library alone, and only syntax that Python 3.6 can read, so that too old a Python is told so
in a sentence. The packages come from requirements.lock, each checked against its hash, into ``.venv``;
a stamp written after each step lets the next start skip it, and an interrupted step be done anew.
"""

import hashlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)

USAGE = """使い方 (usage): python start.py demo | lab | test
  demo  架空の「みほん市」で、資料の取り込みから報告書までを通します (the whole way on an invented city)
  lab   みほん市の作業フォルダを JupyterLab で開きます (JupyterLab in the demo workspace)
  test  試験をすべて実行します。後ろに pytest の引数を書けます (the test suite; takes pytest's arguments)"""

OBSTACLES = {
    r"No space left|Errno 28|WinError 112": "ディスクの空きが足りません。3 GB ほど空けて、もう一度実行してください。"
    " (The disk is full: free about 3 GB and run this again.)",
    r"Long Path support": "フォルダの場所が深すぎます。C:\\edu-dx のような浅い場所に移して、もう一度実行してください。"
    " (The folder lies too deep for Windows: move it to a short path and run this again.)",
    r"Permission denied|Errno 30|WinError (5|32)\b": "このフォルダに書き込めません。開いている JupyterLab を閉じるか、"
    "自分の書き込めるフォルダに移して、もう一度実行してください。"
    " (No permission to write here: close JupyterLab, or move this folder to one of your own.)",
    r"DO NOT MATCH THE HASHES": "届いた部品が requirements.lock の記録と違うため、取り付けをやめました。"
    "時間をおいてもう一度実行し、続くときは管理者に知らせてください。"
    " (A package differs from the hash in requirements.lock; nothing of it was installed.)",
    r"Retrying \(|onnection|name resolution|getaddrinfo|ProxyError|SSLError|timed out": "部品の配布元に接続できません。"
    "インターネットへの接続（庁内ではプロキシの設定）を確かめて、もう一度実行してください。"
    " (Cannot reach the package registry: check the network or the proxy settings and run this again.)",
    "": "準備の途中で止まりました。上に出ている英文を添えて、管理者に知らせてください。"
    " (The preparation failed; the lines above say why.)",
}


class StartError(Exception):
    """What keeps the workbench from starting: a Japanese sentence with its English in brackets."""


def explain(message: str) -> StartError:
    """The error that a program's own error message speaks of."""
    return StartError(next(sentence for sign, sentence in OBSTACLES.items() if re.search(sign, message)))


def check_python(version: "tuple[int, ...]") -> None:
    """StartError if Python ``version`` is older than the workbench needs."""
    if version < OLDEST_PYTHON:
        found, needed = (".".join(map(str, numbers[:2])) for numbers in (version, OLDEST_PYTHON))
        raise StartError(
            f"この Python は {found} です。Python {needed} 以上を入れて、その Python で実行してください。"
            f" (Python {found} is too old: run this with Python {needed} or newer.)"
        )


def check_venv_module() -> None:
    """StartError if this Python comes without the parts that make a virtual environment."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise StartError(
            "この Python には venv がありません。管理者に python3-venv を入れてもらうか、"
            "python.org の Python で実行してください。"
            " (This Python lacks venv: install python3-venv, or use the Python from python.org.)"
        )


def quietly(*command: "str | Path") -> None:
    """Run a step of the preparation, showing how far it is and its last lines only if it fails."""
    lines = []  # type: list[str]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if line.startswith(("Collecting ", "Installing ")) and sys.stdout.isatty():
                print(f"\r  {line.split(';')[0].strip()[:60]:60}", end="\r", flush=True)
    if process.returncode:
        print(*(line.rstrip()[:200] for line in lines[-12:]), sep="\n", file=sys.stderr)
        raise explain("".join(lines))


def once(step: str, announcement: str, state: str, *commands: "tuple[str | Path, ...]") -> None:
    """Run ``commands`` unless they were run to their end in the same ``state`` before."""
    stamp = VENV / f"{step}.stamp"
    key = hashlib.sha256(state.encode()).hexdigest()
    if stamp.exists() and PYTHON.exists() and stamp.read_text() == key:
        return
    print(announcement, flush=True)
    stamp.unlink(missing_ok=True)
    for command in commands:
        quietly(*command)
    stamp.write_text(key)


def prepare() -> None:
    """Bring ``.venv`` to what requirements.lock and the project say; nothing to do in most cases."""
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install")
    python = f"{sys.version} {sys.base_prefix}"
    installed = [path for name in ("templates", "jupyter") for path in sorted((ROOT / name).rglob("*.*"))]
    parts = [ROOT / "pyproject.toml", *installed]
    once(
        "packages",
        "部品を取り付けます。数分かかります… (Installing the packages; this takes some minutes.)",
        python + LOCK.read_text(encoding="utf-8"),
        (sys.executable, "-m", "venv", "--clear", VENV),
        (*pip, "--require-hashes", "-r", LOCK),
    )
    once(
        "project",
        "edu-dx を取り付けます… (Installing edu-dx.)",
        f"{python} {ROOT}" + "".join(hashlib.sha256(part.read_bytes()).hexdigest() for part in parts),
        (*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT),
    )


def run(*command: "str | Path") -> int:
    """Run a program in the checkout and give its exit code; Ctrl-C is the program's to handle.

    What it starts finds the workbench's commands: a terminal in JupyterLab knows ``edu-dx``.
    """
    signal.signal(signal.SIGINT, lambda *_: None)
    path = os.pathsep.join((str(PROGRAMS), os.environ.get("PATH", "")))
    return subprocess.call(command, cwd=ROOT, env={**os.environ, "PATH": path})


def demo(*arguments: str) -> int:
    """Build the demo workspace and take its raw files all the way to the reports."""
    return run(PROGRAMS / "edu-dx", "demo", "demo", *arguments)


def lab(*arguments: str) -> int:
    """Open JupyterLab in the demo workspace, building that first where it is missing."""
    missing = not (ROOT / "demo" / "edu-dx.toml").exists()
    return (demo() if missing else 0) or run(PYTHON, "-m", "jupyterlab", "demo", *arguments)


def test(*arguments: str) -> int:
    """Run the test suite, which includes ruff and mypy."""
    return run(
        PYTHON, "-m", "pytest", "-n", "logical", "--maxprocesses", "4", "--dist", "loadfile", *arguments
    )


COMMANDS = {"demo": demo, "lab": lab, "test": test}


def main(command: str = "", *arguments: str) -> int:
    """Do what the command line asks; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if command not in COMMANDS:
        print(USAGE)
        return 2 if command else 0
    try:
        check_python(sys.version_info[:3])
        check_venv_module()
        prepare()
    except StartError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(error, explain(str(error)), sep="\n", file=sys.stderr)
    except KeyboardInterrupt:
        print(
            "中断しました。もう一度実行すると、やり直します。 (Interrupted; run this again.)", file=sys.stderr
        )
    else:
        return COMMANDS[command](*arguments)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
