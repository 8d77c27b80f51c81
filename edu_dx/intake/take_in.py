"""Files into a workspace: read, stored, and a receipt kept for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.context import Context
from edu_dx.intake.findings import Finding
from edu_dx.intake.predecessors import predecessors_of
from edu_dx.intake.read import Intake, frames_by_table, read_file
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.replaced_rows import replaced_rows
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import replace_durably


@dataclass
class Outcome:
    """What came of taking files in.

    Args:
        receipts: one for each table read.
        replaced: rows of earlier files that gave way, by the name of the file that replaced them.
        errors: files that could not be read, with the reason.
    """

    receipts: list[Receipt] = field(default_factory=list)
    replaced: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[Path, UserError]] = field(default_factory=list)


def take_in_all(
    board: Workspace, paths: Sequence[Path], *, table: str | None = None, fiscal_year: int | None = None
) -> Outcome:
    """Read files and store their rows; one that fails leaves the others and the stored rows alone.

    School registers go first, so that the schools of the other files are found in them.

    Args:
        board: the workspace that gets the rows.
        paths: files, of any of the known tables.
        table: what the files are, when they cannot be told apart.
        fiscal_year: the year, when the files do not say it.
    """
    outcome = Outcome()
    read = _read_all(paths, table, fiscal_year, register_of(board), outcome)
    registers = {path: intakes for path, intakes in read.items() if _holds_register(intakes)}
    _store_all(board, registers, outcome)
    others = {path: intakes for path, intakes in read.items() if path not in registers}
    if registers:
        unknown = [path for path, intakes in others.items() if _has_unknown_schools(intakes)]
        others |= _read_all(unknown, table, fiscal_year, register_of(board), outcome)
    _store_all(board, others, outcome)
    return outcome


def register_of(board: Workspace) -> pd.DataFrame | None:
    """The newest school register of the workspace; None before there is one."""
    years = board.store.fiscal_years("schools")
    return board.store.read("schools", years[-1]) if years else None


def _read_all(
    paths: Sequence[Path],
    table: str | None,
    fiscal_year: int | None,
    register: pd.DataFrame | None,
    outcome: Outcome,
) -> dict[Path, list[Intake]]:
    read: dict[Path, list[Intake]] = {}
    for path in paths:
        try:
            read[path] = read_file(path, table=table, context=Context(fiscal_year, register))
        except UserError as error:
            outcome.errors.append((path, error))
    return read


def _holds_register(intakes: list[Intake]) -> bool:
    return any(intake.table == "schools" for intake in intakes)


def _has_unknown_schools(intakes: list[Intake]) -> bool:
    return any(intake.receipt.unknown_schools for intake in intakes)


def _store_all(board: Workspace, read: Mapping[Path, list[Intake]], outcome: Outcome) -> None:
    for path, intakes in read.items():
        try:
            outcome.receipts += _store(board, intakes, outcome)
        except UserError as error:
            outcome.errors.append((path, error))


def _store(board: Workspace, intakes: list[Intake], outcome: Outcome) -> list[Receipt]:
    """Store all rows of one file, and its receipts, in one change: all of it happens or nothing."""
    first = intakes[0].receipt
    earlier = list(kept_receipts(board))
    told: dict[str, list[Finding]] = {}
    with board.store.change() as change:
        for table, rows in frames_by_table(intakes).items():
            receipt = next(intake.receipt for intake in intakes if intake.table == table)
            stored = change.write(
                table, rows, source=first.sha256, predecessors=predecessors_of(receipt, earlier)
            )
            outcome.replaced[first.file_name] += stored.replaced
            told[table] = replaced_rows(TABLES[table], stored)
        change.record_arrival(first.sha256, first.file_name, list(told))
        receipts = [_telling(intake.receipt, told.pop(intake.table, [])) for intake in intakes]
        _keep_receipts(board, receipts)
    return receipts


def _telling(receipt: Receipt, findings: list[Finding]) -> Receipt:
    return receipt.model_copy(update={"findings": (*receipt.findings, *findings)})


def kept_receipts(board: Workspace) -> Iterator[Receipt]:
    """The receipts that the workspace holds, by file and place in it."""
    for path in sorted(board.receipts.glob("*.json")):
        yield Receipt.model_validate_json(path.read_bytes())


def _keep_receipts(board: Workspace, receipts: Sequence[Receipt]) -> None:
    board.receipts.mkdir(parents=True, exist_ok=True)
    for number, receipt in enumerate(receipts, start=1):
        path = board.receipts / f"{receipt.sha256[:16]}-{number:02d}.json"
        replace_durably(path, f"{receipt.model_dump_json(indent=2)}\n".encode())
