from __future__ import annotations

import pytest

from edu_dx.demo.counter import CLOSING, DESKS, OPENING, Desk, Ticket, open_days, simulate_tickets


@pytest.fixture(scope="module")
def tickets() -> list[Ticket]:
    return simulate_tickets(20250501)


def test_the_desks_were_open_on_242_days() -> None:
    assert len(open_days()) == 242


def test_a_year_has_30_to_40_thousand_tickets_within_opening_hours(tickets: list[Ticket]) -> None:
    assert 30_000 < len(tickets) < 40_000
    assert all(OPENING <= ticket.issued / 60 < CLOSING for ticket in tickets)


def test_a_little_under_a_tenth_come_outside_nine_to_half_past_four(tickets: list[Ticket]) -> None:
    affected = sum(not 9 * 60 <= ticket.issued / 60 < 16 * 60 + 30 for ticket in tickets)
    assert 0.085 < affected / len(tickets) < 0.10


def test_mondays_and_the_weeks_around_april_are_busiest(tickets: list[Ticket]) -> None:
    mondays = sum(day.weekday() == 0 for day in open_days())
    on_mondays = sum(ticket.day.weekday() == 0 for ticket in tickets)
    assert on_mondays / mondays > 1.1 * len(tickets) / 242
    in_spring = sum(ticket.day.month in (3, 4) for ticket in tickets)
    spring = sum(day.month in (3, 4) for day in open_days())
    assert in_spring / spring > 1.2 * len(tickets) / 242


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)
def test_no_counter_serves_two_people_at_once(tickets: list[Ticket], desk: Desk) -> None:
    free: dict[object, int] = {}
    for ticket in (ticket for ticket in tickets if ticket.desk == desk.name):
        assert ticket.called > ticket.issued
        assert ticket.called > free.get((ticket.day, ticket.counter), 0)
        free[ticket.day, ticket.counter] = ticket.finished


def test_most_wait_a_few_minutes_and_some_much_longer(tickets: list[Ticket]) -> None:
    waits = sorted((ticket.called - ticket.issued) / 60 for ticket in tickets)
    assert waits[len(waits) // 2] < 5
    assert 15 < waits[-1] < 90
