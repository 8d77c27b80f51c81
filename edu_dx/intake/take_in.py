"""Files into a workspace: read, stored, and a receipt kept for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from edu_dx.errors import UserError
from edu_dx.intake.context import Context, OwnMunicipality
from edu_dx.intake.findings import Finding
from edu_dx.intake.kept_receipts import kept_receipts
from edu_dx.intake.matching.drift import against_last_time
from edu_dx.intake.matching.mapping import Mapping
from edu_dx.intake.matching.mapping_file import mapping_file_name, read_mapping_file, write_mapping_file
from edu_dx.intake.matching.matcher import ColumnMatcher
from edu_dx.intake.matching.proposal import Proposal
from edu_dx.intake.matching.sources import Sources
from edu_dx.intake.matching.unread import undecided_error, unfitting_error
from edu_dx.intake.personal.workspace_pseudonyms import WorkspacePseudonyms
from edu_dx.intake.predecessors import predecessors_of
from edu_dx.intake.read import frames_by_table, read_file
from edu_dx.intake.read_part import Intake
from edu_dx.intake.receipt import Receipt
from edu_dx.intake.receipt_page import receipt_page
from edu_dx.intake.replaced_rows import replaced_rows
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.whole_file import replace_durably


@dataclass
class Outcome:
    """What came of taking files in.

    Args:
        receipts_by_file: the receipts of each file, one for each table read.
        errors: files that could not be read, with the reason.
        mapping_files: mapping files written for sheets and columns that were left out because somebody has to decide
            about them.
    """

    receipts_by_file: dict[Path, list[Receipt]] = field(default_factory=dict)
    errors: list[tuple[Path, UserError]] = field(default_factory=list)
    mapping_files: dict[Path, Path] = field(default_factory=dict)

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
    mapping: Path | None = None,
    ask: Callable[[Path, Proposal], Mapping | None] | None = None,
) -> Outcome:
    """Read files and store their rows, one after the other; one that fails leaves the others alone.

    When a school register comes after files whose schools nobody knew, those files are read again.

    Args:
        board: the workspace that gets the rows.
        paths: files, of any of the known tables.
        table: what the files are, when they cannot be told apart.
        fiscal_year: the year, when the files do not say it.
        hidden_sheets: whether hidden sheets are read as well.
        mapping: a completed mapping file, by which the headers of the files are read.
        ask: asks a person what the headers of a file stand for; None where nobody can be asked.
    """
    outcome = Outcome()
    given = read_mapping_file(mapping) if mapping else ()
    with_unknown_schools: list[Path] = []

    earlier = list(kept_receipts(board))
    context = context_of(board, fiscal_year=fiscal_year, hidden_sheets=hidden_sheets)

    def take_in(path: Path) -> list[Receipt]:
        columns = matcher_of(board, path, context)
        columns.given = given
        columns.ask = partial(ask, path) if ask else None
        try:
            intakes = read_file(path, table=table, context=context, columns=columns)
        except UserError as error:
            if mapping and columns.sheets_without_mapping:
                raise unfitting_error(path, mapping, columns.sheets_without_mapping, given) from error
            if columns.undecided:
                file = _write_mapping_file(board, path, columns.undecided)
                raise undecided_error(path, file, columns.unreadable) from error
            raise
        if questions := [*columns.undecided, *columns.open_columns]:
            outcome.mapping_files[path] = _write_mapping_file(board, path, questions)
        receipts = _store(board, intakes, earlier)
        earlier[:] = [receipt for receipt in earlier if receipt.sha256 != receipts[0].sha256] + receipts
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
            for again in with_unknown_schools:
                take_in(again)
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
        assumed_year=own.fiscal_year,
        register=board.store.read("schools", years[-1]) if years else None,
        stored=board.store,
        pseudonym=WorkspacePseudonyms(board),
        hidden_sheets=hidden_sheets,
        municipality=OwnMunicipality(own.municipality_code, own.municipality_name, own.prefecture),
    )


def matcher_of(board: Workspace, path: Path, context: Context) -> ColumnMatcher:
    """What the workspace remembers about the headers of files such as ``path``."""
    own, others = Sources(board.sources).mappings(path.name)
    return ColumnMatcher(remembered=own, elsewhere=others, register=context.register)


def _write_mapping_file(board: Workspace, path: Path, undecided: Sequence[Proposal]) -> Path:
    file = board.mappings / mapping_file_name(path)
    write_mapping_file(file, path, undecided)
    return file


def _store(board: Workspace, intakes: list[Intake], earlier: Sequence[Receipt]) -> list[Receipt]:
    """Store all rows of one file, and its receipts, in one change: all of it happens or nothing."""
    first = intakes[0].receipt
    told: dict[str, list[Finding]] = {}
    sources = Sources(board.sources)
    last_year = [against_last_time(sources, intake.profile, intake.receipt.findings) for intake in intakes]
    frames = frames_by_table(intakes)
    pseudonyms = WorkspacePseudonyms(board)
    with board.store.change() as change:
        pseudonyms.remember(frames, source=first.sha256)
        for table, rows in frames.items():
            receipt = next(intake.receipt for intake in intakes if intake.table == table)
            stored = change.write(
                table, rows, source=first.sha256, predecessors=predecessors_of(receipt, earlier)
            )
            mixed = pseudonyms.mixed_keys(table, change.manifest)
            told[table] = [*replaced_rows(TABLES[table], stored), *mixed]
        change.record_arrival(first.sha256, first.file_name, list(told))
        receipts = [
            _telling(intake.receipt, [*told.pop(intake.table, []), *drift])
            for intake, drift in zip(intakes, last_year, strict=True)
        ]
        _keep_receipts(board, receipts)
    for intake in intakes:
        sources.remember(intake.profile, intake.mapping)
    return receipts


def _telling(receipt: Receipt, findings: list[Finding]) -> Receipt:
    return receipt.model_copy(update={"findings": (*receipt.findings, *findings)})


def _keep_receipts(board: Workspace, receipts: Sequence[Receipt]) -> None:
    board.receipts.mkdir(parents=True, exist_ok=True)
    for number, receipt in enumerate(receipts, start=1):
        path = board.receipts / f"{receipt.sha256[:16]}-{number:02d}.json"
        replace_durably(path, f"{receipt.model_dump_json(indent=2)}\n".encode())
    replace_durably(board.receipts / f"{receipts[0].sha256[:16]}.html", receipt_page(receipts).encode())
