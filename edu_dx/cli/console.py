"""What the command prints: Japanese for people on the terminal, plain text where it is piped."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from edu_dx.errors import UserError


def _console(stderr: bool = False) -> Console:
    """Piped output is not wrapped at 80 columns."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else 200, highlight=False)


def say(message: str) -> None:
    """Print a sentence."""
    _console().print(Text(message), soft_wrap=True)


def say_error(error: UserError) -> None:
    """Print what happened, where, and what to do."""
    _console(stderr=True).print(Text("✗ ", style="bold red") + Text(str(error)), soft_wrap=True)


def say_warning(message: str) -> None:
    """Print a notice that stops nothing."""
    _console(stderr=True).print(Text("※ ", style="yellow") + Text(message), soft_wrap=True)


def say_json(content: Any) -> None:
    """Print machine-readable output."""
    print(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def say_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table of short texts."""
    table = Table(title=title, title_justify="left", show_lines=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    _console().print(table)


class _Rate(ProgressColumn):
    """How many a minute; only where the things counted have a name."""

    def render(self, task: Task) -> Text:
        unit = task.fields.get("unit")
        speed = task.finished_speed or task.speed
        return Text(f"{speed * 60:.1f}{unit}/分" if unit and speed else "")


class _TimeLeft(TimeRemainingColumn):
    """The time left, said to be that."""

    def render(self, task: Task) -> Text:
        return Text("") if task.finished else Text("あと") + super().render(task)


def progress_bar() -> Progress:
    """A bar for runs and cells with rate and time left, on standard error so that output can be piped."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        _TimeLeft(),
        _Rate(),
        console=_console(stderr=True),
    )
