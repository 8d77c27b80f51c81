"""A remark and the rule that it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One reason for which runs are sent back.

    Args:
        name: stable name, that of its module.
        title: what it is about, in Japanese.
        blocking: whether a run may not be submitted before the remark is settled.
    """

    name: str
    title: str
    blocking: bool = False


@dataclass(frozen=True)
class Place:
    """Where in the notebook.

    Args:
        anchor: name of the block or id of the cell.
        heading: the same for a reader, in Japanese.
    """

    anchor: str
    heading: str


@dataclass(frozen=True)
class Remark:
    """What to look at again before submitting.

    Args:
        rule: the reason.
        place: where.
        quote: the words concerned; empty where words are missing.
        what: what was noticed, one Japanese sentence.
        fix: what to do, one or two Japanese sentences.
    """

    rule: Rule
    place: Place
    quote: str
    what: str
    fix: str
