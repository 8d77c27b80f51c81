"""What a command does not need, it does not load: most of its time went there once."""

import subprocess
import sys

import pytest

from edu_dx.workspace import Workspace

HEAVY = ("pandas", "pyarrow", "matplotlib", "IPython", "papermill", "sklearn", "lark")
RUN = """
import sys
from edu_dx.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *[name for name in sys.argv[0].split() if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["--help", "analyses", "runs", "queue", "status", "journal", "receipts"])
def test_a_command_that_only_looks_loads_nothing_that_calculates_or_draws(
    board: Workspace, command: str
) -> None:
    program = f"import sys; sys.argv[1:] = [{command!r}]; sys.argv[0] = {' '.join(HEAVY)!r}\n{RUN}"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=board.root, capture_output=True, encoding="utf-8", check=True
    )

    expected = "loaded: pandas pyarrow" if command == "receipts" else "loaded:"
    assert done.stderr.strip().splitlines()[-1] == expected
