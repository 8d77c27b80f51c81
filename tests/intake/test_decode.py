"""Text files in whatever encoding."""

from __future__ import annotations

import pytest

from edu_dx.errors import UserError
from edu_dx.intake.decode import decode

TEXT = "学校名,１年,２年\r\nみほん小学校,10,12\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_every_encoding_reads_the_same(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), file_name="表.csv")
    assert decoded.encoding == encoding
    assert decoded.text == TEXT


def test_a_private_character_is_shown_and_counted() -> None:
    decoded = decode("氏,\ue000田\n".encode("cp932"), file_name="表.csv")
    assert decoded.text == "氏,〓田\n"
    assert decoded.external_characters == 1


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(UserError, match="文字コード"):
        decode(b"\x81\x00\xfd\xfe\x00\xff", file_name="表.csv")
