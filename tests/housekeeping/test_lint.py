import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "tool",
    ["ruff check", "ruff format --check", "mypy", "mypy start.py tools/environment.py"],
)
def test_finds_nothing(checkout: Path, tool: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", *tool.split()],
        cwd=checkout,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert outcome.returncode == 0, f"{tool}\n{outcome.stdout}{outcome.stderr}"
