"""The append-only record of everything that people did to runs.

Written under a lock, on the disk before a command returns, and read as plain text on any folder: no database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from edu_dx.errors import UserError, storage_error
from edu_dx.review import chain
from edu_dx.review.chain import Break, Head
from edu_dx.review.events import Event
from edu_dx.review.states import Action
from edu_dx.run.folder import stem_of
from edu_dx.workspace import Workspace
from edu_dx.workspace.whole_file import replace_durably

_LOCK_SECONDS = 60
_TAIL_BYTES = 1 << 16
_EVENTS = TypeAdapter(list[Event])


def events(board: Workspace, stem: str | None = None) -> list[Event]:
    """All events in order, or those of a run and its repetitions.

    A last line without its end is the work of a writer who was stopped; it does not count.

    Raises:
        UserError: a line is no event, or was changed, dropped or moved; it is named.
    """
    lines = sound_lines(board)
    if stem is None:
        return parsed(board, lines)
    mark = f'"{stem}-'.encode()
    return [
        event
        for event in parsed(board, [line for line in lines if mark in line])
        if stem_of(event.run) == stem
    ]


def journal_breaks(board: Workspace) -> list[Break]:
    """Every place where lines of the journal were changed, dropped or moved."""
    return chain.breaks(_complete_lines(board), head_of(board))


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
        head = head_of(self._board)
        if head is not None and head.number >= self._end.number and head != self._end:
            for damage in journal_breaks(self._board):
                raise _damaged(self._board, damage)


def sound_lines(board: Workspace) -> list[bytes]:
    """The complete lines; UserError naming the first one that was changed, dropped or moved."""
    lines = _complete_lines(board)
    for damage in chain.breaks(lines, head_of(board)):
        raise _damaged(board, damage)
    return lines


def complete_content(board: Workspace) -> bytes:
    """The bytes of all complete lines; what a stopped writer left behind them does not count."""
    try:
        content = board.journal.read_bytes() if board.journal.exists() else b""
    except OSError as error:
        raise storage_error(error, board.journal) from error
    return content[: content.rfind(b"\n") + 1]


def _complete_lines(board: Workspace) -> list[bytes]:
    return complete_content(board).split(b"\n")[:-1]


def parsed(board: Workspace, lines: Sequence[bytes]) -> list[Event]:
    """The events of the lines: all at once, and one by one only to name the line that is none."""
    try:
        return _EVENTS.validate_json(b"[" + b",".join(lines) + b"]")
    except ValidationError:
        return [parsed_line(board, line) for line in lines]


def parsed_line(board: Workspace, line: bytes) -> Event:
    """The event of a line; UserError naming the line if it is none."""
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        number = _complete_lines(board).index(line) + 1
        raise UserError(
            "確認の記録（journal.jsonl）に読めない行があります。",
            where=f"{board.journal} の{number}行目",
            fix="このファイルは手で書き換えず、控えから戻すか、コンサルタントに相談してください。",
        ) from error


def _damaged(board: Workspace, damage: Break) -> UserError:
    return UserError(
        f"確認の記録（journal.jsonl）が、edu-dx のほかの方法で変えられています。{damage.what}",
        where=f"{board.journal} の{damage.line}行目",
        fix="控えから戻してください。戻せないときは、コンサルタントが「edu-dx journal mend」で、承知のうえで続けることを記録できます。",
    )


def _head_path(board: Workspace) -> Path:
    return board.journal.with_suffix(".head")


def head_of(board: Workspace) -> Head | None:
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
