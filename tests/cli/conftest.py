import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from edu_dx.cli import main


@dataclass(frozen=True)
class Said:
    """What one command printed and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def edu_dx(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """The command as a user types it, in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDU_DX_USER", raising=False)

    def command(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["edu-dx", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return command
