"""Bytes of a text file → its characters: which encoding, whatever anybody says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edu_dx.errors import UserError

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SHIFTED = re.compile(rb"\x1b[$(]")
_HALFWIDTH_KANA = re.compile("[\uff61-\uff9f]")
_EXTERNAL_CHARACTERS = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Private use, and U+FFFD: the character that another program has put where it could not read one."""

_NO_CHARACTERS_OF_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
"""What Python makes of bytes that CP932 does not define."""

_UTF8_SEQUENCES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_IMPOSSIBLE_KANA = re.compile("[｡-･]|(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_BYTES_OF_KANA_ALONE = re.compile(rb"[\x00-\x7f\xa1-\xdf]*")
_ENOUGH_TO_TELL = 12
"""So many high bytes of EUC-JP always have one above 0xDF among them (half of all second bytes are)."""

_NAMES = {"utf-8": "UTF-8", "cp932": "Shift_JIS（CP932）", "euc_jp": "EUC-JP", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class Decoded:
    """A text file's characters.

    Args:
        text: the whole text.
        encoding: name of the encoding, as Python calls it.
        external_characters: how many private-use characters (外字) stand as 〓 in ``text``, together with those
            that another program has lost before.
    """

    text: str
    encoding: str
    external_characters: int


def decode(content: bytes, *, file_name: str) -> Decoded:
    """Decode a text file strictly: nothing is replaced or dropped to make it fit.

    Raises:
        UserError: the bytes fit none of the known encodings; where only few do not fit, it names the first.
    """
    content = content.rstrip(b"\x1a") if not content.startswith((b"\xff\xfe", b"\xfe\xff")) else content
    text, encoding = _text_of(content, file_name)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UserError(
            "文字でないデータ（値0のバイト）が混じっているため、ファイルを読めませんでした。",
            where=f"{file_name} の {line}行目",
            fix="ファイルが壊れているようです。送り主に、もう一度ファイルを送ってもらってください。",
        )
    text, external = _EXTERNAL_CHARACTERS.subn("〓", text)
    return Decoded(text, encoding, external)


def _text_of(content: bytes, file_name: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _strict(content.removeprefix(b"\xef\xbb\xbf"), encoding.removesuffix("-sig"), file_name)
            return text, encoding
    if unmarked := _utf_16_without_mark(content):
        return _strict(content, unmarked, file_name), unmarked
    if _SHIFTED.search(content) and content.isascii():
        return _strict(content, "iso2022_jp_ext", file_name), "iso2022_jp_ext"
    if (utf_8 := _text_or_none(content, "utf-8")) is not None:
        return utf_8, "utf-8"
    return _text_of_old_encoding(content, file_name)


def _utf_16_without_mark(content: bytes) -> str | None:
    """Every other byte of the ASCII characters in it (commas, ends of lines) is zero, and always the same one."""
    low, high = content[::2].count(0), content[1::2].count(0)
    few = max(low, high) // 100
    if max(low, high) < len(content) // 100 + 1 or min(low, high) > few:
        return None
    encoding = "utf-16-le" if high > low else "utf-16-be"
    ends_of_lines = {"\n".encode(encoding), "\r".encode(encoding)}
    return encoding if any(end in content for end in ends_of_lines) else None


def _text_of_old_encoding(content: bytes, file_name: str) -> tuple[str, str]:
    """CP932 or EUC-JP; a text that is nearly UTF-8 or nearly EUC-JP is a damaged one and no other encoding's."""
    if _errors(content, "utf-8") * 2 <= len(_UTF8_SEQUENCES.findall(content)):
        raise _damaged(content, "utf-8", file_name)
    cp932, euc_jp = (_text_or_none(content, encoding) for encoding in ("cp932", "euc_jp"))
    if cp932 is not None and euc_jp is not None:
        if _is_halfwidth_kana(content, cp932):
            return cp932, "cp932"
        kana = {text: len(_HALFWIDTH_KANA.findall(text)) for text in (cp932, euc_jp)}
        return (cp932, "cp932") if kana[cp932] <= kana[euc_jp] else (euc_jp, "euc_jp")
    if euc_jp is not None:
        return euc_jp, "euc_jp"
    if cp932 is not None and not (_has_impossible_kana(cp932) and _is_nearly(content, "euc_jp")):
        return cp932, "cp932"
    nearest = (
        min(("euc_jp", "cp932"), key=lambda encoding: _errors(content, encoding))
        if cp932 is None
        else "euc_jp"
    )
    if not _is_nearly(content, nearest):
        raise UserError(
            "文字コードが分からないため、ファイルを読めませんでした。",
            where=file_name,
            fix="元のシステムかExcelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
        )
    raise _damaged(content, nearest, file_name)


def _is_halfwidth_kana(content: bytes, text: str) -> bool:
    return (
        len(_HIGH_BYTES.findall(content)) >= _ENOUGH_TO_TELL
        and _BYTES_OF_KANA_ALONE.fullmatch(content) is not None
        and not _has_impossible_kana(text)
    )


def _has_impossible_kana(text: str) -> bool:
    """Whether half-width kana come as they come in no language: EUC-JP read as CP932."""
    kana = len(_HALFWIDTH_KANA.findall(text))
    return len(_IMPOSSIBLE_KANA.findall(text)) * 4 > kana


def _is_nearly(content: bytes, encoding: str) -> bool:
    """Whether most characters that are not ASCII are the encoding's."""
    fitting = content.decode(encoding, errors="ignore")
    foreign = len(fitting) - len(fitting.encode("ascii", errors="ignore"))
    return _errors(content, encoding) * 4 <= foreign


def _errors(content: bytes, encoding: str) -> int:
    text = content.decode(encoding, errors="replace")
    errors = text.count("\ufffd")
    if encoding == "utf-8":
        return errors - content.count("\ufffd".encode())
    return errors + (len(_NO_CHARACTERS_OF_CP932.findall(text)) if encoding == "cp932" else 0)


def _strict(content: bytes, encoding: str, file_name: str) -> str:
    text = _text_or_none(content, encoding)
    if text is None:
        raise _damaged(content, encoding, file_name)
    return text


def _text_or_none(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if encoding == "cp932" and _NO_CHARACTERS_OF_CP932.search(text) else text


def _damaged(content: bytes, encoding: str, file_name: str) -> UserError:
    """The refusal of a text with the place of the first byte that does not fit."""
    before = content[: _first_error(content, encoding)].decode(encoding, errors="ignore")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    name = _NAMES.get(encoding.removesuffix("-le").removesuffix("-be"), encoding)
    return UserError(
        f"文字が壊れているため、ファイルを読めませんでした（{name} として読めないところが{_errors(content, encoding)}か所）。",
        where=f"{file_name} の {line}行目・左から{column}文字目",
        fix="送り主に、もう一度ファイルを送ってもらうか、その行を元の資料と見比べて直してください。",
    )


def _first_error(content: bytes, encoding: str) -> int:
    """Place of the first byte that is no character."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content[: error.start].decode(encoding)
        unfit = _NO_CHARACTERS_OF_CP932.search(text) if encoding == "cp932" else None
        return error.start if unfit is None else len(text[: unfit.start()].encode(encoding))
    unfit = _NO_CHARACTERS_OF_CP932.search(text)
    return len(content) if unfit is None else len(text[: unfit.start()].encode(encoding))
