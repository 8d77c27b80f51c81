import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edu_dx.review.events import Event
from edu_dx.review.states import Action
from edu_dx.review.waiting import Spread, open_waits, spread_by, waits, ways
from edu_dx.workspace import Role
from tests.review.conftest import actor

START = dt.datetime(2026, 4, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def event(day: float, action: Action, run: str = "pupils-2025-city-01") -> Event:
    person = actor("x", Role.CONSULTANT)
    return Event(at=START + dt.timedelta(days=day), run=run, action=action, person=person)


def test_a_submission_waits_until_it_is_returned_or_approved() -> None:
    history = [
        event(0, Action.SUBMIT),
        event(1, Action.COMMENT),
        event(2.5, Action.RETURN),
        event(4, Action.SUBMIT),
        event(5, Action.APPROVE),
        event(6, Action.DELIVER),
    ]

    assert [(wait.days, wait.returned) for wait in waits(history)] == [(2.5, True), (1.0, False)]
    assert open_waits(history) == []


def test_a_withdrawn_submission_was_no_wait_of_the_reviewer() -> None:
    history = [
        event(0, Action.SUBMIT),
        event(20, Action.WITHDRAW),
        event(30, Action.SUBMIT),
        event(31, Action.APPROVE),
        event(50, Action.WITHDRAW),
    ]

    assert [wait.days for wait in waits(history)] == [1.0]
    [way] = ways(waits(history))
    assert (way.rounds, way.days) == (1, 1.0)


def test_the_way_to_approval_goes_over_repetitions_and_begins_anew_after_it() -> None:
    history = [
        event(0, Action.SUBMIT),
        event(2, Action.RETURN),
        event(3, Action.SUBMIT, "pupils-2025-city-02"),
        event(7, Action.APPROVE, "pupils-2025-city-02"),
        event(100, Action.SUBMIT, "pupils-2025-city-03"),
        event(101, Action.APPROVE, "pupils-2025-city-03"),
    ]

    found = ways(waits(history))

    assert [(way.stem, way.rounds, way.days) for way in found] == [
        ("pupils-2025-city", 2, 7.0),
        ("pupils-2025-city", 1, 1.0),
    ]
    assert [way.analysis for way in found] == ["pupils", "pupils"]


def test_waits_are_told_by_the_month_of_the_decision_and_by_analysis() -> None:
    history = [
        event(28, Action.SUBMIT),  # 29 April
        event(29, Action.SUBMIT, "counter-2025-city-01"),  # 30 April
        event(29.5, Action.RETURN),  # 30 April
        event(31, Action.APPROVE, "counter-2025-city-01"),  # 2 May
        event(31, Action.SUBMIT),
        event(35, Action.APPROVE),
    ]
    decided = waits(history)

    assert spread_by(decided, lambda wait: wait.month, lambda wait: wait.days) == {
        "2026-04": Spread((1.5,)),
        "2026-05": Spread((2.0, 4.0)),
    }
    by_analysis = spread_by(decided, lambda wait: wait.analysis, lambda wait: wait.days)
    assert {name: (spread.n, spread.median) for name, spread in by_analysis.items()} == {
        "counter": (1, 2.0),
        "pupils": (2, 2.75),
    }


def test_what_waits_longest_stands_first() -> None:
    history = [event(1, Action.SUBMIT), event(0, Action.SUBMIT, "a-2025-city-01")]

    assert [item.run for item in open_waits(history)] == ["a-2025-city-01", "pupils-2025-city-01"]


def test_a_decision_about_nothing_is_no_wait() -> None:
    assert waits([event(0, Action.APPROVE), event(1, Action.RETURN)]) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Action)), st.sampled_from(["a-1-01", "a-1-02", "b-1-01"]))))
def test_every_submission_is_decided_waiting_withdrawn_or_a_repetition_of_one_that_waits(
    done: list[tuple[Action, str]],
) -> None:
    history = [event(number, action, run) for number, (action, run) in enumerate(done)]
    decided, waiting = waits(history), open_waits(history)

    assert all(wait.days > 0 for wait in decided)
    assert len(decided) + len(waiting) <= sum(action is Action.SUBMIT for action, _ in done)
    assert len({item.run for item in waiting}) == len(waiting)
    assert sum(way.rounds for way in ways(decided)) <= len(decided)


@pytest.mark.parametrize(("values", "median"), [([3.0], 3.0), ([4.0, 1.0], 2.5), ([9.0, 1.0, 2.0], 2.0)])
def test_a_median_comes_with_how_many_it_is_of(values: list[float], median: float) -> None:
    spread = Spread.of(values)

    assert (spread.n, spread.median) == (len(values), median)
