"""Approving a run: its reports are rendered once, sealed, and kept with it."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.report.approved import keep_approved
from edu_dx.report.document import run_document
from edu_dx.report.provenance import provenance_once_approved
from edu_dx.report.seals.registry import digests, sealed
from edu_dx.report.write import FORMATS, rendered
from edu_dx.review.approval import seal
from edu_dx.review.approving import approval_statement
from edu_dx.review.decisions import approve, check_may_approve
from edu_dx.review.events import Actor, now
from edu_dx.review.standing import Standing
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME, read_record
from edu_dx.workspace import Person, Workspace
from edu_dx.workspace.signing_key import SigningKey


def approve_run(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Approve a submitted run under the person's key; the sealed reports are kept in its folder.

    Raises:
        UserError: the person may not approve it or has no key, it is not as it was submitted, or it cannot be stored.
    """
    actor, moment = Actor.of(person), now()
    submitted = check_may_approve(board, run, actor)
    key = _key(board, person)
    folder = board.runs / run
    notebook = read_notebook(folder / NOTEBOOK_NAME)
    record = read_record(folder)
    provenance = provenance_once_approved(notebook, record, submitted, actor, moment, key.fingerprint)
    document = run_document(folder, notebook, provenance)
    reports = {name: rendered(document, name) for name in FORMATS}
    signed = seal(approval_statement(board, submitted, actor, moment, digests(reports)), key)
    keep_approved(folder, sealed(reports, signed))
    return approve(board, run, person, signed, comment)


def _key(board: Workspace, person: Person) -> SigningKey:
    if not person.public_key:
        raise UserError(
            f"{person.name}さんの検印の鍵が、まだ登録されていません。",
            where="edu-dx approve",
            fix=f"「edu-dx key new --as {person.id}」で鍵を作ってから、もう一度実行してください。",
        )
    return SigningKey(board.root, person.id)
