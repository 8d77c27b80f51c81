"""Files into a workspace: read, stored, and a receipt kept for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from edu_dx.errors import UserError
from edu_dx.intake.context import Context
from edu_dx.intake.read import Intake, frames_by_table, read_file
from edu_dx.intake.receipt import Receipt
from edu_dx.workspace import Workspace


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
    for intakes in read.values():
        receipts = [intake.receipt for intake in intakes]
        for table, rows in frames_by_table(intakes).items():
            stored = board.store.write(table, rows, source=receipts[0].sha256)
            outcome.replaced[receipts[0].file_name] += stored.replaced
        outcome.receipts += receipts
        _keep_receipts(board, receipts)


def _keep_receipts(board: Workspace, receipts: Sequence[Receipt]) -> None:
    board.receipts.mkdir(parents=True, exist_ok=True)
    for number, receipt in enumerate(receipts, start=1):
        path = board.receipts / f"{receipt.sha256[:16]}-{number:02d}.json"
        path.write_text(receipt.model_dump_json(indent=2) + "\n", encoding="utf-8", newline="\n")
