"""The queue tickets as the ticket machine exports them, with a few wrong rows among them.

The machine's program was renewed in October: columns and dates are written differently since.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from edu_dx.demo.counter import Ticket, simulate_tickets
from edu_dx.demo.paper import wide, write_csv

PLANTED = {
    "finished_before_called": 3,
    "impossible_time": 2,
    "missing_call": 4,
    "outside_fiscal_year": 1,
    "exact_duplicate": 1,
}
"""Wrong rows among the tickets, by kind; ``missing_call`` rows are incomplete but not wrong."""

_OLD_HEADER = ["受付番号", "窓口", "用件", "発券時刻", "呼出時刻", "終了時刻", "窓口番号"]
_NEW_HEADER = ["受付番号", "窓口", "窓口番号", "用件", "発券日時", "呼出日時", "終了日時"]

Row = dict[str, str]


def write_tickets(folder: Path, seed: int) -> list[Path]:
    """Four quarterly CP932 files of tickets, with the ``PLANTED`` wrong rows among them."""
    tickets = simulate_tickets(seed)
    return [
        _write_quarter(
            folder, quarter, [ticket for ticket in tickets if (ticket.day.month - 4) % 12 // 3 + 1 == quarter]
        )
        for quarter in range(1, 5)
    ]


def _write_quarter(folder: Path, quarter: int, tickets: list[Ticket]) -> Path:
    renewed = quarter > 2
    rows = [_row(ticket, renewed) for ticket in tickets]
    _PLANTERS[quarter](rows)
    header = _NEW_HEADER if renewed else _OLD_HEADER
    title = f"窓口発券記録（架空データ）　令和７年度第{wide(quarter)}四半期"
    return write_csv(
        folder / f"窓口発券記録_R7_第{quarter}四半期_架空データ.csv",
        [[title], header, *([row[name.replace("日時", "時刻")] for name in header] for row in rows)],
        encoding="cp932",
    )


def _row(ticket: Ticket, renewed: bool) -> Row:
    day = _era_day(ticket.day) if renewed else f"{ticket.day:%Y/%m/%d}"
    return {
        "受付番号": ticket.number,
        "窓口": ticket.desk,
        "用件": ticket.service,
        "発券時刻": f"{day} {_clock(ticket.issued)}",
        "呼出時刻": f"{day} {_clock(ticket.called)}",
        "終了時刻": f"{day} {_clock(ticket.finished)}",
        "窓口番号": wide(ticket.counter),
    }


def _era_day(day: dt.date) -> str:
    return f"R{day.year - 2018}.{day.month}.{day.day}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _finish_before_call(rows: list[Row]) -> None:
    for place in (1200, 2400, 3600):
        row = rows[place]
        row["呼出時刻"], row["終了時刻"] = row["終了時刻"], row["呼出時刻"]


def _write_impossible_times(rows: list[Row]) -> None:
    for place, column in ((800, "発券時刻"), (1600, "終了時刻")):
        day, _ = rows[place][column].split()
        rows[place][column] = f"{day} 25:70:00"


def _lose_calls(rows: list[Row]) -> None:
    for place in (500, 1500, 2500, 3500):
        rows[place]["呼出時刻"] = ""


def _leave_the_year_and_repeat(rows: list[Row]) -> None:
    for column in ("発券時刻", "呼出時刻", "終了時刻"):
        rows[700][column] = rows[700][column].replace("R8.", "R18.")
    rows.insert(1401, rows[1400])


_PLANTERS = {
    1: _finish_before_call,
    2: _write_impossible_times,
    3: _lose_calls,
    4: _leave_the_year_and_repeat,
}
