"""Whether a run still says what its template would say of the tables as they are."""

from __future__ import annotations

from pathlib import Path

from edu_dx.run.basis import board_fingerprint, code_fingerprint, versions_of_software
from edu_dx.run.catalogue import catalogue
from edu_dx.run.definitions import changed_definitions
from edu_dx.run.folder import latest_run
from edu_dx.run.record import RunRecord, TableState, read_record
from edu_dx.run.request import Request
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import partitions_fingerprint, read_manifest
from edu_dx.workspace.reads import EVERY_TABLE, Read, fingerprints_by_school


class TablesNow:
    """The state of a board's tables at one moment; each is looked at once, however many runs rest on it.

    Args:
        board: the workspace.
    """

    def __init__(self, board: Workspace) -> None:
        self._store = board.store
        self._manifest = read_manifest(board.store.folder)
        self._known: dict[tuple[str, int | None, int | None], str] = {}
        self._by_school: dict[tuple[str, int | None, int | None], dict[str, str]] = {}

    def changed(self, record: RunRecord) -> list[str]:
        """Names of the tables of which the run read something that has changed.

        A run that did not write down what it read is taken to have read its tables whole. One that wrote it down
        rests on nothing else: what it did not ask for cannot have reached its numbers.
        """
        reads = record.reads
        if reads is None:
            reads = [Read(table=table.name, fingerprint=table.fingerprint) for table in record.tables]
        changed = (read.table for read in reads if self._fingerprint(read) != read.fingerprint)
        return list(dict.fromkeys(changed))

    def _fingerprint(self, read: Read) -> str:
        """What the same reading would find now."""
        table, fiscal_year, until = rows = read.table, read.fiscal_year, read.until
        if read.school is not None:
            if rows not in self._by_school:
                self._by_school[rows] = fingerprints_by_school(
                    self._store.read(table, fiscal_year, until=until)
                )
            return self._by_school[rows].get(read.school, "")
        if rows not in self._known:
            whole_store = table == EVERY_TABLE
            self._known[rows] = (
                self._manifest.whole_fingerprint()
                if whole_store
                else partitions_fingerprint(self._manifest.of(table, fiscal_year, until=until))
            )
        return self._known[rows]


class Present:
    """What runs are compared with: tables, code, board and software as they are now.

    Args:
        board: the workspace.
    """

    def __init__(self, board: Workspace) -> None:
        self._board = board
        self._tables = TablesNow(board)
        self._code, self._particulars = code_fingerprint(), board_fingerprint(board)

    def up_to_date_run(self, request: Request) -> Path | None:
        """The newest successful run of ``request`` if nothing that it rests on has changed."""
        folder = latest_run(self._board, request.stem)
        if folder is None:
            return None
        record = read_record(folder)
        unchanged = (
            record.template_fingerprint == request.analysis.fingerprint
            and record.metrics == request.analysis.definitions
            and {parameter.name: parameter.value for parameter in record.parameters} == request.parameters
            and (record.code, record.board) == (self._code, self._particulars)
            and record.versions == versions_of_software()
            and not self._tables.changed(record)
        )
        return folder if unchanged else None


def up_to_date_run(board: Workspace, request: Request) -> Path | None:
    """The newest successful run of ``request`` if nothing that it rests on has changed."""
    return Present(board).up_to_date_run(request)


def outdated_because(tables: TablesNow, record: RunRecord) -> list[str]:
    """What of the things that a run rests on has changed since, in Japanese; empty for a run that is up to date."""
    reasons = [
        f"使った資料「{'すべての表' if name == EVERY_TABLE else TABLES[name].label}」が、実行のあとに入れ替わっています。"
        for name in tables.changed(record)
    ]
    analysis = catalogue().get(record.analysis)
    if analysis is None:
        reasons.append(f"分析「{record.title}」のひな形がなくなっています。")
    elif analysis.fingerprint != record.template_fingerprint:
        reasons.append(f"分析「{record.title}」のひな形が、実行のあとに変わっています。")
    if analysis is not None:
        changed = changed_definitions(record.metrics, analysis.definitions)
        reasons += [f"{definition}が、実行のあとに変わっています。" for definition in changed]
    return reasons


def table_states(board: Workspace, request: Request) -> list[TableState]:
    """The tables that a run reads, with the state they are in now; empty ones are left out."""
    names = (*request.analysis.tables, *request.analysis.optional_tables)
    return [
        TableState(name=name, label=TABLES[name].label, fingerprint=state, records=board.store.records(name))
        for name in names
        if (state := board.store.fingerprint(name))
    ]
