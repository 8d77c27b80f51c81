"""Writing comments, answers and notes about a run."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.review.anchors import checked_place
from edu_dx.review.events import Actor, Anchor, Event, Reason, Remark, now
from edu_dx.review.grounds import content_of
from edu_dx.review.journal import JournalWriter, writing
from edu_dx.review.rules import check_user_can
from edu_dx.review.standing import Standing, standing
from edu_dx.review.states import Action
from edu_dx.review.threads import POSSIBLE, STATE_AFTER, Thread
from edu_dx.run.notebook import read_notebook
from edu_dx.run.record import NOTEBOOK_NAME
from edu_dx.workspace import Person, Workspace

WHOLE_RUN = Anchor()


def comment(
    board: Workspace,
    run: str,
    person: Person,
    text: str,
    *,
    anchor: Anchor = WHOLE_RUN,
    reason: Reason = Reason.OTHER,
) -> Thread:
    """Open a thread at a block or a text of the run, or about the whole of it.

    Raises:
        UserError: the person may not, the text is empty, or there is no such place.
    """
    actor = Actor.of(person)
    with writing(board) as journal:
        before = standing(board, run)
        check_user_can(Action.COMMENT, actor, before, text)
        about = ""
        if anchor.block:
            about = checked_place(read_notebook(board.runs / run / NOTEBOOK_NAME), anchor).about
        number = max((thread.number for thread in before.threads), default=0) + 1
        remark = Remark(thread=number, anchor=anchor, about=about, reason=reason)
        _write(journal, board, run, actor, Action.COMMENT, text, remark, before="")
    return _thread(standing(board, run), number)


def answer(board: Workspace, run: str, person: Person, number: int, text: str) -> Thread:
    """Say what was done about a comment, or why nothing was."""
    return _contribute(board, run, person, number, Action.ANSWER, text)


def resolve(board: Workspace, run: str, person: Person, number: int, text: str = "") -> Thread:
    """Say that a comment is settled."""
    return _contribute(board, run, person, number, Action.RESOLVE, text)


def reopen(board: Workspace, run: str, person: Person, number: int, text: str) -> Thread:
    """Ask again: an answer was not enough."""
    return _contribute(board, run, person, number, Action.REOPEN, text)


def note(board: Workspace, run: str, person: Person, text: str) -> None:
    """Leave a note for other reviewers; drafters are not shown it."""
    actor = Actor.of(person)
    with writing(board) as journal:
        check_user_can(Action.NOTE, actor, standing(board, run), text)
        _write(journal, board, run, actor, Action.NOTE, text, None, before="")


def _contribute(board: Workspace, run: str, person: Person, number: int, action: Action, text: str) -> Thread:
    actor = Actor.of(person)
    with writing(board) as journal:
        before = standing(board, run)
        check_user_can(action, actor, before, text)
        state = _thread(before, number).state
        if state not in POSSIBLE[action]:
            raise UserError(
                f"{number}番のコメントはいま「{state}」なので、{action}できません。",
                where=f"{run} の{number}番",
                fix=f"「edu-dx comments {run}」で、コメントの状態を確かめてください。",
            )
        _write(journal, board, run, actor, action, text, Remark(thread=number), before=state)
    return _thread(standing(board, run), number)


def _thread(now_standing: Standing, number: int) -> Thread:
    for thread in now_standing.threads:
        if thread.number == number:
            return thread
    known = "、".join(str(thread.number) for thread in now_standing.threads) or "（まだありません）"
    raise UserError(
        f"{number}番のコメントはありません。",
        where=f"{now_standing.run} の{number}番",
        fix=f"あるコメントの番号: {known}",
    )


def _write(
    journal: JournalWriter,
    board: Workspace,
    run: str,
    actor: Actor,
    action: Action,
    text: str,
    remark: Remark | None,
    *,
    before: str,
) -> None:
    journal.append(
        Event(
            at=now(),
            run=run,
            action=action,
            person=actor,
            before=before,
            after=STATE_AFTER.get(action, ""),
            comment=text.strip(),
            content=content_of(board, run),
            remark=remark,
        )
    )
