"""Files into a workspace: read, stored, and a receipt kept for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.intake.context import Context, OwnMunicipality
from edu_dx.intake.findings import Finding
from edu_dx.intake.kept_receipts import kept_receipts
from edu_dx.intake.personal.workspace_pseudonyms import WorkspacePseudonyms
from edu_dx.intake.predecessors import predecessors_of
from edu_dx.intake.read import Intake, frames_by_table, read_file
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.receipt_page import receipt_page
from edu_dx.intake.replaced_rows import replaced_rows
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import replace_durably


@dataclass
class Outcome:
    """What came of taking files in.

    Args:
        receipts_by_file: the receipts of each file, one for each table read.
        replaced: rows of earlier files that gave way, by the name of the file that replaced them.
        errors: files that could not be read, with the reason.
    """

    receipts_by_file: dict[Path, list[Receipt]] = field(default_factory=dict)
    replaced: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[Path, UserError]] = field(default_factory=list)

    @property
    def receipts(self) -> list[Receipt]:
        """All receipts, in the order of the files."""
        return [receipt for receipts in self.receipts_by_file.values() for receipt in receipts]


def take_in_all(
    board: Workspace,
    paths: Sequence[Path],
    *,
    table: str | None = None,
    fiscal_year: int | None = None,
    hidden_sheets: bool = False,
) -> Outcome:
    """Read files and store their rows, one after the other; one that fails leaves the others alone.

    When a school register comes after files whose schools nobody knew, those files are read again.

    Args:
        board: the workspace that gets the rows.
        paths: files, of any of the known tables.
        table: what the files are, when they cannot be told apart.
        fiscal_year: the year, when the files do not say it.
        hidden_sheets: whether hidden sheets are read as well.
    """
    outcome = Outcome()
    with_unknown_schools: list[Path] = []

    context = context_of(board, fiscal_year=fiscal_year, hidden_sheets=hidden_sheets)

    def take_in(path: Path) -> list[Receipt]:
        receipts = _store(board, read_file(path, table=table, context=context), outcome)
        outcome.receipts_by_file[path] = receipts
        return receipts

    for path in paths:
        try:
            receipts = take_in(path)
        except UserError as error:
            outcome.errors.append((path, error))
            continue
        if any(receipt.table == "schools" for receipt in receipts):
            context = context_of(board, fiscal_year=fiscal_year, hidden_sheets=hidden_sheets)
            for earlier in with_unknown_schools:
                take_in(earlier)
            with_unknown_schools = []
        elif any(receipt.unknown_schools for receipt in receipts):
            with_unknown_schools.append(path)
    return outcome


def context_of(board: Workspace, *, fiscal_year: int | None = None, hidden_sheets: bool = False) -> Context:
    """What reading a file in a workspace rests on."""
    years = board.store.fiscal_years("schools")
    own = board.config.board
    return Context(
        fiscal_year=fiscal_year,
        register=board.store.read("schools", years[-1]) if years else None,
        stored=board.store,
        pseudonym=WorkspacePseudonyms(board),
        hidden_sheets=hidden_sheets,
        municipality=OwnMunicipality(own.municipality_code, own.municipality_name, own.prefecture),
    )


def _store(board: Workspace, intakes: list[Intake], outcome: Outcome) -> list[Receipt]:
    """Store all rows of one file, and its receipts, in one change: all of it happens or nothing."""
    first = intakes[0].receipt
    earlier = list(kept_receipts(board))
    told: dict[str, list[Finding]] = {}
    frames = frames_by_table(intakes)
    pseudonyms = WorkspacePseudonyms(board)
    with board.store.change() as change:
        pseudonyms.remember(frames, source=first.sha256)
        for table, rows in frames.items():
            receipt = next(intake.receipt for intake in intakes if intake.table == table)
            stored = change.write(
                table, rows, source=first.sha256, predecessors=predecessors_of(receipt, earlier)
            )
            outcome.replaced[first.file_name] += stored.replaced
            mixed = pseudonyms.mixed_keys(table, change.manifest)
            told[table] = [*replaced_rows(TABLES[table], stored), *mixed]
        change.record_arrival(first.sha256, first.file_name, list(told))
        receipts = [_telling(intake.receipt, told.pop(intake.table, [])) for intake in intakes]
        _keep_receipts(board, receipts)
    return receipts


def _telling(receipt: Receipt, findings: list[Finding]) -> Receipt:
    return receipt.model_copy(update={"findings": (*receipt.findings, *findings)})


def _keep_receipts(board: Workspace, receipts: Sequence[Receipt]) -> None:
    board.receipts.mkdir(parents=True, exist_ok=True)
    for number, receipt in enumerate(receipts, start=1):
        path = board.receipts / f"{receipt.sha256[:16]}-{number:02d}.json"
        replace_durably(path, f"{receipt.model_dump_json(indent=2)}\n".encode())
    replace_durably(board.receipts / f"{receipts[0].sha256[:16]}.html", receipt_page(receipts).encode())
