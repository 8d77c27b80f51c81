"""What intake costs beside pandas: ``python -m benchmarks.intake``.

Each measurement is a child process of its own, held to one core where the system lets it be, that takes the files
into a new workspace or reads them with pandas alone; the rounds of the two alternate. Time counts from the call to its
return, without starting Python; memory is the child's peak.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from benchmarks.files import tickets, time_cards, write_small_files, write_text
from edu_dx.intake.take_in import take_in_all
from edu_dx.workspace import Workspace
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE

_CHECKOUT = Path(__file__).parents[1]
_SHARED_DATA = Path(os.environ.get("EDU_DX_SHARED_DATA", _CHECKOUT.parent / "shared" / "data"))
_SCHOOL_LIST = "mext-school-codes/*.xlsx"
_CONFIG = """\
[board]
name = "みほん市教育委員会"
municipality_name = "みほん市"
municipality_code = "092029"
prefecture = "栃木県"
fiscal_year = 2024
fictional = true

[[people]]
id = "hanako"
name = "見本 花子"
role = "支援員"
"""


@dataclass(frozen=True)
class Measured:
    """One run: seconds, records stored or rows read, and the peak of the process's memory in megabytes."""

    seconds: float
    rows: int
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every case and print one line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the long files")
    parser.add_argument("--files", type=int, default=50, help="files of the folder of small ones")
    parser.add_argument(
        "--rounds", type=int, default=5, help="measurements of each, of which the fastest is printed"
    )
    parser.add_argument("--child", choices=("intake", "pandas"), help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        print(json.dumps(vars(_run(options.child, options.paths))))
    else:
        _compare(options.rows, options.files, options.rounds)


def _compare(rows: int, files: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in _cases(Path(folder), rows, files).items():
            found: dict[str, list[Measured]] = {"intake": [], "pandas": []}
            for _ in range(rounds):
                for who, runs in found.items():
                    runs.append(_measured(who, paths))
            ours, theirs = (_best(runs) for runs in found.values())
            print(f"{name}: {ours.seconds / theirs.seconds:.1f} times as long as pandas")
            print(f"  intake {_told(ours)}\n  pandas {_told(theirs)}", flush=True)


def _cases(folder: Path, rows: int, files: int) -> dict[str, list[Path]]:
    cases = {
        f"{rows:,} tickets (CSV)": [write_text(tickets(rows), folder / "発券記録.csv")],
        f"{rows:,} time cards (CSV)": [write_text(time_cards(rows), folder / "打刻.csv")],
        f"{files} small files (CSV, xlsx)": write_small_files(folder / "files", files),
    }
    for path in sorted(_SHARED_DATA.glob(_SCHOOL_LIST)):
        cases["school list (xlsx)"] = [path]
    return cases


def _measured(who: str, paths: list[Path]) -> Measured:
    child = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake", "--child", who, *map(str, paths)],
        cwd=_CHECKOUT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return Measured(**json.loads(child.stdout))


def _run(who: str, paths: list[Path]) -> Measured:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pa.set_cpu_count(1)
    with tempfile.TemporaryDirectory() as folder:
        board = _new_board(Path(folder))
        start = time.perf_counter()
        rows = _take_in(board, paths) if who == "intake" else sum(len(_read(path)) for path in paths)
        return Measured(time.perf_counter() - start, rows, _peak_megabytes())


def _take_in(board: Workspace, paths: list[Path]) -> int:
    outcome = take_in_all(board, paths)
    if outcome.errors:
        raise SystemExit(f"not taken in: {outcome.errors[0]}")
    return sum(receipt.records for receipt in outcome.receipts)


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, engine="calamine")
    try:
        return pd.read_csv(path)
    except UnicodeDecodeError:
        return pd.read_csv(path, encoding="cp932")


def _new_board(folder: Path) -> Workspace:
    """An invented board whose key of pseudonyms lies beside it, and not with the user's keys."""
    os.environ[KEYS_FOLDER_VARIABLE] = str(folder / "keys")
    board = folder / "board"
    board.mkdir()
    (board / CONFIG_NAME).write_text(_CONFIG, encoding="utf-8", newline="\n")
    return Workspace(board)


def _peak_megabytes() -> float:
    """Peak memory of this process; not a number on Windows, which does not say."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage would count the parent's memory, too.
        line = next(
            line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")
        )
        return int(line.split()[1]) / (1 << 10)
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def _best(runs: list[Measured]) -> Measured:
    """The fastest run, which other programs disturbed least, with the highest peak of all."""
    fastest = min(runs, key=lambda run: run.seconds)
    return Measured(fastest.seconds, fastest.rows, max(run.megabytes for run in runs))


def _told(run: Measured) -> str:
    return f"{run.seconds:>8.2f} s {run.rows / run.seconds:>10,.0f} rows/s {run.megabytes:>6,.0f} MB"


if __name__ == "__main__":
    main()
