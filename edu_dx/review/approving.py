"""What an approval states, drawn up from the run and its review."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from edu_dx.errors import UserError
from edu_dx.review.approval import ApprovalStatement, Seal, Signatory, check_seal
from edu_dx.review.events import Actor
from edu_dx.review.standing import Standing
from edu_dx.review.states import Action
from edu_dx.run.record import read_record
from edu_dx.workspace import Person, Workspace


def approval_statement(
    board: Workspace,
    submitted: Standing,
    approver: Actor,
    approved_at: dt.datetime,
    reports: Mapping[str, str],
) -> ApprovalStatement:
    """What ``approver`` states by approving a run as it was handed in.

    Args:
        board: the workspace.
        submitted: where the run stands: handed in.
        approver: who approves it.
        approved_at: when.
        reports: digest of each report without its seal, by format.
    """
    record = read_record(board.runs / submitted.run)
    submission = submitted.submission
    assert submission is not None
    return ApprovalStatement(
        board_name=board.name,
        board_code=board.config.board.municipality_code,
        run=record.id,
        title=record.title,
        unit=record.unit,
        edition=record.edition,
        content=submission.content,
        executed=record.executed_fingerprint,
        template=record.template_fingerprint,
        tables={table.name: table.fingerprint for table in record.tables},
        metrics=record.metrics,
        threads=threads_fingerprint(submitted),
        round=submission.round,
        drafted_by=Signatory(id=submission.person.id, name=submission.person.name),
        approved_by=Signatory(id=approver.id, name=approver.name),
        approved_at=approved_at,
        corrects=corrected_run(submitted),
        journal=submission.previous,
        reports=dict(reports),
    )


def check_seal_is_for(board: Workspace, submitted: Standing, person: Person, seal: Seal) -> None:
    """Raise UserError unless ``person`` has signed exactly the approval of this run as it was handed in."""
    check_seal(seal)
    if seal.public_key != person.public_key:
        raise UserError(
            f"{person.name}さんの鍵として登録されていない鍵で署名されています。",
            where=submitted.run,
            fix=f"「edu-dx key show」で登録された鍵を確かめ、違うときは「edu-dx key new --as {person.id} --replace」で作り直してください。",
        )
    stated = seal.statement
    expected = approval_statement(board, submitted, Actor.of(person), stated.approved_at, stated.reports)
    if stated != expected:
        raise UserError(
            "署名された承認は、いまの提出の内容についてのものではありません。",
            where=submitted.run,
            fix="もう一度「edu-dx approve」を実行してください。",
        )


def corrected_run(standing: Standing) -> str | None:
    """The run whose approved report a new approval corrects: the last one approved among the repetitions."""
    approved = [
        event.run
        for event in standing.lineage
        if event.action is Action.APPROVE and event.run != standing.run
    ]
    return approved[-1] if approved else None


def threads_fingerprint(standing: Standing) -> str:
    """Hash of all comments with what was written under them and what became of them."""
    content = [
        [
            thread.number,
            thread.state,
            [[message.person.id, message.action, message.text] for message in thread.messages],
        ]
        for thread in standing.threads
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
