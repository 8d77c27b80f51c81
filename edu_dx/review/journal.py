"""The append-only record of everything that people did to runs.

Written under a lock, on the disk before a command returns, and read as plain text on any folder: no database.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from edu_dx.errors import UserError, storage_error
from edu_dx.review import chain
from edu_dx.review.chain import Break, Head
from edu_dx.review.events import Event
from edu_dx.review.states import MOVES, Action
from edu_dx.run.folder import stem_of
from edu_dx.workspace import Workspace
from edu_dx.workspace.manifest import replace_durably

_LOCK_SECONDS = 60
_TAIL_BYTES = 1 << 16
_EVENTS = TypeAdapter(list[Event])
# The fields stand in the order of ``Event``; a line that does not look so is read in full.
_BEFORE_RUN = rb'\{(?:"number":[0-9]+,"previous":"[0-9a-f]{64}",)?"at":"[^"]*",'
_NO_MOVE = re.compile(_BEFORE_RUN + f'"run":"[^"]*","action":"(?:{"|".join(set(Action) - MOVES)})"'.encode())
_TOUCH = re.compile(
    _BEFORE_RUN
    + f'"run":"([^"\\\\]*)","action":"({"|".join(Action)})".*"remark":{{"thread":([0-9]+)'.encode()
)


class Touch(NamedTuple):
    """What somebody did to a thread, without what they wrote."""

    run: str
    action: Action
    thread: int


def events(board: Workspace, stem: str | None = None) -> list[Event]:
    """All events in order, or those of a run and its repetitions.

    A last line without its end is the work of a writer who was stopped; it does not count.

    Raises:
        UserError: a line is no event, or was changed, dropped or moved; it is named.
    """
    lines = _sound_lines(board)
    if stem is None:
        return _parsed(board, lines)
    mark = f'"{stem}-'.encode()
    return [
        event
        for event in _parsed(board, [line for line in lines if mark in line])
        if stem_of(event.run) == stem
    ]


class Skimmed:
    """The journal as lists read it: checked in whole, but most of what people wrote is passed over unread.

    Args:
        board: the workspace.

    Raises:
        UserError: a line was changed, dropped or moved; it is named.
    """

    def __init__(self, board: Workspace) -> None:
        self._board = board
        self._lines = _sound_lines(board)

    @cached_property
    def moves(self) -> list[Event]:
        """The events that moved a run, of all runs."""
        moving = _parsed(self._board, [line for line in self._lines if not _NO_MOVE.match(line)])
        return [event for event in moving if event.action in MOVES]

    @cached_property
    def touches(self) -> list[Touch]:
        """What was last done to each thread of each run, oldest first."""
        last: dict[tuple[bytes, ...], bytes] = {}
        for line in self._lines:
            # Quotation marks that people write are escaped: this is the field itself.
            if b'"remark":{"thread":' in line:
                run, action, thread = _touch(self._board, line)
                last.pop((run, thread), None)
                last[run, thread] = action
        return [
            Touch(run.decode("utf-8"), Action(action.decode("utf-8")), int(thread))
            for (run, thread), action in last.items()
        ]


def journal_breaks(board: Workspace) -> list[Break]:
    """Every place where lines of the journal were changed, dropped or moved."""
    return chain.breaks(_complete_lines(board), _head(board))


def append(board: Workspace, event: Event) -> Event:
    """Add one event; it is on the disk when this returns.

    Returns:
        The event with its number and the link of the line before.

    Raises:
        UserError: the end of the journal was changed or is missing, or it cannot be written.
    """
    with writing(board) as journal:
        return journal.append(event)


@contextmanager
def writing(board: Workspace) -> Iterator[JournalWriter]:
    """The journal while nobody else can write to it: for what is looked at and written in one go."""
    try:
        with FileLock(board.journal.with_suffix(".lock"), timeout=_LOCK_SECONDS):
            yield JournalWriter(board)
    except Timeout as error:
        raise UserError(
            "ほかの人の書き込みが終わらないため、記録できませんでした。",
            where=str(board.journal),
            fix="少し待って、もう一度実行してください。",
        ) from error
    except OSError as error:
        raise storage_error(error, board.journal) from error


class JournalWriter:
    """Appends to the journal of a workspace; ``writing`` makes it and holds the lock."""

    def __init__(self, board: Workspace) -> None:
        self._board = board
        _set_unfinished_line_aside(board.journal)
        self._end = _end_of(board)

    def append(self, event: Event) -> Event:
        """Add one event; it is on the disk when this returns."""
        if event.action is not Action.MEND:
            self._refuse_a_changed_end()
        written = event.model_copy(update={"number": self._end.number + 1, "previous": self._end.link})
        line = written.model_dump_json(exclude_defaults=True).encode("utf-8")
        _append_durably(self._board.journal, line + b"\n")
        self._end = Head(written.number, chain.link_after(self._end.link, line))
        content = json.dumps({"number": self._end.number, "link": self._end.link}).encode("ascii")
        replace_durably(_head_path(self._board), content + b"\n")
        return written

    def _refuse_a_changed_end(self) -> None:
        """Nothing is written behind an end that somebody has cut or changed."""
        head = _head(self._board)
        if head is not None and head.number >= self._end.number and head != self._end:
            for damage in journal_breaks(self._board):
                raise _damaged(self._board, damage)


def _sound_lines(board: Workspace) -> list[bytes]:
    lines = _complete_lines(board)
    for damage in chain.breaks(lines, _head(board)):
        raise _damaged(board, damage)
    return lines


def _complete_lines(board: Workspace) -> list[bytes]:
    try:
        content = board.journal.read_bytes() if board.journal.exists() else b""
    except OSError as error:
        raise storage_error(error, board.journal) from error
    return content.split(b"\n")[:-1]


def _parsed(board: Workspace, lines: Sequence[bytes]) -> list[Event]:
    """The events of the lines: all at once, and one by one only to name the line that is none."""
    try:
        return _EVENTS.validate_json(b"[" + b",".join(lines) + b"]")
    except ValidationError:
        return [_parsed_line(board, line) for line in lines]


def _parsed_line(board: Workspace, line: bytes) -> Event:
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        number = _complete_lines(board).index(line) + 1
        raise UserError(
            "確認の記録（journal.jsonl）に読めない行があります。",
            where=f"{board.journal} の{number}行目",
            fix="このファイルは手で書き換えず、控えから戻すか、コンサルタントに相談してください。",
        ) from error


def _touch(board: Workspace, line: bytes) -> tuple[bytes, ...]:
    """Run, action and thread as they stand in the line."""
    match = _TOUCH.match(line)
    if match:
        return match.groups()
    event = _parsed_line(board, line)
    thread = event.remark.thread if event.remark else 0
    return event.run.encode("utf-8"), event.action.encode("utf-8"), b"%d" % thread


def _damaged(board: Workspace, damage: Break) -> UserError:
    return UserError(
        f"確認の記録（journal.jsonl）が、edu-dx のほかの方法で変えられています。{damage.what}",
        where=f"{board.journal} の{damage.line}行目",
        fix="控えから戻してください。戻せないときは、コンサルタントが「edu-dx journal mend」で、承知のうえで続けることを記録できます。",
    )


def _head_path(board: Workspace) -> Path:
    return board.journal.with_suffix(".head")


def _head(board: Workspace) -> Head | None:
    """What the file beside the journal says of its end; None where there is none or it cannot be read."""
    try:
        content = json.loads(_head_path(board).read_bytes())
        return Head(int(content["number"]), str(content["link"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _end_of(board: Workspace) -> Head:
    line = _last_line(board.journal)
    return chain.end_of([line] if chain.holds_link(line) else _complete_lines(board))


def _last_line(path: Path) -> bytes:
    """The last complete line without its end; empty where there is none."""
    tail = _tail(path)
    return tail[:-1].rpartition(b"\n")[2] if tail.endswith(b"\n") else b""


def _tail(path: Path) -> bytes:
    """The end of the file from somewhere before its last complete line."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        length, size = file.seek(0, os.SEEK_END), _TAIL_BYTES
        while True:
            file.seek(max(length - size, 0))
            content = file.read()
            if content.count(b"\n") > 1 or size >= length:
                return content
            size *= 4


def _set_unfinished_line_aside(path: Path) -> None:
    """Move what a stopped writer left behind the last line end into a file of its own."""
    tail = _tail(path)
    unfinished = tail.rpartition(b"\n")[2]
    if not unfinished:
        return
    _append_durably(path.with_suffix(".unfinished"), unfinished + b"\n")
    with path.open("r+b") as file:
        file.truncate(file.seek(0, os.SEEK_END) - len(unfinished))


def _append_durably(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
