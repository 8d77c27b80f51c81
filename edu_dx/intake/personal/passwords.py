"""Telling passwords from codes: every code of a system is built alike, every password otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"[!-~]{6,32}")
_NO_PASSWORD = re.compile(r"[0-9A-Fa-f-]+|.*\.[A-Za-z]{2,4}|[A-Za-z]+://.*|.*[@/].*|[\d.,:+-]+")
_KINDS = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]"), re.compile(r"[^A-Za-z0-9]"))
_FEWEST = 5


def are_passwords(texts: Sequence[str]) -> bool:
    """Whether distinct texts mix kinds of characters, each at places of its own."""
    if len(texts) < _FEWEST:
        return False
    tokens = [text for text in texts if _is_mixed(text)]
    forms = {"".join(_form(character) for character in token) for token in tokens}
    return len(tokens) >= 0.8 * len(texts) and len(forms) >= 0.5 * len(tokens)


def _is_mixed(text: str) -> bool:
    if not _TOKEN.fullmatch(text) or _NO_PASSWORD.fullmatch(text):
        return False
    return sum(kind.search(text) is not None for kind in _KINDS) >= 3


def _form(character: str) -> str:
    return next(str(index) for index, kind in enumerate(_KINDS) if kind.match(character))
