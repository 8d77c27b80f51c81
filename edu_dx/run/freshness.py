"""Whether a run still says what its template would say of the tables as they are."""

from __future__ import annotations

from pathlib import Path

from edu_dx.run.catalogue import catalogue
from edu_dx.run.definitions import changed_definitions
from edu_dx.run.folder import latest_run
from edu_dx.run.record import RunRecord, TableState, read_record
from edu_dx.run.request import Request
from edu_dx.tables import TABLES
from edu_dx.workspace import Workspace


def up_to_date_run(board: Workspace, request: Request) -> Path | None:
    """The newest successful run of ``request`` if nothing it rests on has changed since."""
    folder = latest_run(board, request.stem)
    if folder is None:
        return None
    record = read_record(folder)
    unchanged = (
        record.template_fingerprint == request.analysis.fingerprint
        and record.metrics == request.analysis.definitions
        and record.tables == table_states(board, request)
        and {parameter.name: parameter.value for parameter in record.parameters} == request.parameters
    )
    return folder if unchanged else None


class TablesNow:
    """The state of a board's tables at one moment; each is looked up once.

    Args:
        board: the workspace.
    """

    def __init__(self, board: Workspace) -> None:
        self._manifest = board.store.manifest
        self._known: dict[str, str] = {}

    def fingerprint(self, table: str) -> str:
        """Fingerprint of a table; empty for an empty one."""
        if table not in self._known:
            self._known[table] = self._manifest.fingerprint(table)
        return self._known[table]


def outdated_because(tables: TablesNow, record: RunRecord) -> list[str]:
    """What of the things that a run rests on has changed since, in Japanese; empty for a run that is up to date."""
    reasons = [
        f"使った資料「{table.label}」が、実行のあとに入れ替わっています。"
        for table in record.tables
        if tables.fingerprint(table.name) != table.fingerprint
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
