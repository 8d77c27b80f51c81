"""Approvals as a consultant signs them, for tests that need no rendered reports."""

from edu_dx.review import decisions
from edu_dx.review.approval import seal
from edu_dx.review.approving import approval_statement
from edu_dx.review.events import Actor, now
from edu_dx.review.standing import Standing
from edu_dx.workspace import Person, Workspace
from edu_dx.workspace.config import CONFIG_NAME
from edu_dx.workspace.register_key import register_public_key
from edu_dx.workspace.signing_key import SigningKey

REPORTS = {"html": "sha256:" + "99" * 32}


def with_key(board: Workspace, person: Person) -> Person:
    """The person, with a key on this computer that the board knows."""
    key = SigningKey(board.root, person.id)
    if not key.stored():
        register_public_key(board.root / CONFIG_NAME, person.id, key.create())
        board.__dict__.pop("config", None)
    return board.config.person(person.id)


def approve(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Approve a run under the person's own key."""
    signer = with_key(board, person)
    actor = Actor.of(signer)
    submitted = decisions.check_may_approve(board, run, actor)
    statement = approval_statement(board, submitted, actor, now(), REPORTS)
    return decisions.approve(board, run, signer, seal(statement, SigningKey(board.root, signer.id)), comment)
