import base64
import datetime as dt
import json
import string
import zlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edu_dx.errors import UserError
from edu_dx.review.approval import (
    ApprovalStatement,
    Seal,
    Signatory,
    check_seal,
    read_seal,
    seal,
    seal_text,
)
from edu_dx.workspace import Workspace
from edu_dx.workspace.public_key import public_key_text
from edu_dx.workspace.signing_key import SigningKey
from tests.review.statements import JAPAN, statement

OTHER_VALUES: dict[str, Any] = {
    "board_name": "べつの市教育委員会",
    "board_code": "092991",
    "run": "enrolment_projection-2025-city-03",
    "title": "学級数の推計",
    "unit": "見本小学校",
    "edition": "public",
    "content": "sha256:00",
    "executed": "sha256:00",
    "template": "sha256:00",
    "tables": {"enrolment": "sha256:00"},
    "metrics": {},
    "threads": "sha256:00",
    "round": 3,
    "drafted_by": Signatory(id="midori", name="例示 みどり"),
    "approved_by": Signatory(id="midori", name="例示 みどり"),
    "approved_at": dt.datetime(2026, 11, 24, 15, 0, tzinfo=JAPAN),
    "corrects": "enrolment_projection-2025-city-01",
    "journal": "sha256:00",
    "reports": {"html": "sha256:00"},
}


def sealed_with_a_fixed_key() -> Seal:
    """Fixtures of a test function do not go together with hypothesis."""
    secret = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return Seal(
        statement=statement(),
        public_key=public_key_text(secret.public_key().public_bytes_raw()),
        signature=base64.b64encode(secret.sign(statement().signed_bytes())).decode(),
    )


FIXED = sealed_with_a_fixed_key()


@pytest.fixture
def key(board: Workspace) -> SigningKey:
    key = SigningKey(board.root, "taro")
    key.create()
    return key


@pytest.fixture
def made(key: SigningKey) -> Seal:
    return seal(statement(), key)


def text_of(content: object) -> str:
    """A seal's text with any content."""
    packed = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return f"edu-dx-seal:1:{base64.b64encode(packed).decode()}"


def content_of(made: Seal) -> dict[str, Any]:
    content: dict[str, Any] = made.model_dump(mode="json")
    return content


def test_a_seal_holds_and_names_its_key(made: Seal, key: SigningKey) -> None:
    check_seal(made)

    assert made.public_key == key.public_key
    assert made.fingerprint == key.fingerprint


def test_a_seal_comes_back_from_its_text(made: Seal) -> None:
    text = seal_text(made)

    assert text.startswith("edu-dx-seal:1:") and text.isascii() and "\n" not in text
    assert read_seal(text) == made
    check_seal(read_seal(text))


def test_every_part_of_a_statement_has_another_value_to_try() -> None:
    assert set(OTHER_VALUES) == set(ApprovalStatement.model_fields)


@pytest.mark.parametrize("part", OTHER_VALUES)
def test_a_statement_changed_in_any_part_is_not_what_was_signed(made: Seal, part: str) -> None:
    changed = made.model_copy(update={"statement": statement(**{part: OTHER_VALUES[part]})})

    with pytest.raises(UserError, match="署名が正しくありません"):
        check_seal(changed)


def test_a_signature_by_another_key_is_refused(made: Seal, board: Workspace) -> None:
    forger = SigningKey(board.root, "hanako")
    forger.create()
    forged = made.model_copy(update={"signature": seal(statement(), forger).signature})

    with pytest.raises(UserError, match="署名が正しくありません"):
        check_seal(forged)


@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_what_is_no_signature_is_refused(made: Seal, signature: str) -> None:
    with pytest.raises(UserError, match="署名が正しくありません"):
        check_seal(made.model_copy(update={"signature": signature}))


