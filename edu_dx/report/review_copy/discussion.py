"""Comments as the page prints them, with the commands that go on with them."""

from __future__ import annotations

from typing import Any

from edu_dx.report.review_copy.links import thread_id
from edu_dx.review.dossier import Dossier
from edu_dx.review.rules import user_can
from edu_dx.review.states import REMARKING, Action
from edu_dx.review.threads import POSSIBLE, Message, Thread, ThreadState

Texts = dict[str, Any]

_SIGNS = {ThreadState.OPEN: "●", ThreadState.ANSWERED: "◎", ThreadState.RESOLVED: "○"}
_COMMANDS = {
    Action.ANSWER: ("答える", "answer", ' -m "…"'),
    Action.RESOLVE: ("解決にする", "resolve", ""),
    Action.REOPEN: ("もう一度たずねる", "reopen", ' -m "…"'),
}
_WRITTEN = "…"  # stands for the text that a command is given


def thread_texts(thread: Thread, dossier: Dossier) -> Texts:
    """A thread with all its messages."""
    place = dossier.places.get(thread.anchor.block)
    return {
        "id": thread_id(thread.number),
        "number": thread.number,
        **state_texts(thread.state),
        "reason": thread.reason,
        "quote": thread.anchor.quote,
        "quote_gone": place is not None and thread.anchor.quote not in place.text,
        "about": thread.about if place is None or place.about != thread.about else "",
        "run": thread.run if thread.run != dossier.record.id else "",
        "messages": [_message(message) for message in thread.messages],
        "commands": list(_commands(thread, dossier)),
    }


def state_texts(state: ThreadState) -> Texts:
    """What became of a comment, in a word and a sign that tell it without colour."""
    return {"state": state, "sign": _SIGNS[state], "resolved": state is ThreadState.RESOLVED}


def comment_command(name: str, dossier: Dossier) -> str:
    """The command that comments on a place, or on the whole run; empty where the reader may not."""
    if not _may(Action.COMMENT, dossier):
        return ""
    at = f" --at {name}" if name else ""
    return f'edu-dx comment {dossier.record.id}{at}{_acting(dossier)} -m "…"'


def _commands(thread: Thread, dossier: Dossier) -> list[Texts]:
    return [
        {"label": label, "text": f"edu-dx {word} {dossier.record.id} {thread.number}{_acting(dossier)}{said}"}
        for action, (label, word, said) in _COMMANDS.items()
        if thread.state in POSSIBLE[action] and _may(action, dossier)
    ]


def _may(action: Action, dossier: Dossier) -> bool:
    """Whether the reader may; where nobody said who reads, whether anybody may."""
    if dossier.reader is None:
        return dossier.standing.state in REMARKING[action].states
    return user_can(action, dossier.reader, dossier.standing, _WRITTEN)


def _acting(dossier: Dossier) -> str:
    return f" --as {dossier.reader.id}" if dossier.reader else ""


def _message(message: Message) -> Texts:
    return {
        "when": f"{message.at:%Y-%m-%d %H:%M}",
        "who": f"{message.person.name}（{message.person.role}）",
        "did": message.action,
        "text": message.text,
    }
