import datetime as dt

from edu_dx.review.events import Anchor, Event, Reason, Remark
from edu_dx.review.reasons import CommentedPlace, LeftStanding, reasons_by_analysis
from edu_dx.review.states import Action
from edu_dx.workspace import Role
from tests.review.conftest import actor

RUN = "pupils-2025-city-01"


def event(
    action: Action, run: str = RUN, *, remark: Remark | None = None, warned: tuple[str, ...] = ()
) -> Event:
    person = actor("somebody", Role.CONSULTANT)
    return Event(
        at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
        run=run,
        action=action,
        person=person,
        remark=remark,
        warned=warned,
    )


def comment(block: str, about: str, reason: Reason, run: str = RUN) -> Event:
    return event(
        Action.COMMENT, run, remark=Remark(thread=1, anchor=Anchor(block=block), about=about, reason=reason)
    )


def test_comments_are_counted_by_kind_and_by_place_of_all_runs_of_an_analysis() -> None:
    history = [
        event(Action.SUBMIT),
        comment("pupils", "数値「児童生徒数」：120 人", Reason.GROUND),
        comment("", "", Reason.WORDING),
        event(Action.RETURN),
        event(Action.SUBMIT, "pupils-2025-B1-01"),
        comment("pupils", "数値「児童生徒数」：7 人", Reason.GROUND, "pupils-2025-B1-01"),
        event(Action.APPROVE, "pupils-2025-B1-01"),
    ]

    [found] = reasons_by_analysis(history)

    assert (found.analysis, found.decided, found.returned, found.comments) == ("pupils", 2, 1, 3)
    assert found.reasons == ((Reason.GROUND, 2), (Reason.WORDING, 1))
    assert found.places == (
        CommentedPlace("pupils", "数値「児童生徒数」", 2),
        CommentedPlace("", "分析の全体", 1),
    )


def test_a_rule_left_standing_is_counted_with_what_became_of_the_submission() -> None:
    history = [
        event(Action.SUBMIT, warned=("causal_wording", "thin_findings")),
        event(Action.RETURN),
        event(Action.SUBMIT, warned=("thin_findings",)),
        event(Action.APPROVE),
        event(Action.SUBMIT, "pupils-2025-B1-01", warned=("causal_wording",)),
        event(Action.RETURN, "pupils-2025-B1-01"),
        event(Action.SUBMIT, "pupils-2025-B1-01", warned=("causal_wording",)),
        event(Action.WITHDRAW, "pupils-2025-B1-01"),
    ]

    [found] = reasons_by_analysis(history)

    assert found.left_standing == (LeftStanding("causal_wording", 2, 2), LeftStanding("thin_findings", 2, 1))


def test_analyses_are_told_apart_and_answers_are_no_comments() -> None:
    history = [
        comment("a", "文章「はじめに」", Reason.OTHER, "counter-2025-city-01"),
        event(Action.ANSWER, "counter-2025-city-01", remark=Remark(thread=1)),
        comment("b", "文章「おわりに」", Reason.NUMBER),
        event(Action.MEND, ""),
    ]

    assert [(item.analysis, item.comments) for item in reasons_by_analysis(history)] == [
        ("counter", 1),
        ("pupils", 1),
    ]


def test_nobody_is_named() -> None:
    found = reasons_by_analysis(
        [event(Action.SUBMIT), comment("a", "表「一覧」", Reason.OTHER), event(Action.RETURN)]
    )

    assert "somebody" not in repr(found)
