"""The append-only record of everything that people did to runs."""

from __future__ import annotations

import datetime as dt
import os

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from edu_dx.errors import UserError
from edu_dx.review.states import Action
from edu_dx.workspace import Person, Workspace


class Event(BaseModel):
    """One line of the journal: who did what to which run, on which content.

    Args:
        at: local time with offset.
        run: name of the run.
        action: what was done.
        person: who did it.
        comment: what they wrote with it.
        content: fingerprint of the notebook that they saw.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: dt.datetime
    run: str
    action: Action
    person: Person
    comment: str = ""
    content: str


def append(board: Workspace, event: Event) -> None:
    """Add one event; it is on the disk when this returns."""
    with (
        FileLock(board.journal.with_suffix(".lock")),
        board.journal.open("a", encoding="utf-8", newline="\n") as file,
    ):
        file.write(event.model_dump_json() + "\n")
        file.flush()
        os.fsync(file.fileno())


def events(board: Workspace, run: str | None = None) -> list[Event]:
    """All events in order, or those of one run.

    Raises:
        UserError: a line is not an event; the line is named.
    """
    if not board.journal.exists():
        return []
    lines = board.journal.read_text(encoding="utf-8").splitlines()
    read = [_event(board, number, line) for number, line in enumerate(lines, start=1)]
    return [event for event in read if run is None or event.run == run]


def _event(board: Workspace, number: int, line: str) -> Event:
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        raise UserError(
            "確認の記録（journal.jsonl）に読めない行があります。",
            where=f"{board.journal} の{number}行目",
            fix="このファイルは手で書き換えず、控えから戻すか、コンサルタントに相談してください。",
        ) from error
