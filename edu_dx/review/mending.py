"""Going on with a journal that was damaged and cannot be brought back."""

from __future__ import annotations

from edu_dx.errors import UserError
from edu_dx.review.events import Actor, Event, now
from edu_dx.review.journal import journal_breaks, writing
from edu_dx.review.rules import check_role_for
from edu_dx.review.states import Action
from edu_dx.workspace import Person, Workspace


def mend(board: Workspace, person: Person, reason: str) -> Event:
    """Record that a consultant knows of every break of the journal and goes on all the same.

    The breaks stay visible: the record names their lines for ever.

    Raises:
        UserError: the person may not, gives no reason, or there is nothing to mend.
    """
    actor = Actor.of(person)
    check_role_for(Action.MEND, actor)
    if not reason.strip():
        raise UserError(
            "修復には理由が必要です。",
            where="edu-dx journal mend",
            fix="--comment に、何が起き、なぜ控えから戻せないのかを書いてください。",
        )
    with writing(board) as journal:
        damaged = tuple(item.line for item in journal_breaks(board))
        if not damaged:
            raise UserError(
                "確認の記録はつながっています。修復するところはありません。",
                where=str(board.journal),
                fix="そのままお使いください。",
            )
        event = Event(
            at=now(), run="", action=Action.MEND, person=actor, comment=reason.strip(), mended=damaged
        )
        return journal.append(event)
