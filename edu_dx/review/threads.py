"""Comments and what became of them: folded from the journal, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from edu_dx.review.events import Actor, Anchor, Event, Reason
from edu_dx.review.states import Action


class ThreadState(StrEnum):
    """What became of a comment."""

    OPEN = "未回答"
    ANSWERED = "回答済み"
    RESOLVED = "解決"


STATE_AFTER = {
    Action.COMMENT: ThreadState.OPEN,
    Action.ANSWER: ThreadState.ANSWERED,
    Action.RESOLVE: ThreadState.RESOLVED,
    Action.REOPEN: ThreadState.OPEN,
}
"""What each contribution makes of its thread."""

POSSIBLE = {
    Action.ANSWER: frozenset({ThreadState.OPEN, ThreadState.ANSWERED}),
    Action.RESOLVE: frozenset({ThreadState.OPEN, ThreadState.ANSWERED}),
    Action.REOPEN: frozenset({ThreadState.ANSWERED, ThreadState.RESOLVED}),
}
"""States of a thread in which something may be done to it."""


@dataclass(frozen=True)
class Message:
    """One contribution to a thread."""

    at: dt.datetime
    person: Actor
    action: Action
    text: str


@dataclass(frozen=True)
class Thread:
    """A comment with everything that was written under it.

    Args:
        number: its number among the threads of a run and its repetitions.
        run: the run that it was opened on.
        anchor: the place that it is about.
        about: what stood there then, in words.
        reason: what kind of thing it asks for.
        messages: oldest first; the first one is the comment itself.
    """

    number: int
    run: str
    anchor: Anchor
    about: str
    reason: Reason
    messages: tuple[Message, ...]

    @property
    def state(self) -> ThreadState:
        """What became of it."""
        return STATE_AFTER[self.messages[-1].action]

    @property
    def text(self) -> str:
        """The comment itself."""
        return self.messages[0].text

    @property
    def opened_by(self) -> Actor:
        """Who wrote the comment."""
        return self.messages[0].person

    @property
    def opened_at(self) -> dt.datetime:
        """When it was written."""
        return self.messages[0].at


def threads_of(history: Iterable[Event]) -> list[Thread]:
    """The threads of a run and its repetitions, by number.

    Args:
        history: their events, oldest first.
    """
    threads: dict[int, Thread] = {}
    for event in history:
        if event.action not in STATE_AFTER or event.remark is None:
            continue
        message = Message(event.at, event.person, event.action, event.comment)
        remark = event.remark
        known = threads.get(remark.thread)
        if known is None:
            threads[remark.thread] = Thread(
                remark.thread, event.run, remark.anchor, remark.about, remark.reason, (message,)
            )
        else:
            threads[remark.thread] = replace(known, messages=(*known.messages, message))
    return [threads[number] for number in sorted(threads)]


def notes_of(history: Iterable[Event]) -> list[Event]:
    """Notes that reviewers wrote for each other, oldest first."""
    return [event for event in history if event.action is Action.NOTE]


def unanswered(threads: Sequence[Thread]) -> list[Thread]:
    """Threads that wait for the drafter."""
    return [thread for thread in threads if thread.state is ThreadState.OPEN]


def unresolved(threads: Sequence[Thread]) -> list[Thread]:
    """Threads that keep the run from being approved."""
    return [thread for thread in threads if thread.state is not ThreadState.RESOLVED]
