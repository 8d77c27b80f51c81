"""Text files in whatever encoding."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edu_dx.errors import UserError
from edu_dx.intake.decode import decode

TEXT = "学校名,１年,２年\r\nみほん小学校,10,12\r\nれい中学校,ｱ,-\r\n"
ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_reads_the_same(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding), file_name="表.csv")
    assert decoded.encoding == encoding
    assert decoded.text == TEXT
    assert decoded.external_characters == 0


def test_mail_encoding_is_read() -> None:
    decoded = decode(TEXT.encode("iso2022_jp_ext"), file_name="表.csv")
    assert (decoded.text, decoded.encoding) == (TEXT, "iso2022_jp_ext")


def test_utf_16_with_its_bytes_the_other_way_round_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), file_name="表.csv").text == TEXT


@pytest.mark.parametrize("character", ["\ue000", "\ue757", "\U000f0000", "\U00100000", "\ufffd"])
def test_an_unknown_character_is_shown_and_counted(character: str) -> None:
    decoded = decode(f"氏,{character}田\n".encode(), file_name="表.csv")
    assert decoded.text == "氏,〓田\n"
    assert decoded.external_characters == 1


def test_user_defined_bytes_of_windows_are_external_characters() -> None:
    decoded = decode("氏,".encode("cp932") + b"\xf0\x40\xf9\xfc\n", file_name="表.csv")
    assert decoded.text == "氏,〓〓\n"
    assert decoded.external_characters == 2


def test_characters_of_windows_alone_are_no_external_characters() -> None:
    decoded = decode("髙﨑①㈱Ⅲ,彅\n".encode("cp932"), file_name="表.csv")
    assert (decoded.text, decoded.external_characters) == ("髙﨑①㈱Ⅲ,彅\n", 0)


@pytest.mark.parametrize("kana", ["ﾐﾎﾝ ﾊﾅｺ", "ｶﾞｯｺｳ", "ｱｲｳｴ,ｶｷｸｹ,ｻｼｽｾ", "ﾊﾟﾋﾟﾌﾟ,ｷｮｳｼﾞｭ"])
def test_a_list_of_half_width_kana_is_no_euc(kana: str) -> None:
    text = f"1,{kana}\n" * 5
    decoded = decode(text.encode("cp932"), file_name="表.csv")
    assert (decoded.text, decoded.encoding) == (text, "cp932")


def test_the_end_mark_of_dos_is_no_row() -> None:
    assert decode("校,1\r\n".encode("cp932") + b"\x1a", file_name="表.csv").text == "校,1\r\n"


@pytest.mark.parametrize(
    ("content", "place", "encoding"),
    [
        ("学校名,人数\nみほん".encode() + b"\xe3\x81" + "小,1\n".encode(), "2行目・左から4文字目", "UTF-8"),
        (
            "学校名,人数\nみほん".encode("cp932") + b"\xff" + "小,1\n".encode("cp932"),
            "2行目・左から4文字目",
            "CP932",
        ),
        ("学校名,人数\nみほん小".encode("cp932") + b"\xa0,1\n", "2行目・左から5文字目", "CP932"),
        ("学校名,人数\nみほん小,1\n".encode("euc_jp") + b"\xa4\n", "3行目・左から1文字目", "EUC-JP"),
        ("学校名,人数\r\nみほん".encode()[:-1], "2行目・左から3文字目", "UTF-8"),
        ("学校名,人数\r\nみほん,1\r\n".encode("utf-16")[:-1], "2行目", "UTF-16"),
        (b"\xef\xbb\xbf" + "学校名\n".encode() + b"\x93\n", "2行目・左から1文字目", "UTF-8"),
    ],
)
def test_a_damaged_byte_is_refused_with_its_place(content: bytes, place: str, encoding: str) -> None:
    with pytest.raises(UserError, match="壊れている") as caught:
        decode(content, file_name="表.csv")
    assert f"表.csv の {place}" in str(caught.value.where)
    assert encoding in caught.value.what


def test_marks_for_unknown_numbers_do_not_make_a_text_euc() -> None:
    text = "学校名,人数\nみほん,･･･\nれい,｡\n"
    assert decode(text.encode("cp932"), file_name="表.csv").text == text


def test_a_zero_byte_is_refused_with_its_place() -> None:
    with pytest.raises(UserError, match="値0のバイト") as caught:
        decode("学校名,人数\nみほん\0小,1\n".encode(), file_name="表.csv")
    assert caught.value.where == "表.csv の 2行目"


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(UserError, match="文字コード"):
        decode(b"\xff\x81\xfd,\xa0\x80\xff" * 3, file_name="表.csv")


CELLS = st.text(st.sampled_from("学校名児童生徒数小中合計みほんれいアイウｶｷｸ123,.-１２年組髙①"), max_size=12)


@given(st.lists(CELLS, min_size=1, max_size=20), st.sampled_from(ENCODINGS))
def test_no_character_changes_on_the_way(cells: list[str], encoding: str) -> None:
    text = "学校名,令和６年度の児童数\r\n" + "".join(f"{cell},れんしゅう\r\n" for cell in cells)
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    assert decode(content, file_name="表.csv").text == text


@given(
    st.lists(CELLS, min_size=3, max_size=10),
    st.sampled_from(["utf-8", "utf-8-sig"]),
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=0x80, max_value=0xFF),
)
def test_a_damaged_byte_of_utf_8_never_makes_it_another_encoding(
    cells: list[str], encoding: str, place: int, byte: int
) -> None:
    content = ("学校名,令和６年度の児童数\r\n" + "\r\n".join(cells)).encode(encoding)
    place %= len(content)
    damaged = content[:place] + bytes([byte]) + content[place + 1 :]
    try:
        decoded = decode(damaged, file_name="表.csv")
    except UserError:
        return
    assert decoded.encoding.startswith("utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        decode(content, file_name="表.csv")
    except UserError as error:
        assert error.fix
