"""The whole review copy as the texts that its template prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from edu_dx.report.review_copy.changes import change_texts, removed_picture, token_texts
from edu_dx.report.review_copy.discussion import comment_command, thread_texts
from edu_dx.report.review_copy.head import asked_texts, head_texts
from edu_dx.report.review_copy.links import WHOLE_RUN, code_id
from edu_dx.report.review_copy.places import place_texts
from edu_dx.review.difference import Difference
from edu_dx.review.difference.result import BlockChange, Condition
from edu_dx.review.dossier import Dossier
from edu_dx.review.history import sentence
from edu_dx.review.states import Action

Texts = dict[str, Any]

_PRESENCES = {"changed": "", "added": "加わりました", "removed": "なくなりました"}


def review_page(dossier: Dossier, at: dt.datetime) -> Texts:
    """Everything that is printed, in reading order.

    Args:
        dossier: the run.
        at: when the page is written.
    """
    places = place_texts(dossier)
    _link_in_turn(places)
    return {
        "run": dossier.record.id,
        "head": head_texts(dossier, at),
        "asked": asked_texts(dossier),
        "difference": _difference(dossier.changed) if dossier.changed else None,
        "not_compared": dossier.not_compared,
        "whole": {
            "id": WHOLE_RUN,
            "threads": [thread_texts(thread, dossier) for thread in dossier.whole_run_threads],
            "command": comment_command("", dossier),
        },
        "contents": _contents(places),
        "places": places,
        "removed": list(_removed(dossier)),
        "orphans": [thread_texts(thread, dossier) for thread in dossier.orphans],
        "warned": list(dossier.warned),
        "notes": [_note(event.person.name, event.at, event.comment) for event in dossier.notes],
        "history": [
            {
                "when": f"{event.at:%Y-%m-%d %H:%M}",
                "run": event.run,
                "sentence": sentence(event),
                "comment": event.comment,
            }
            for event in dossier.standing.lineage
            if event.action is not Action.NOTE
        ],
    }


def _is_changed(place: Texts) -> bool:
    return place["change"] is not None and not place["change"]["unseen"]


def _waiting(place: Texts) -> int:
    """Comments that are not settled."""
    return sum(not thread["resolved"] for thread in place["threads"])


def _link_in_turn(places: Sequence[Texts]) -> None:
    """Let each place that asks for attention know the one before and the one after it."""
    for place in places:
        asks = _is_changed(place) or _waiting(place) > 0
        place["attention"] = {"before": "", "after": ""} if asks else None
    for place, following in pairwise(place for place in places if place["attention"]):
        place["attention"]["after"] = following["id"]
        following["attention"]["before"] = place["id"]


def _contents(places: Sequence[Texts]) -> list[Texts]:
    """The headings of the notebook; each with what waits below it and what changed."""
    entries: list[Texts] = []
    for place in places:
        for level, title in place.get("headings", ()):
            entries.append({"id": place["id"], "level": level, "title": title, "comments": 0, "changes": 0})
        if entries:
            entries[-1]["comments"] += _waiting(place)
            entries[-1]["changes"] += _is_changed(place)
    return entries


def _difference(found: Difference) -> Texts:
    grounds = found.grounds
    return {
        "headline": found.headline,
        "since": found.since,
        "unexplained": found.unexplained,
        "conditions": [_condition(one) for one in grounds.conditions],
        "data": [
            {"label": one.label, "presence": _PRESENCES[one.presence], "records": one.records}
            for one in grounds.data
        ],
        "code": [
            {
                "id": "" if one.presence == "removed" else code_id(one.cell),
                "cell": one.cell,
                "heading": one.heading,
                "presence": _PRESENCES[one.presence],
                "lines": f"＋{one.added_lines}行 −{one.removed_lines}行",
            }
            for one in grounds.code
        ],
        "metrics": list(grounds.metrics),
        "versions": [_condition(one) for one in grounds.versions],
        "shared": [
            {"label": one.label, "tokens": token_texts(one.tokens), "count": len(one.blocks)}
            for one in found.shared
        ],
    }


def _condition(one: Condition) -> Texts:
    return {"label": one.label, "old": one.old, "new": one.new}


def _removed(dossier: Dossier) -> Iterator[Texts]:
    """What the notebook no longer has."""
    for change in dossier.changed.changes if dossier.changed else ():
        if change.presence == "removed":
            picture = removed_picture(change) if isinstance(change, BlockChange) else ""
            yield change_texts(change) | {"svg": picture}


def _note(who: str, when: dt.datetime, text: str) -> Texts:
    return {"who": who, "when": f"{when:%Y-%m-%d %H:%M}", "text": text}
