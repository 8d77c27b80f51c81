"""Why runs of an analysis are sent back, counted so that its template gets better.

What is counted are comments and submissions. Nothing is counted by person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edu_dx.review.events import Event, Reason, Remark
from edu_dx.review.states import Action
from edu_dx.review.waiting import Wait, waits
from edu_dx.run.folder import analysis_of

WHOLE_RUN = "分析の全体"


@dataclass(frozen=True)
class CommentedPlace:
    """A place of an analysis that reviewers comment on.

    Args:
        block: its stable name; empty for the whole run.
        about: what stands there, in words, without the value of one run.
        comments: how many comments.
    """

    block: str
    about: str
    comments: int


@dataclass(frozen=True)
class LeftStanding:
    """A rule whose remark drafters left standing when they handed in.

    Args:
        rule: the rule.
        decided: submissions with it that were decided.
        returned: those of them that were returned.
    """

    rule: str
    decided: int
    returned: int


@dataclass(frozen=True)
class AnalysisReasons:
    """Why runs of one analysis are sent back.

    Args:
        analysis: its name.
        decided: submissions that were decided.
        returned: those of them that were returned.
        reasons: kinds of comments with how many there are, the most frequent first.
        places: places that were commented on, the most frequent first.
        left_standing: rules of remarks left standing, those with the most returns first.
    """

    analysis: str
    decided: int
    returned: int
    reasons: tuple[tuple[Reason, int], ...]
    places: tuple[CommentedPlace, ...]
    left_standing: tuple[LeftStanding, ...]

    @property
    def comments(self) -> int:
        """How many comments there are."""
        return sum(count for _, count in self.reasons)


def reasons_by_analysis(events: Iterable[Event]) -> list[AnalysisReasons]:
    """Why runs are sent back, for each analysis that was reviewed, by name."""
    of_analysis: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.run:
            of_analysis[analysis_of(event.run)].append(event)
    return [_reasons(name, of_analysis[name]) for name in sorted(of_analysis)]


def _reasons(analysis: str, events: Sequence[Event]) -> AnalysisReasons:
    decided = waits(events)
    comments = [event.remark for event in events if event.action is Action.COMMENT and event.remark]
    return AnalysisReasons(
        analysis,
        decided=len(decided),
        returned=sum(wait.returned for wait in decided),
        reasons=tuple(Counter(remark.reason for remark in comments).most_common()),
        places=_places(comments),
        left_standing=_left_standing(decided),
    )


def _places(comments: Iterable[Remark]) -> tuple[CommentedPlace, ...]:
    counts: Counter[str] = Counter()
    about: dict[str, str] = {}
    for remark in comments:
        counts[remark.anchor.block] += 1
        about[remark.anchor.block] = _without_value(remark.about) or WHOLE_RUN
    return tuple(CommentedPlace(block, about[block], count) for block, count in counts.most_common())


def _without_value(about: str) -> str:
    """数値「児童生徒数」：120 人 → 数値「児童生徒数」."""
    title, found, _ = about.rpartition("」：")
    return f"{title}」" if found else about


def _left_standing(decided: Iterable[Wait]) -> tuple[LeftStanding, ...]:
    outcomes: defaultdict[str, list[bool]] = defaultdict(list)
    for wait in decided:
        for rule in wait.submission.warned:
            outcomes[rule].append(wait.returned)
    found = [LeftStanding(rule, len(returned), sum(returned)) for rule, returned in outcomes.items()]
    return tuple(sorted(found, key=lambda item: (-item.returned, -item.decided, item.rule)))
