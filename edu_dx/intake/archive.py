"""A zip → the files in it, unpacked in memory within limits."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from edu_dx.errors import UserError

MOST_MEMBERS = 1_000
"""More files than a board hands over at once; a zip of more is made to fill the memory."""

MOST_BYTES = 1 << 30
"""Unpacked size of all files together: ten times a year of tickets of a large city, and still in memory."""

_LEFT_BY_SYSTEMS = {"thumbs.db", "desktop.ini"}
_ENCRYPTED = 0x1
_NAME_IS_UTF_8 = 0x800


@dataclass(frozen=True)
class Member:
    """A file in a zip: its name with its folders, and its bytes."""

    name: str
    content: bytes


@dataclass
class Archive:
    """What a zip holds.

    Args:
        members: the files, in the order of the zip.
        left_out: files that could not be unpacked, name → reason (Japanese).
    """

    members: list[Member] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def unpack(content: bytes, *, file_name: str) -> Archive:
    """Every file of a zip but those that operating systems leave in it.

    Raises:
        UserError: the zip is larger than the limits allow, or all of it is behind a password.
    """
    archive = Archive()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos = [info for info in package.infolist() if not _is_of_the_system(name_of(info))]
        refuse_beyond_limits(infos, file_name=file_name)
        if infos and all(info.flag_bits & _ENCRYPTED for info in infos):
            raise UserError(
                "パスワードの付いた圧縮ファイルのため、読めませんでした。",
                where=file_name,
                fix="パスワードを入れて展開し、中のファイルを（フォルダごと）指定してください。",
            )
        for info in infos:
            name = name_of(info)
            if info.flag_bits & _ENCRYPTED:
                archive.left_out[name] = "パスワードが付いています"
                continue
            try:
                archive.members.append(Member(name, package.read(info)))
            except NotImplementedError:
                archive.left_out[name] = "展開できない方式で圧縮されています"
            except (zipfile.BadZipFile, zlib.error, EOFError):
                archive.left_out[name] = "壊れています"
    return archive


def refuse_beyond_limits(infos: list[zipfile.ZipInfo], *, file_name: str) -> None:
    """Refuse what would fill the memory; ``zipfile`` gives no more of a file than its entry announces.

    Raises:
        UserError: there are too many files, or they are too large.
    """
    if len(infos) <= MOST_MEMBERS and sum(info.file_size for info in infos) <= MOST_BYTES:
        return
    raise UserError(
        f"中身が大きすぎるため、開きませんでした（{MOST_MEMBERS:,}ファイル、{MOST_BYTES >> 20:,}MBまで）。",
        where=file_name,
        fix="必要な表だけを取り出して、分けて指定してください。心当たりのないファイルは開かないでください。",
    )


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; without a mark for UTF-8 it is in UTF-8 all the same, or in the CP932 of Windows."""
    name = info.orig_filename
    if not info.flag_bits & _NAME_IS_UTF_8:
        written = name.encode("cp437")
        for encoding in ("utf-8", "cp932"):
            try:
                name = written.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _is_of_the_system(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        name.endswith("/")
        or "__MACOSX" in path.parts
        or path.name.startswith((".", "~$"))
        or path.name.casefold() in _LEFT_BY_SYSTEMS
    )
