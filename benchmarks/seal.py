"""What it costs to seal and to verify a report: ``python -m benchmarks.seal``.

A web page of the given size, and a PDF and a workbook of the sizes that reports have, are sealed and verified in this
process; the best of the rounds is printed. Then Python is started anew for one verification, since a command pays for
that, too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from edu_dx.report.seals.registry import digests, sealed
from edu_dx.report.verification import ApprovalFacts, Outcome, Records, verify_file
from edu_dx.review.approval import ApprovalStatement, Seal, Signatory, seal
from edu_dx.workspace import Board, Config, Person, Role
from edu_dx.workspace.key_file import KEYS_FOLDER_VARIABLE
from edu_dx.workspace.signing_key import SigningKey

_CHECKOUT = Path(__file__).parents[1]
_MODULES = 20
_TABLES = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every format and print one line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seal", description=__doc__)
    parser.add_argument("--html", type=int, default=500_000, help="bytes of the web page")
    parser.add_argument("--pdf", type=int, default=400_000, help="bytes of the PDF")
    parser.add_argument("--rows", type=int, default=5_000, help="rows of the workbook")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    bare = {
        "html": f"<!DOCTYPE html><html><body>{'あ' * (given.html // 3)}</body></html>".encode(),
        "pdf": b"%PDF-1.7\n" + os.urandom(given.pdf) + b"\nstartxref\n9\n%%EOF",
        "xlsx": _workbook(given.rows),
    }
    with tempfile.TemporaryDirectory() as folder:
        _measure(bare, Path(folder), given.rounds)


def _measure(bare: Mapping[str, bytes], folder: Path, rounds: int) -> None:
    os.environ[KEYS_FOLDER_VARIABLE] = str(folder / "keys")
    key = SigningKey(folder / "board", "taro")
    key.create()
    made, seconds = _best(rounds, lambda: seal(_statement(bare), key))
    print(f"digests, statement and signature: {seconds * 1000:.1f} ms")
    records = Records(_config(made), lambda seal: ApprovalFacts(known_in_journal=True))
    for name, file in sealed(bare, made).items():
        path = folder / f"report.{name}"
        path.write_bytes(file)
        verdict, seconds = _best(rounds, lambda path=path: verify_file(path, records))
        assert verdict.outcome is Outcome.VALID
        print(
            f"{name}: {len(bare[name]) / 1000:,.0f} KB, sealed {len(file) / 1000:,.0f} KB; verified in {seconds * 1000:.1f} ms"
        )
    program = f"from pathlib import Path; from edu_dx.report.verification import verify_file; verify_file(Path({str(folder / 'report.html')!r}))"
    for label, code in (
        ("with starting Python", program),
        ("starting Python alone", "import edu_dx.workspace"),
    ):
        _, seconds = _best(
            rounds, lambda code=code: subprocess.run([sys.executable, "-c", code], check=True, cwd=_CHECKOUT)
        )
        print(f"html {label}: {seconds:.2f} s")


def _best(rounds: int, work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the seconds of the fastest round."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        fastest = min(fastest, time.perf_counter() - start)
    return result, fastest


def _workbook(rows: int) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for row in range(rows):
            sheet.write_row(row, 0, [f"みほん第{row}小学校", *range(row, row + 10)])
    return packed.getvalue()


def _statement(bare: Mapping[str, bytes]) -> ApprovalStatement:
    fingerprint = f"sha256:{'ab' * 32}"
    return ApprovalStatement(
        board_name="みほん市教育委員会",
        board_code="092029",
        run="enrolment_projection-2025-city-01",
        title="児童生徒数の推計",
        unit="全市",
        edition="internal",
        content=fingerprint,
        executed=fingerprint,
        template=fingerprint,
        tables={f"table_{number}": fingerprint for number in range(_TABLES)},
        metrics={f"edu_dx.metrics.module_{number}": fingerprint for number in range(_MODULES)},
        threads=fingerprint,
        round=1,
        drafted_by=Signatory(id="hanako", name="見本 花子"),
        approved_by=Signatory(id="taro", name="試作 太郎"),
        approved_at=dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC),
        journal=fingerprint,
        reports=digests(bare),
    )


def _config(made: Seal) -> Config:
    board = Board(
        name="みほん市教育委員会",
        municipality_name="みほん市",
        municipality_code="092029",
        prefecture="栃木県",
        fiscal_year=2025,
    )
    approver = Person(id="taro", name="試作 太郎", role=Role.CONSULTANT, public_key=made.public_key)
    return Config(board=board, people=[approver])


if __name__ == "__main__":
    main()
