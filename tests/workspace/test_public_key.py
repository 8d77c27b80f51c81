import pytest
from hypothesis import given
from hypothesis import strategies as st

from edu_dx.workspace.public_key import key_fingerprint, public_key_text, raw_public_key, signature_holds

# RFC 8032, section 7.1, TEST 2.
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
MESSAGE = bytes.fromhex("72")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_a_published_signature_holds() -> None:
    assert signature_holds(public_key_text(PUBLIC), MESSAGE, SIGNATURE)


@pytest.mark.parametrize("byte", range(64))
def test_a_signature_with_one_other_byte_does_not_hold(byte: int) -> None:
    forged = bytearray(SIGNATURE)
    forged[byte] ^= 1

    assert not signature_holds(public_key_text(PUBLIC), MESSAGE, bytes(forged))


@pytest.mark.parametrize("signature", [b"", SIGNATURE[:-1], SIGNATURE + b"\0"])
def test_a_signature_of_another_length_does_not_hold(signature: bytes) -> None:
    assert not signature_holds(public_key_text(PUBLIC), MESSAGE, signature)


def test_a_signature_of_another_message_does_not_hold() -> None:
    assert not signature_holds(public_key_text(PUBLIC), b"\x73", SIGNATURE)


@given(st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_text(raw: bytes) -> None:
    assert raw_public_key(public_key_text(raw)) == raw


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ed25519:",
        public_key_text(PUBLIC).removeprefix("ed25519:"),
        public_key_text(PUBLIC).replace("ed25519", "rsa"),
        public_key_text(PUBLIC[:-1]),
        public_key_text(PUBLIC + b"\0"),
        public_key_text(PUBLIC) + "\n",
        public_key_text(PUBLIC).rstrip("="),
        "ed25519:" + "鍵" * 44,
    ],
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="公開鍵"):
        raw_public_key(text)


def test_a_key_has_one_text_only() -> None:
    """The last sign of the base64 carries four bits that mean nothing."""
    text = public_key_text(PUBLIC)
    same_bytes = text[:-2] + chr(ord(text[-2]) + 1) + "="

    with pytest.raises(ValueError, match="公開鍵"):
        raw_public_key(same_bytes)


def test_the_fingerprint_is_short_enough_to_be_read_out() -> None:
    assert key_fingerprint(public_key_text(bytes(32))) == "6668 7aad f862 bd77"
