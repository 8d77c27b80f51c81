"""Which process makes something, so that what it left behind when it was killed can be told from what it still makes."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from functools import cache

import psutil

_WORDS = re.compile(r"(?P<host>[A-Za-z0-9]*)-(?P<pid>[0-9]+)-(?P<started>[0-9]+)")
# The clock may have been set since: a process that began within this time is the same one.
_CLOCK_SECONDS = 60


@dataclass(frozen=True)
class Owner:
    """A process of some computer.

    Args:
        host: letters and digits of the computer's name.
        pid: number of the process, which another one may get after it.
        started: when it began, in seconds since 1970.
    """

    host: str
    pid: int
    started: int

    @classmethod
    def this(cls) -> Owner:
        """The process that runs this."""
        process = psutil.Process()
        return cls(_this_host(), process.pid, int(process.create_time()))

    @classmethod
    def from_words(cls, words: str) -> Owner | None:
        """The owner that wrote ``words``; None if they do not begin with an owner."""
        match = _WORDS.match(words)
        return cls(match["host"], int(match["pid"]), int(match["started"])) if match else None

    @property
    def words(self) -> str:
        """The owner in the name of a file."""
        return f"{self.host}-{self.pid}-{self.started}"

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a process of another computer, of which nothing can be known here."""
        return self.host != _this_host()

    @property
    def is_gone(self) -> bool:
        """Whether it is a process of this computer that has ended."""
        if self.is_elsewhere:
            return False
        try:
            apart = abs(int(psutil.Process(self.pid).create_time()) - self.started)
            return apart > _CLOCK_SECONDS
        except psutil.NoSuchProcess:
            return True


@cache
def _this_host() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())[:40]
