"""Where a report comes from: the run, the review it went through, and the state of its data."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from edu_dx.review.approval import read_seal
from edu_dx.review.approving import corrected_run
from edu_dx.review.events import Actor
from edu_dx.review.standing import Standing, standing
from edu_dx.review.states import LAPSING, State
from edu_dx.run.canonical import fingerprint
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, RECORD_NAME, RunRecord, read_record
from edu_dx.workspace import current

_SHOWN_DIGITS = 12


@dataclass(frozen=True)
class Provenance:
    """What stands on a report's cover and in its annex about its origin.

    Args:
        content_fingerprint: hash of the notebook's canonical content.
        record: the run; None for a notebook outside any run folder.
        state: where the run stands in the review.
        drafted_by: who submitted it.
        approved_by: who approved it, while the approval holds.
        approved_at: when it was approved, while the approval holds.
        rounds: how often it was submitted.
        seal: the seal of the approval as text; empty where there is none.
        seal_fingerprint: what the key of the approver's seal is called; empty where the approval has none.
        corrects: the approved run whose report this one corrects; empty where it corrects none.
    """

    content_fingerprint: str
    record: RunRecord | None = None
    state: State = State.DRAFT
    drafted_by: Actor | None = None
    approved_by: Actor | None = None
    approved_at: dt.datetime | None = None
    rounds: int = 0
    seal: str = ""
    seal_fingerprint: str = ""
    corrects: str = ""

    @property
    def approved(self) -> bool:
        """Whether the report may go out without the 下書き mark."""
        return self.state in LAPSING

    @property
    def fictional(self) -> bool:
        """Whether the board is invented (架空)."""
        return self.record is not None and self.record.fictional

    @property
    def dated(self) -> dt.datetime | None:
        """The report's date: of the approval, or else of the run."""
        return self.approved_at or (self.record.started_at if self.record else None)

    @property
    def data_fingerprint(self) -> str:
        """One hash over the state of every table read; empty where no table is recorded."""
        if self.record is None or not self.record.tables:
            return ""
        states = "\n".join(f"{table.name} {table.fingerprint}" for table in self.record.tables)
        return f"sha256:{hashlib.sha256(states.encode('utf-8')).hexdigest()}"


def provenance_of(folder: Path) -> Provenance:
    """The provenance of the run in ``folder``; see ``read_run``."""
    return read_run(folder)[1]


def read_run(folder: Path) -> tuple[NotebookNode, Provenance]:
    """The notebook of the run in ``folder``, and its provenance with its standing in the workspace's journal.

    Both of one reading: somebody may be saving the notebook, and what a report tells of its content holds for the
    content that it shows.

    Raises:
        UserError: the folder holds no run or lies in no workspace.
    """
    record = read_record(folder)
    review = standing(current(folder), record.id)
    approval = review.approval
    seal = read_seal(approval.seal) if approval and approval.seal else None
    notebook = read_notebook(folder / NOTEBOOK_NAME)
    return notebook, replace(
        _reviewed(notebook, record, review),
        approved_by=review.approved_by,
        approved_at=review.approved_at,
        seal=approval.seal if approval else "",
        seal_fingerprint=seal.fingerprint if seal else "",
        corrects=(seal.statement.corrects or "") if seal else "",
    )


def provenance_once_approved(
    notebook: NotebookNode,
    record: RunRecord,
    submitted: Standing,
    approver: Actor,
    approved_at: dt.datetime,
    seal_fingerprint: str,
) -> Provenance:
    """The provenance that a run will have when ``approver`` approves it as it was handed in."""
    return replace(
        _reviewed(notebook, record, submitted),
        state=State.APPROVED,
        approved_by=approver,
        approved_at=approved_at,
        seal_fingerprint=seal_fingerprint,
        corrects=corrected_run(submitted) or "",
    )


def _reviewed(notebook: NotebookNode, record: RunRecord, review: Standing) -> Provenance:
    return Provenance(
        content_fingerprint=fingerprint(notebook),
        record=record,
        state=review.state,
        drafted_by=review.drafted_by,
        rounds=review.rounds,
    )


def provenance_outside_runs(notebook: NotebookNode) -> Provenance:
    """The provenance of a notebook that is no run: always a draft."""
    return Provenance(content_fingerprint=fingerprint(notebook))


def is_run_notebook(path: Path) -> bool:
    """Whether ``path`` is the notebook of a run folder."""
    return path.name == NOTEBOOK_NAME and (path.parent / RECORD_NAME).is_file()


def shortened(hash_: str) -> str:
    """The first digits of a fingerprint, enough to tell states apart by eye."""
    return hash_.removeprefix("sha256:")[:_SHOWN_DIGITS]
