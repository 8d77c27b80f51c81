"""The journal as lists read it: checked in whole, but most of what people wrote is passed over unread.

What was found in its lines is remembered together with the hash of their bytes: as long as the file still begins with
them, only lines that came later are looked at. Whoever decides, verifies or reports reads the journal itself.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from edu_dx.review import chain, events, states
from edu_dx.review.chain import BEGINNING, Head
from edu_dx.review.events import Event
from edu_dx.review.journal import complete_content, head_of, parsed, parsed_line, sound_lines
from edu_dx.review.states import MOVES, Action
from edu_dx.workspace import Workspace
from edu_dx.workspace.cache import remember, remembered

CACHE_NAME = "journal.json"
_WORTH_REMEMBERING = 200
"""So many new lines are looked at again each time before they are remembered."""

# The fields stand in the order of ``Event``; a line that does not look so is read in full.
_LINE = re.compile(
    rb'\{(?:"number":[0-9]+,"previous":"[0-9a-f]{64}",)?"at":"[^"]*",'
    + f'"run":"([^"\\\\]*)","action":"({"|".join(Action)})"'.encode()
)
# Quotation marks that people write are escaped: this is the field itself.
_THREAD = re.compile(rb'"remark":\{"thread":([0-9]+)')


class Touch(NamedTuple):
    """What somebody last did to a thread, without what they wrote."""

    run: str
    action: Action
    thread: int


@dataclass
class _Found:
    """What was found in the first lines of the journal.

    Args:
        size: their bytes.
        end: their end in the chain.
        moving: where in the bytes the lines lie that moved a run: place and length.
        touches: run and thread → what was last done to it, the latest last.
    """

    size: int = 0
    end: Head = BEGINNING
    moving: list[tuple[int, int]] = field(default_factory=list)
    touches: dict[tuple[str, int], str] = field(default_factory=dict)


class Skimmed:
    """The journal of a workspace at one moment.

    Args:
        board: the workspace.

    Raises:
        UserError: a line was changed, dropped or moved; it is named.
    """

    def __init__(self, board: Workspace) -> None:
        self._board = board
        self._content = complete_content(board)
        head, found = head_of(board), _remembered(board, self._content)
        lines = self._content[found.size :].split(b"\n")[:-1]
        follows = chain.follows(lines, found.end, head)
        if not follows:
            found, lines = _Found(), sound_lines(board)
        for line in lines:
            _note(board, found, line)
        if follows and head and len(lines) >= _WORTH_REMEMBERING:
            found.end = head
            _remember(board, self._content, found)
        self._found = found

    @cached_property
    def moves(self) -> list[Event]:
        """The events that moved a run, of all runs."""
        lines = [self._content[place : place + length] for place, length in self._found.moving]
        return parsed(self._board, lines)

    @cached_property
    def touches(self) -> list[Touch]:
        """What was last done to each thread of each run, oldest first."""
        return [Touch(run, Action(action), thread) for (run, thread), action in self._found.touches.items()]


def _note(board: Workspace, found: _Found, line: bytes) -> None:
    """Add what one more line says."""
    place, found.size = found.size, found.size + len(line) + 1
    match, thread = _LINE.match(line), _THREAD.search(line)
    if match:
        run, action = match[1].decode("utf-8"), match[2].decode("utf-8")
    else:
        event = parsed_line(board, line)
        run, action = event.run, event.action.value
    if action in MOVES:
        found.moving.append((place, len(line)))
    elif thread:
        found.touches.pop((run, int(thread[1])), None)
        found.touches[run, int(thread[1])] = action


def _remembered(board: Workspace, content: bytes) -> _Found:
    """What was found in lines that the journal still begins with; nothing if it does not."""
    held = remembered(board.cache / CACHE_NAME, _made_by())
    try:
        size = int(held["size"])
        if size > len(content) or held["sha256"] != _hash(content[:size]):
            return _Found()
        return _Found(
            size,
            Head(int(held["number"]), str(held["link"])),
            [(int(place), int(length)) for place, length in held["moving"]],
            {(str(run), int(thread)): str(action) for run, thread, action in held["touches"]},
        )
    except (KeyError, TypeError, ValueError):
        return _Found()


def _remember(board: Workspace, content: bytes, found: _Found) -> None:
    held: dict[str, Any] = {
        "size": found.size,
        "sha256": _hash(content),
        "number": found.end.number,
        "link": found.end.link,
        "moving": found.moving,
        "touches": [(run, thread, action) for (run, thread), action in found.touches.items()],
    }
    remember(board.cache / CACHE_NAME, _made_by(), held)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def _made_by() -> str:
    """The rules by which lines are looked at: what other ones found is of no use."""
    sources = (Path(module) for module in (__file__, chain.__file__, events.__file__, states.__file__))
    return _hash(b"".join(path.read_bytes() for path in sources))
