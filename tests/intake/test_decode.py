"""Text files in whatever encoding and with whatever delimiter."""

from __future__ import annotations

import pytest

from edu_dx.errors import UserError
from edu_dx.intake.decode import decode

TEXT = "学校名,１年,２年\r\nみほん小学校,10,12\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_every_encoding_reads_the_same(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), file_name="表.csv")
    assert decoded.encoding == encoding
    assert decoded.rows == [["学校名", "１年", "２年"], ["みほん小学校", "10", "12"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_seen_in_the_text(delimiter: str) -> None:
    decoded = decode(TEXT.replace(",", delimiter).encode("cp932"), file_name="表.csv")
    assert decoded.delimiter == delimiter
    assert len(decoded.rows[0]) == 3


def test_a_newline_within_a_cell_stays_there() -> None:
    decoded = decode('名,備考\nみほん,"一行目\n二行目"\n'.encode(), file_name="表.csv")
    assert decoded.rows[1] == ["みほん", "一行目\n二行目"]


def test_a_private_character_is_shown_and_counted() -> None:
    decoded = decode("氏,\ue000田\n".encode("cp932"), file_name="表.csv")
    assert decoded.rows[0][1] == "〓田"
    assert decoded.external_characters == 1


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(UserError, match="文字コード"):
        decode(b"\x81\x00\xfd\xfe\x00\xff", file_name="表.csv")
