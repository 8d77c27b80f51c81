"""What the board's workspace knows of an approval, for verifying reports."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.report.verification import ApprovalFacts, Records
from edu_dx.review.approval import Seal, read_seal, seal_text
from edu_dx.review.events import Event
from edu_dx.review.grounds import Grounds, is_sealed_by, submission_before
from edu_dx.review.journal import events
from edu_dx.review.states import Action
from edu_dx.run.folder import stem_of
from edu_dx.workspace import Workspace


def board_records(board: Workspace) -> Records:
    """The board's people, and its journal as the one that knows of approvals."""
    return Records(config=board.config, facts=lambda seal: _facts(board, seal))


def _facts(board: Workspace, seal: Seal) -> ApprovalFacts:
    try:
        lineage = events(board, stem_of(seal.statement.run))
    except UserError as error:
        return ApprovalFacts(known_in_journal=False, lapse_reasons=(error.what,))
    approval = next((event for event in lineage if event.seal == seal_text(seal)), None)
    if approval is None or not is_sealed_by(approval, submission_before(lineage, approval), seal):
        return ApprovalFacts(known_in_journal=False)
    later = lineage[lineage.index(approval) + 1 :]
    return ApprovalFacts(
        known_in_journal=True,
        corrected_by=_corrected_by(later, seal.statement.run),
        withdrawn_because=_withdrawn_because(later, seal.statement.run),
        lapse_reasons=tuple(Grounds(board).lapsed_because(approval, submission_before(lineage, approval))),
    )


def _corrected_by(later: list[Event], run: str) -> str | None:
    """The newest report that took the place of the one on ``run``: of a repetition, or of the run itself."""
    newer = [event for event in later if event.action is Action.APPROVE and event.seal]
    if not newer:
        return None
    statement = read_seal(newer[-1].seal).statement
    return f"{statement.run}（第{statement.round}版）" if statement.run == run else statement.run


def _withdrawn_because(later: list[Event], run: str) -> str:
    """Why it was withdrawn; a newer approval speaks for itself."""
    moves = [
        event for event in later if event.run == run and event.action in (Action.WITHDRAW, Action.APPROVE)
    ]
    return moves[-1].comment if moves and moves[-1].action is Action.WITHDRAW else ""
