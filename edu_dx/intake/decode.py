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
_HALFWIDTH_KANA = re.compile("[\uff61-\uff9f]")
_EXTERNAL_CHARACTERS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Decoded:
    """A text file's characters.

    Args:
        text: the whole text.
        encoding: name of the encoding, as Python calls it.
        external_characters: how many private-use characters (外字) stand as 〓 in ``text``.
    """

    text: str
    encoding: str
    external_characters: int


def decode(content: bytes, *, file_name: str) -> Decoded:
    """Decode a text file strictly: nothing is replaced or dropped to make it fit.

    Raises:
        UserError: the bytes fit none of the known encodings.
    """
    text, encoding = _text_of(content, file_name=file_name)
    text, external = _EXTERNAL_CHARACTERS.subn("〓", text)
    return Decoded(text, encoding, external)


def _text_of(content: bytes, *, file_name: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, file_name=file_name), encoding
    fitting = {
        encoding: text
        for encoding in ("utf-8", "cp932", "euc_jp")
        if (text := _text_or_none(content, encoding)) is not None and "\0" not in text
    }
    if "utf-8" in fitting:
        return fitting["utf-8"], "utf-8"
    if not fitting:
        raise _unknown_encoding(file_name)
    encoding = min(fitting, key=lambda name: len(_HALFWIDTH_KANA.findall(fitting[name])))
    return fitting[encoding], encoding


def _strict(content: bytes, encoding: str, *, file_name: str) -> str:
    text = _text_or_none(content, encoding)
    if text is None:
        raise _unknown_encoding(file_name)
    return text


def _text_or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unknown_encoding(file_name: str) -> UserError:
    return UserError(
        "文字コードが分からないため、ファイルを読めませんでした。",
        where=file_name,
        fix="元のシステムかExcelで「CSV UTF-8（コンマ区切り）」として保存し直してください。",
    )
