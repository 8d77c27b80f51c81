"""Pseudonyms of persons: keyed hashes that say nothing without the key."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable

_LENGTH = 20


def pseudonyms_of(key: bytes) -> Callable[[str], str]:
    """The function that replaces a person's key (職員番号, 会員ID) by its pseudonym under ``key`` (HMAC-SHA-256)."""

    def pseudonym(value: str) -> str:
        plain = unicodedata.normalize("NFKC", value).strip()
        return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:_LENGTH]

    return pseudonym


def throwaway_pseudonyms() -> Callable[[str], str]:
    """Pseudonyms under a key that nobody keeps."""
    return pseudonyms_of(secrets.token_bytes(32))