def test_what_is_signed_is_pinned() -> None:
    """Seals given once must hold for ever: who changes the form changes its number, too."""
    signed = statement().signed_bytes()

    assert signed.startswith(
        b'edu-dx approval 1\n{"approved_at":"2026-11-23T15:00:00+09:00","approved_by":{"id"'
    )
    assert zlib.crc32(signed) == 1507872382


def test_moments_are_written_in_one_form() -> None:
    utc = statement(approved_at=dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC))

    assert b'"2026-11-23T06:00:00+00:00"' in utc.signed_bytes()


@pytest.mark.parametrize(
    "moment", [dt.datetime(2026, 11, 23, 15, 0), dt.datetime(2026, 11, 23, 15, 0, 0, 1, tzinfo=JAPAN)]
)
def test_a_moment_without_offset_or_with_fractions_is_no_moment_of_approval(moment: dt.datetime) -> None:
    with pytest.raises(ValidationError):
        statement(approved_at=moment)


def test_an_approval_covers_at_least_one_report() -> None:
    with pytest.raises(ValidationError):
        statement(reports={})


@given(st.integers(min_value=0), st.sampled_from(string.ascii_letters + string.digits + "+/=:-\n あ"))
def test_a_seal_with_another_sign_anywhere_is_never_taken(place: int, sign: str) -> None:
    text = seal_text(FIXED)
    place %= len(text)
    if text[place] == sign:
        return
    with pytest.raises(UserError):
        check_seal(read_seal(text[:place] + sign + text[place + 1 :]))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=50))
def test_a_seal_of_which_something_is_missing_is_never_taken(place: int, length: int) -> None:
    text = seal_text(FIXED)
    place %= len(text)
    with pytest.raises(UserError):
        check_seal(read_seal(text[:place] + text[place + length :]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "edu-dx-seal:1:",
        "edu-dx-seal:1:AAAA",
        "edu-dx-seal::AAAA",
        "edu-dx-seal:1:" + base64.b64encode(b"[" * 100_000).decode(),
        "edu-dx-seal:1:" + base64.b64encode(b'{"statement":' * 10_000).decode(),
        "edu-dx-seal:1:" + "A" * 1_000_000,
        text_of(None),
        text_of({}),
        text_of({"statement": {}, "public_key": "", "signature": ""}),
    ],
    ids=range(10),
)
def test_what_is_no_seal_is_called_damaged(text: str) -> None:
    with pytest.raises(UserError, match="検印が壊れて"):
        read_seal(text)


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"public_key": "ed25519:AAAA"},
        {"signature": "あ"},
        {"signature": 12},
        {"statement": {**statement().model_dump(mode="json"), "round": 10**4000}},
        {"statement": {**statement().model_dump(mode="json"), "board_name": "\ud800"}},
        {
            "statement": {
                **statement().model_dump(mode="json"),
                "approved_at": "2026-11-23T15:00:00.000+09:00",
            }
        },
        {"statement": {**statement().model_dump(mode="json"), "approved_at": 1795413600}},
    ],
    ids=range(8),
)
def test_a_seal_with_a_wrong_part_is_called_damaged(change: dict[str, object]) -> None:
    content = json.dumps({**content_of(FIXED), **change}, sort_keys=True, separators=(",", ":"))
    with pytest.raises(UserError, match="検印が壊れて"):
        read_seal(f"edu-dx-seal:1:{base64.b64encode(content.encode()).decode()}")


def test_the_same_seal_written_otherwise_is_called_damaged() -> None:
    """With spaces it would say the same; but then a changed file could pass."""
    spaced = json.dumps(content_of(FIXED), sort_keys=True, ensure_ascii=False).encode()

    with pytest.raises(UserError, match="検印が壊れて"):
        read_seal(f"edu-dx-seal:1:{base64.b64encode(spaced).decode()}")


def test_a_seal_of_a_newer_form_asks_for_a_newer_program(made: Seal) -> None:
    with pytest.raises(UserError, match="違う版の edu-dx"):
        read_seal(seal_text(made).replace("seal:1:", "seal:2:"))
