"""What people did to runs: one event is one line of the journal."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from edu_dx.review.states import Action
from edu_dx.workspace import Person, Role


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reason(StrEnum):
    """What kind of thing a comment asks for; counted, so that a template gets better."""

    NUMBER = "数値"
    GROUND = "根拠"
    OVERSTATEMENT = "言い過ぎ"
    WORDING = "書き方"
    FIGURE = "図表"
    DEFINITION = "定義"
    DISCLOSURE = "秘匿"
    OTHER = "その他"


class Actor(_Model):
    """Who did it, as they were then.

    Args:
        id: name in ``edu-dx.toml``.
        name: name on reports.
        role: role at that time.
        keys: public keys that were theirs then or before.
    """

    id: str
    name: str
    role: Role
    keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: Person) -> Actor:
        """The person as an actor."""
        return cls(id=person.id, name=person.name, role=person.role, keys=tuple(sorted(person.public_keys)))

    def is_same_as(self, other: Actor) -> bool:
        """Whether both are one person: two names with one key are."""
        return self.id == other.id or not set(self.keys).isdisjoint(other.keys)


class Anchor(_Model):
    """The place that a comment is about.

    Args:
        block: stable name of a table, figure, number or check, or id of a text cell; empty for the whole run.
        quote: words of it; empty for all of it.
    """

    block: str = ""
    quote: str = ""


class Remark(_Model):
    """A contribution to one thread of comments.

    Args:
        thread: number of the thread; threads of a run and its repetitions are counted together.
        anchor: where it stands, for the comment that opens the thread.
        about: what stood there then, in words.
        reason: what kind of thing the comment asks for.
    """

    thread: int
    anchor: Anchor = Anchor()
    about: str = ""
    reason: Reason = Reason.OTHER


class Evidence(_Model):
    """What a repetition of the run by the machine gave, block by block.

    Args:
        attested: blocks that came out equal.
        redrawn: figures of which everything came out equal but the drawing. Letters and lines are drawn by libraries
            that differ between machines; the numbers of the figure are attested.
        differing: blocks that came out otherwise.
        missing: blocks that did not come out.
        added: blocks that only the repetition gave.
    """

    attested: tuple[str, ...] = ()
    redrawn: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every number of the run is what the machine computes."""
        return not (self.differing or self.missing or self.added)


class Event(_Model):
    """One line of the journal: who did what to which run, on which content.

    Args:
        number: number of the line, from 1; 0 before it is written and in journals of the first edition.
        previous: link of the chain up to the line before.
        at: local time with offset.
        run: name of the run; empty for what concerns the journal itself.
        action: what was done.
        person: who did it.
        before: state of the run, or of the thread, before it.
        after: the same after it.
        comment: what they wrote.
        content: fingerprint of the notebook that they saw.
        remark: the thread, for comments, answers, resolutions and re-openings.
        round: how often the run and its repetitions had been submitted, for submissions.
        evidence: what the repetition gave, for submissions.
        warned: rules whose remarks the drafter left standing, for submissions.
        seal: signed statement, for approvals.
        mended: numbers of lines at which the chain was broken, for repairs.
    """

    number: int = 0
    previous: str = ""
    at: dt.datetime
    run: str
    action: Action
    person: Actor
    before: str = ""
    after: str = ""
    comment: str = ""
    content: str = ""
    remark: Remark | None = None
    round: int = 0
    evidence: Evidence | None = None
    warned: tuple[str, ...] = ()
    seal: str = ""
    mended: tuple[int, ...] = ()


def now() -> dt.datetime:
    """The moment of an event: local time with offset, in whole seconds."""
    return dt.datetime.now().astimezone().replace(microsecond=0)
