"""Submitting, returning and approving a run."""

from __future__ import annotations

import datetime as dt

from edu_dx.errors import UserError
from edu_dx.review.journal import Event, append
from edu_dx.review.rules import check_ready_for_submission, check_user_can
from edu_dx.review.standing import Standing, content_of, standing
from edu_dx.review.states import Action
from edu_dx.workspace import Person, Workspace


def submit(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Hand a run in for review; UserError if it may not be or is not ready."""
    check_user_can(Action.SUBMIT, person, standing(board, run))
    check_ready_for_submission(board, run)
    return _decide(board, run, person, Action.SUBMIT, comment)


def send_back(board: Workspace, run: str, person: Person, comment: str) -> Standing:
    """Return a submitted run with a comment; UserError if the person may not or says nothing."""
    check_user_can(Action.RETURN, person, standing(board, run), comment)
    return _decide(board, run, person, Action.RETURN, comment)


def approve(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Approve exactly what was submitted; UserError if the notebook has changed since."""
    now = standing(board, run)
    check_user_can(Action.APPROVE, person, now)
    if now.history[-1].content != content_of(board, run):
        raise UserError(
            "提出のあとにノートブックが変わっています。このままでは承認できません。",
            where=run,
            fix="「edu-dx return」で差し戻し、もう一度提出してもらってください。",
        )
    return _decide(board, run, person, Action.APPROVE, comment)


def _decide(board: Workspace, run: str, person: Person, action: Action, comment: str) -> Standing:
    event = Event(
        at=dt.datetime.now().astimezone().replace(microsecond=0),
        run=run,
        action=action,
        person=person,
        comment=comment.strip(),
        content=content_of(board, run),
    )
    append(board, event)
    return standing(board, run)
