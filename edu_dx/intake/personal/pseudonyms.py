"""Pseudonyms of persons: keyed hashes that say nothing without the key."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable

_LENGTH = 20
_SPACES = re.compile(r"\s+")


def pseudonyms_of(key: bytes) -> Callable[[str], str]:
    """The function that replaces a person's key (職員番号, 会員ID) by its pseudonym under ``key`` (HMAC-SHA-256).

    Width and spaces carry nothing: ``００１２３`` is ``00123``. Leading zeros do: where one system writes ``00123`` and a
    sheet of Excel ``123``, nothing tells whether they are one person, so that they stay two.
    """

    def pseudonym(value: str) -> str:
        plain = _SPACES.sub("", unicodedata.normalize("NFKC", value))
        return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:_LENGTH]

    return pseudonym


def throwaway_pseudonyms() -> Callable[[str], str]:
    """Pseudonyms under a key that nobody keeps."""
    return pseudonyms_of(secrets.token_bytes(32))
