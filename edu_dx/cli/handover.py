"""`edu-dx handover`: one document for whoever takes the work over."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from edu_dx.cli.console import say
from edu_dx.errors import storage_error
from edu_dx.workspace import Workspace, current

if TYPE_CHECKING:
    from edu_dx.intake.matching.sources import Source
    from edu_dx.review.handover import SourceFacts


def handover(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="書き出すファイル（.html）")] = None,
) -> None:
    """Write sources, tables, runs, open comments, lapsed approvals and the calendar as one web page."""
    from edu_dx.report.handover_page import handover_page
    from edu_dx.review.handover import handover

    board, now = current(), dt.datetime.now().astimezone()
    path = output or board.reports / f"引継ぎ書_{now:%Y-%m-%d}.html"
    page = handover_page(handover(board, source_facts(board), now))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise storage_error(error, path) from error
    say(f"引継ぎ書を書き出しました: {path}")
    say(
        "ブラウザで開いて印刷できます。空いている欄（受け取り先、伝えておきたいこと）は、手で書き足してください。"
    )


def source_facts(board: Workspace) -> list[SourceFacts]:
    """What is remembered of the files that come again, one entry for each kind of file and table."""
    from edu_dx.intake.matching.sources import Sources

    kinds: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in Sources(board.sources).all():
        kinds[source.table, source.file_pattern].append(source)
    return [_facts(board, table, pattern, sources) for (table, pattern), sources in sorted(kinds.items())]


def _facts(board: Workspace, table: str, pattern: str, sources: list[Source]) -> SourceFacts:
    from edu_dx.intake.matching.mapping import NOT_USED
    from edu_dx.intake.matching.sources import pattern_of
    from edu_dx.review.handover import SourceFacts
    from edu_dx.tables import TABLES

    definition = TABLES[table]
    profiles = [profile for source in sources for profile in source.profiles]
    arrivals = {
        arrival.taken_at.astimezone().date()
        for arrival in board.store.manifest.arrivals
        if table in arrival.tables and pattern_of(PurePath(arrival.file_name).stem) == pattern
    }
    return SourceFacts(
        file_name=max(profiles, key=lambda profile: profile.last_year).file_name,
        table=definition.label,
        sheets=tuple(dict.fromkeys(profile.sheet for profile in profiles if profile.sheet)),
        fiscal_years=tuple(sorted({year for profile in profiles for year in profile.fiscal_years})),
        mapping={
            header: definition.column(column).label
            for source in sources
            if source.mapping
            for header, column in source.mapping.columns.items()
            if column != NOT_USED
        },
        arrivals=tuple(sorted(arrivals)),
    )
