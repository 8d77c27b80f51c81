"""What whoever takes a board's work over needs to know: the facts of the handover document."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edu_dx.review.events import Event
from edu_dx.review.grounds import APPROVED_FOR
from edu_dx.review.journal import events
from edu_dx.review.queue import ReviewedRun, runs_after
from edu_dx.review.reasons import AnalysisReasons, reasons_by_analysis
from edu_dx.review.skimming import Skimmed
from edu_dx.review.states import State
from edu_dx.review.status import Status, status_of
from edu_dx.review.threads import Thread, threads_of, unresolved
from edu_dx.review.waiting import Spread, spread_by, waits
from edu_dx.run.folder import stem_of
from edu_dx.tables import TABLES
from edu_dx.tables.reference import reference_dates
from edu_dx.workspace import Person, Workspace

_FIRST_MONTH = 4
_MOST_UNITS = 3


@dataclass(frozen=True)
class SourceFacts:
    """Files of one kind that come again and again.

    Args:
        file_name: the latest one.
        table: label of the table that they give rows to.
        sheets: the sheets that are read; empty for text files.
        fiscal_years: years that are there, ascending.
        mapping: header → label of the column that a person made it stand for; empty where headers are known.
        arrivals: days on which such files were taken in, ascending.
    """

    file_name: str
    table: str
    sheets: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    mapping: Mapping[str, str]
    arrivals: tuple[dt.date, ...]


@dataclass(frozen=True)
class TableFacts:
    """What a table holds.

    Args:
        label: its name.
        years: fiscal year → number of rows.
    """

    label: str
    years: Mapping[int, int]


@dataclass(frozen=True)
class OpenThreads:
    """Comments on a run and its repetitions that are not settled."""

    run: ReviewedRun
    threads: tuple[Thread, ...]


@dataclass(frozen=True)
class Due:
    """Something to be done or looked at on a day of the year.

    Args:
        month: calendar month.
        day: day of the month; 0 where only the month is known.
        what: what is due.
        basis: what says so.
    """

    month: int
    day: int
    what: str
    basis: str


@dataclass(frozen=True)
class Handover:
    """The facts of a handover.

    Args:
        board: name of the board.
        fictional: whether it is invented (架空).
        at: when the facts were looked at.
        people: who works in the workspace.
        sources: what comes again and again.
        tables: what the tables hold.
        runs: runs that were handed in, by name.
        drafts: title of an analysis → runs that nobody has handed in.
        status: what waits, has lapsed or soon will.
        threads: open comments.
        reasons: what is sent back most often.
        days: name of an analysis → days that its submissions waited.
        titles: name of an analysis → its Japanese title.
        calendar: what is due when, from April to March.
    """

    board: str
    fictional: bool
    at: dt.datetime
    people: tuple[Person, ...]
    sources: tuple[SourceFacts, ...]
    tables: tuple[TableFacts, ...]
    runs: tuple[ReviewedRun, ...]
    drafts: Mapping[str, int]
    status: Status
    threads: tuple[OpenThreads, ...]
    reasons: tuple[AnalysisReasons, ...]
    days: Mapping[str, Spread]
    titles: Mapping[str, str]
    calendar: tuple[Due, ...]


def handover(board: Workspace, sources: Sequence[SourceFacts], now: dt.datetime) -> Handover:
    """Everything that a successor needs to know of ``board`` at ``now``.

    Args:
        board: the workspace.
        sources: what is remembered of the files that come again; whoever takes files in knows it.
        now: the present moment.

    Raises:
        UserError: the journal cannot be relied upon.
    """
    history = events(board)
    skimmed = Skimmed(board)
    runs = runs_after(board, skimmed.moves)
    titles = {run.record.analysis: run.record.title for run in runs}
    handed_in = tuple(run for run in runs if run.standing.state is not State.DRAFT)
    return Handover(
        board=board.name,
        fictional=board.config.board.fictional,
        at=now,
        people=tuple(board.config.people),
        sources=tuple(sources),
        tables=tuple(_tables(board)),
        runs=handed_in,
        drafts=Counter(run.record.title for run in runs if run.standing.state is State.DRAFT),
        status=status_of(runs, skimmed.touches, now),
        threads=tuple(_open_threads(runs, history)),
        reasons=tuple(reasons_by_analysis(history)),
        days=spread_by(waits(history), lambda wait: wait.analysis, lambda wait: wait.days),
        titles=titles,
        calendar=tuple(_calendar(sources, handed_in)),
    )


def _tables(board: Workspace) -> list[TableFacts]:
    rows: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for partition in board.store.manifest.partitions:
        rows[partition.table][partition.fiscal_year] += partition.rows
    return [TableFacts(TABLES[name].label, dict(sorted(rows[name].items()))) for name in sorted(rows)]


def _open_threads(runs: Iterable[ReviewedRun], history: Iterable[Event]) -> list[OpenThreads]:
    lineages: defaultdict[str, list[Event]] = defaultdict(list)
    for event in history:
        lineages[stem_of(event.run)].append(event)
    newest = {stem_of(run.record.id): run for run in runs}
    found = [OpenThreads(run, tuple(unresolved(threads_of(lineages[stem])))) for stem, run in newest.items()]
    return [item for item in found if item.threads]


def _calendar(sources: Iterable[SourceFacts], runs: Iterable[ReviewedRun]) -> list[Due]:
    found = [*_reference_days(), *_arrivals(sources), *_ends_of_approvals(runs)]
    return sorted(found, key=lambda due: ((due.month - _FIRST_MONTH) % 12, due.day))


def _reference_days() -> list[Due]:
    rows = reference_dates().to_dict("records")
    return [
        Due(
            int(row["month"]),
            int(row["day"]),
            f"{row['what']}の基準日（数字は{row['collected']}集まります）",
            f"{row['authority']}{'【要確認】' if row['confidence'] != '確認済' else ''}",
        )
        for row in rows
    ]


def _arrivals(sources: Iterable[SourceFacts]) -> list[Due]:
    """The month in which each source came; several times in one month count once."""
    found = []
    for source in sources:
        by_month: defaultdict[int, list[dt.date]] = defaultdict(list)
        for day in source.arrivals:
            by_month[day.month].append(day)
        found += [
            Due(
                month,
                0,
                f"資料「{source.table}」が届くころ",
                f"これまでに届いた日: {'、'.join(f'{day:%Y-%m-%d}' for day in sorted(set(days)))}（{source.file_name} など）",
            )
            for month, days in by_month.items()
        ]
    return found


def _ends_of_approvals(runs: Iterable[ReviewedRun]) -> list[Due]:
    """The approvals that lapse, those of one analysis and month together."""
    ends: defaultdict[tuple[str, str], list[tuple[dt.date, str]]] = defaultdict(list)
    for run in runs:
        if run.standing.approval:
            end = (run.standing.approval.at + APPROVED_FOR).date()
            ends[f"{end:%Y-%m}", run.record.title].append((end, run.record.unit))
    return [
        Due(
            min(group)[0].month,
            min(group)[0].day,
            f"承認から1年になり失効する「{title}」{len(group)}件（{_units([unit for _, unit in sorted(group)])}）",
            f"{min(group)[0]:%Y-%m-%d} から失効します。使い続けるなら、その前にもう一度実行して提出します。",
        )
        for (_, title), group in ends.items()
    ]


def _units(units: Sequence[str]) -> str:
    left = len(units) - _MOST_UNITS
    return "、".join(units[:_MOST_UNITS]) + (f" ほか{left}件" if left > 0 else "")
