"""The public half of a person's signing key: the text in ``edu-dx.toml``, and what it proves."""

from __future__ import annotations

import base64
import hashlib

_PREFIX = "ed25519:"
_BYTES = 32
_SHOWN_DIGITS = 16


def public_key_text(raw: bytes) -> str:
    """``ed25519:<base64>``, as it stands in ``edu-dx.toml``."""
    return _PREFIX + base64.b64encode(raw).decode("ascii")


def raw_public_key(text: str) -> bytes:
    """The 32 bytes of a public key.

    There is one text for each key, so that equal keys are equal texts.

    Raises:
        ValueError: the text is not one that ``public_key_text`` writes.
    """
    try:
        raw = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except ValueError:
        raw = b""
    if len(raw) != _BYTES or public_key_text(raw) != text:
        raise ValueError("公開鍵は「ed25519:」と44文字で書きます（「edu-dx key new」が書き込みます）")
    return raw


def key_fingerprint(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a public key, in groups of four, for people to compare."""
    digits = hashlib.sha256(raw_public_key(text)).hexdigest()[:_SHOWN_DIGITS]
    return " ".join(digits[start : start + 4] for start in range(0, _SHOWN_DIGITS, 4))


def signature_holds(text: str, message: bytes, signature: bytes) -> bool:
    """Whether the owner of the public key ``text`` has signed exactly ``message``."""
    # Only who signs or verifies pays for loading the library.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(raw_public_key(text)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
