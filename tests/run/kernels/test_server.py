"""JupyterLab's server takes warm kernels."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from edu_dx.run.kernels.provisioner import KERNEL_NAME
from edu_dx.run.kernels.supply import forking_is_possible

pytestmark = pytest.mark.slow


class Server:
    """A running server.

    Args:
        process: its process.
        address: where it listens.
    """

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process = process
        self.address = address

    def ask(self, path: str, content: Any = None) -> Any:
        request = urllib.request.Request(
            f"{self.address}/api/{path}",
            data=None if content is None else json.dumps(content).encode(),
            headers={"Authorization": "token secret"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--ServerApp.token=secret", "--allow-root"]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=tmp_path,
        env={**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Server(process, f"http://127.0.0.1:{port}")
    try:
        for _ in range(240):
            try:
                running.ask("status")
                break
            except OSError:
                time.sleep(0.25)
        yield running
    finally:
        process.kill()
        process.wait()


def warm_processes(server: Server) -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process(server.process.pid).children()
        if "edu_dx.run.kernels" in " ".join(child.cmdline())
    ]


async def executed(address: str, source: str) -> str:
    """What a cell prints that is sent as a browser sends it."""
    connection = await websocket_connect(HTTPRequest(address, headers={"Authorization": "token secret"}))
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
    header = {"msg_id": "1", "msg_type": "execute_request", "session": "1", "username": "", "version": "5.3"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await connection.write_message(json.dumps(message))
    while True:
        answer = json.loads(await connection.read_message() or "{}")
        if answer["msg_type"] == "stream" and answer["parent_header"].get("msg_id") == "1":
            connection.close()
            return str(answer["content"]["text"])


def test_the_first_kernel_is_already_warm(server: Server) -> None:
    before = warm_processes(server)
    assert before

    kernel = server.ask("kernels", {"name": KERNEL_NAME})
    channels = f"{server.address.replace('http', 'ws')}/api/kernels/{kernel['id']}/channels"
    source = "import os, pandas\nprint(os.getppid(), 6 * 7)"
    starter, answer = asyncio.run(asyncio.wait_for(executed(channels, source), 60)).split()

    assert answer == "42"
    if forking_is_possible():
        assert [process.pid for process in before] == [int(starter)]
