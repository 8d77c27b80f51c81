"""Submitting, returning, approving, delivering and withdrawing a run."""

from __future__ import annotations

from collections.abc import Sequence

from edu_dx.errors import UserError
from edu_dx.review.approval import Seal, seal_text
from edu_dx.review.approving import check_seal_is_for
from edu_dx.review.events import Actor, Event, Evidence, now
from edu_dx.review.grounds import content_of
from edu_dx.review.journal import JournalWriter, events, writing
from edu_dx.review.rounds import keep_round
from edu_dx.review.rules import check_is_sound, check_user_can
from edu_dx.review.standing import Standing, standing
from edu_dx.review.states import Action, State, transition_from
from edu_dx.run.folder import stem_of
from edu_dx.workspace import Person, Workspace


def submit(
    board: Workspace,
    run: str,
    person: Person,
    comment: str = "",
    *,
    evidence: Evidence | None = None,
    warned: Sequence[str] = (),
) -> Standing:
    """Hand a run in for review.

    Args:
        board: the workspace.
        run: name of the run.
        person: who hands it in.
        comment: what they want to say with it.
        evidence: what a repetition of the run by the machine gave.
        warned: rules whose remarks they have seen and leave standing.

    Raises:
        UserError: it may not be handed in, or is not ready.
    """
    actor = Actor.of(person)
    with writing(board) as journal:
        before = standing(board, run)
        check_user_can(Action.SUBMIT, actor, before, comment)
        check_is_sound(board, run)
        round_ = before.rounds + 1
        keep_round(board, run, round_)
        _withdraw_other_submissions(board, journal, run, actor)
        event = _event(board, before, Action.SUBMIT, actor, comment)
        parts = {"round": round_, "evidence": evidence, "warned": tuple(warned)}
        journal.append(event.model_copy(update=parts))
    return standing(board, run)


def send_back(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Return a submitted run, with a comment or with comments on its parts."""
    return _move(board, run, person, Action.RETURN, comment)


def deliver(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Record that an approved report was handed to the board; ``comment`` says to whom."""
    return _move(board, run, person, Action.DELIVER, comment)


def withdraw(board: Workspace, run: str, person: Person, comment: str = "") -> Standing:
    """Take a submission, or a report that turned out to be wrong, back."""
    return _move(board, run, person, Action.WITHDRAW, comment)


def approve(board: Workspace, run: str, person: Person, seal: Seal, comment: str = "") -> Standing:
    """Approve exactly what was submitted.

    Args:
        board: the workspace.
        run: name of the run.
        person: who approves it.
        seal: the approval as they signed it.
        comment: what they want to say with it.

    Raises:
        UserError: it may not be approved, has changed since, or something else was signed.
    """
    actor = Actor.of(person)
    with writing(board) as journal:
        before = check_may_approve(board, run, actor)
        check_seal_is_for(board, before, person, seal)
        event = _event(board, before, Action.APPROVE, actor, comment)
        parts = {"at": seal.statement.approved_at, "seal": seal_text(seal)}
        journal.append(event.model_copy(update=parts))
    return standing(board, run)


def check_may_approve(board: Workspace, run: str, actor: Actor) -> Standing:
    """Where the run stands; UserError if ``actor`` may not approve it, or if it is not as it was submitted."""
    submitted = standing(board, run)
    check_user_can(Action.APPROVE, actor, submitted)
    check_is_sound(board, run)
    if submitted.submission is None or submitted.submission.content != content_of(board, run):
        raise UserError(
            "提出のあとにノートブックが変わっています。このままでは承認できません。",
            where=run,
            fix="「edu-dx return」で差し戻し、もう一度提出してもらってください。",
        )
    return submitted


def _move(board: Workspace, run: str, person: Person, action: Action, comment: str) -> Standing:
    actor = Actor.of(person)
    with writing(board) as journal:
        before = standing(board, run)
        check_user_can(action, actor, before, comment)
        journal.append(_event(board, before, action, actor, comment))
    return standing(board, run)


def _withdraw_other_submissions(board: Workspace, journal: JournalWriter, run: str, actor: Actor) -> None:
    """Of the repetitions of a run, only the one handed in last waits for a review."""
    lineage = events(board, stem_of(run))
    for other in sorted({event.run for event in lineage if event.run != run}):
        before = standing(board, other)
        if before.state is State.SUBMITTED:
            words = f"「{run}」を提出したため、前の実行の提出を取り下げました。"
            journal.append(_event(board, before, Action.WITHDRAW, actor, words))


def _event(board: Workspace, before: Standing, action: Action, actor: Actor, comment: str) -> Event:
    move = transition_from(action, before.state)
    return Event(
        at=now(),
        run=before.run,
        action=action,
        person=actor,
        before=before.state,
        after=move.target if move else "",
        comment=comment.strip(),
        content=content_of(board, before.run),
    )
