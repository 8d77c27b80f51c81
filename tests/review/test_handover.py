import datetime as dt
from pathlib import Path

import pytest

from edu_dx.review.commenting import comment
from edu_dx.review.decisions import send_back, submit
from edu_dx.review.events import Anchor, Reason
from edu_dx.review.handover import Handover, SourceFacts, handover
from edu_dx.workspace import Person, Workspace
from tests.boards import store_three_schools
from tests.review.conftest import RUN, execute_by_hand
from tests.review.signing import approve

NOW = dt.datetime(2026, 3, 20, 17, tzinfo=dt.timezone(dt.timedelta(hours=9)))
SCHOOL = "pupil_count-2025-B109299000013-01"
SOURCE = SourceFacts(
    file_name="学校一覧_R7.xlsx",
    table="児童生徒数・学級数",
    sheets=("小学校",),
    fiscal_years=(2024, 2025),
    mapping={"在籍": "児童生徒数"},
    arrivals=(dt.date(2024, 6, 3), dt.date(2025, 5, 30), dt.date(2025, 6, 2)),
)


@pytest.fixture
def facts(board: Workspace, run: str, hanako: Person, taro: Person) -> Handover:
    """A board with one approved run and one that was returned with a comment."""
    store_three_schools(board)
    submit(board, run, hanako)
    approve(board, run, taro)
    execute_by_hand(board, SCHOOL)
    submit(board, SCHOOL, hanako)
    comment(board, SCHOOL, taro, "根拠を添えてください", anchor=Anchor(block="pupils"), reason=Reason.GROUND)
    send_back(board, SCHOOL, taro)
    execute_by_hand(board, "pupil_count-2024-city-01")
    return handover(board, [SOURCE], NOW)


def test_tables_are_told_with_their_years_and_rows(facts: Handover) -> None:
    assert [(table.label, dict(table.years)) for table in facts.tables] == [("児童生徒数・学級数", {2025: 3})]


def test_runs_are_those_that_were_handed_in_and_the_others_are_counted(facts: Handover) -> None:
    assert [run.record.id for run in facts.runs] == [SCHOOL, RUN]
    assert dict(facts.drafts) == {"児童生徒数": 1}


def test_open_comments_come_with_their_words(facts: Handover) -> None:
    [item] = facts.threads

    assert item.run.record.id == SCHOOL
    assert [thread.text for thread in item.threads] == ["根拠を添えてください"]


def test_frequent_mistakes_and_waiting_times_are_told_by_analysis(facts: Handover) -> None:
    [item] = facts.reasons

    assert item.reasons == ((Reason.GROUND, 1),)
    assert facts.days["pupil_count"].n == 2
    assert facts.titles["pupil_count"] == "児童生徒数"


def test_the_calendar_runs_from_april_to_march(facts: Handover) -> None:
    months = [due.month for due in facts.calendar]

    assert months == sorted(months, key=lambda month: (month - 4) % 12)
    assert {(due.month, due.day) for due in facts.calendar} >= {(4, 1), (5, 1), (9, 1), (3, 1), (3, 31)}


def test_the_calendar_says_when_a_source_came_in_past_years(facts: Handover) -> None:
    arrivals = [(due.month, due.day, due.basis) for due in facts.calendar if "届くころ" in due.what]

    assert [(month, day) for month, day, _ in arrivals] == [(5, 0), (6, 0)]
    assert "2024-06-03、2025-06-02" in arrivals[1][2]


def test_the_calendar_says_when_approvals_lapse(facts: Handover) -> None:
    [due] = [due for due in facts.calendar if "失効する" in due.what]
    end = dt.datetime.now().astimezone() + dt.timedelta(days=365)

    assert (due.month, due.day) == (end.month, end.day)
    assert due.what == "承認から1年になり失効する「児童生徒数」1件（全市）"


def test_people_are_those_of_the_workspace(facts: Handover, board: Workspace) -> None:
    assert facts.people == tuple(board.config.people)


def test_an_empty_board_can_be_handed_over(board: Workspace, templates: Path) -> None:
    facts = handover(board, [], NOW)

    assert (facts.runs, facts.threads, facts.tables) == ((), (), ())
    assert len(facts.calendar) == 5
