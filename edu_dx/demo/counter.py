"""A year of queue tickets at three desks of the demo city: a small queue with a fixed number of counters.

People arrive by weekday, season and time of day, wait for the first free counter in the order of their
tickets, and are served for a log-normal time that depends on what they came for.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FISCAL_YEAR = 2025
OPENING, CLOSING = 8 * 60 + 30, 17 * 60 + 15

_HOLIDAYS_BY_MONTH = {
    # weekdays only: national holidays and the closing days from 29 December to 3 January
    4: (29,),
    5: (5, 6),
    7: (21,),
    8: (11,),
    9: (15, 23),
    10: (13,),
    11: (3, 24),
    12: (29, 30, 31),
    1: (1, 2, 12),
    2: (11, 23),
    3: (20,),
}
HOLIDAYS = frozenset(
    dt.date(FISCAL_YEAR + (month < 4), month, day)
    for month, days in _HOLIDAYS_BY_MONTH.items()
    for day in days
)

_QUARTER_HOURS = (
    # relative arrivals by quarter of an hour: half past eight to a quarter past five
    *(1.30, 0.50),
    *(0.95, 1.10, 1.20, 1.30),
    *(1.40, 1.45, 1.40, 1.35),
    *(1.30, 1.20, 1.10, 1.05),
    *(0.95, 0.90, 0.95, 1.00),
    *(1.10, 1.15, 1.15, 1.10),
    *(1.10, 1.10, 1.05, 1.05),
    *(1.00, 0.95, 0.90, 0.85),
    *(0.80, 0.75, 0.65, 0.60),
    0.50,
)
_WEEKDAYS = (1.22, 0.98, 0.92, 0.90, 1.03)
_RUSH_MINUTES = 6.0
_DURATION_SIGMA = 0.55
_SECONDS_TO_CALL, _SECONDS_BETWEEN = 8, 20


@dataclass(frozen=True)
class Service:
    """What people come for.

    Args:
        name: as the ticket machine prints it.
        per_day: tickets on an average day.
        minutes: mean service time.
        season: factor by month; 1 where none is given.
    """

    name: str
    per_day: float
    minutes: float
    season: Mapping[int, float]


@dataclass(frozen=True)
class Desk:
    """One office with its own tickets.

    Args:
        name: the office.
        prefix: letter before its ticket numbers.
        counters: counters served all day.
        services: what it serves.
    """

    name: str
    prefix: str
    counters: int
    services: tuple[Service, ...]


DESKS = (
    Desk(
        "市民課",
        "A",
        4,
        (
            Service(
                "住民票の写し", 36.0, 5.0, {3: 1.4, 4: 1.35, 9: 0.95, 10: 0.85, 11: 0.8, 12: 0.8, 1: 0.8}
            ),
            Service("印鑑登録証明書", 19.0, 4.5, {3: 1.25, 10: 0.85, 11: 0.8, 12: 0.85, 1: 0.8}),
            Service("戸籍証明書", 13.0, 9.0, {8: 1.1, 12: 0.9}),
            Service("転入・転出・転居", 14.0, 17.0, {3: 2.3, 4: 1.8, 1: 0.75, 2: 0.9, 11: 0.75}),
            Service("マイナンバーカード", 17.0, 13.0, {4: 1.1, 8: 1.15}),
        ),
    ),
    Desk(
        "税務課",
        "B",
        2,
        (
            Service("所得・課税証明書", 16.0, 6.0, {6: 1.9, 7: 1.3, 8: 0.9, 11: 0.8, 12: 0.7}),
            Service("納税の相談", 8.0, 15.0, {5: 1.3, 6: 1.4, 7: 1.2}),
            Service("市県民税の申告", 5.0, 14.0, {2: 3.0, 3: 2.4, 7: 0.6, 8: 0.5, 11: 0.5}),
        ),
    ),
    Desk(
        "教育委員会 学校管理課",
        "C",
        2,
        (
            Service("就学援助", 5.0, 13.0, {4: 2.6, 5: 1.8, 12: 0.6, 1: 0.8}),
            Service("転校の手続", 4.0, 15.0, {3: 2.8, 4: 1.9, 7: 1.3, 8: 1.6, 11: 0.5}),
            Service("就学相談", 2.5, 22.0, {9: 1.5, 10: 1.9, 11: 1.6, 4: 0.6}),
        ),
    ),
)


@dataclass(frozen=True)
class Ticket:
    """One ticket; times in seconds from midnight of ``day``."""

    number: str
    desk: str
    service: str
    day: dt.date
    issued: int
    called: int
    finished: int
    counter: int


def open_days() -> list[dt.date]:
    """Weekdays of the fiscal year that are neither holidays nor days of the New Year closing."""
    first = dt.date(FISCAL_YEAR, 4, 1)
    days = (first + dt.timedelta(days=offset) for offset in range(365))
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


def simulate_tickets(seed: int) -> list[Ticket]:
    """Every ticket of the year, in the order of issue at each desk and day."""
    rng = np.random.default_rng([seed, 5])
    return [ticket for day in open_days() for desk in DESKS for ticket in _tickets_of_day(desk, day, rng)]


def _tickets_of_day(desk: Desk, day: dt.date, rng: np.random.Generator) -> list[Ticket]:
    expected = np.array([service.per_day * service.season.get(day.month, 1.0) for service in desk.services])
    expected *= _WEEKDAYS[day.weekday()] * _after_holiday(day)
    arrivals = rng.poisson(expected)
    wanted = rng.permutation(np.repeat(np.arange(len(desk.services)), arrivals))
    issued = _arrival_seconds(len(wanted), rng)
    means = np.array([desk.services[service].minutes for service in wanted]) * 60
    durations = rng.lognormal(np.log(means) - _DURATION_SIGMA**2 / 2, _DURATION_SIGMA).astype(int)
    free = [(OPENING * 60, counter) for counter in range(1, desk.counters + 1)]
    tickets = []
    for place, (service, arrival, duration) in enumerate(
        zip(wanted.tolist(), issued.tolist(), durations.tolist(), strict=True), start=1
    ):
        ready, counter = heapq.heappop(free)
        called = max(arrival + _SECONDS_TO_CALL, ready)
        heapq.heappush(free, (called + duration + _SECONDS_BETWEEN, counter))
        tickets.append(
            Ticket(
                f"{desk.prefix}{place:03d}",
                desk.name,
                desk.services[service].name,
                day,
                arrival,
                called,
                called + duration,
                counter,
            )
        )
    return tickets


def _after_holiday(day: dt.date) -> float:
    return 1.12 if day - dt.timedelta(days=1) in HOLIDAYS else 1.0


def _arrival_seconds(number: int, rng: np.random.Generator) -> np.ndarray:
    """Times of issue in order; those who wait for the doors to open come in the first minutes."""
    weights = np.array(_QUARTER_HOURS) / sum(_QUARTER_HOURS)
    quarter = rng.choice(len(weights), size=number, p=weights)
    within = rng.uniform(0, 15, number)
    early = quarter == 0
    within[early] = np.minimum(rng.exponential(_RUSH_MINUTES, int(early.sum())), 14.9)
    return np.sort(((OPENING + quarter * 15 + within) * 60).astype(int))
