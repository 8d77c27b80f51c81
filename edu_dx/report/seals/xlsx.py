"""The seal of a workbook: custom document properties, which Excel shows under ファイル > 情報 > プロパティ.

A sealed workbook is packed without compression. Compressed, the same content has many forms, in which a change could
hide; packed like this there is one, and a file of any other form is not the one that was sealed.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.etree import ElementTree

from edu_dx.errors import UserError

_PROPERTIES = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
# What else has to name the properties, and before which end tag: content types and relations of the package.
_MENTIONS = {
    _TYPES: (
        b'<Override PartName="/docProps/custom.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>',
        b"</Types>",
    ),
    _RELATIONS: (
        b'<Relationship Id="rIdSeal" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" '
        b'Target="docProps/custom.xml"/>',
        b"</Relationships>",
    ),
}
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPE_OF_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# Excel allows 255 signs in a property; number 0 and 1 are not for use.
_PART = 255
_FIRST_NUMBER = 2
_NAME = re.compile(r"edu-dx-seal ([0-9]{3})")
# A report has less than one megabyte; what claims to be far more is not unpacked.
_LARGEST = 100_000_000
_LARGEST_PROPERTIES = 1_000_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for damaged files.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_UNDATED = (1980, 1, 1, 0, 0, 0)

Members = Mapping[str, bytes]


def attached(content: bytes, seal_text: str) -> bytes:
    """The workbook with a seal; ValueError if it has custom properties already."""
    members = _unpacked(content)
    if _PROPERTIES in members:
        raise ValueError("the workbook has custom properties, whose place the seal takes")
    mentioned = {name: _with_mention(name, data) for name, data in members.items()}
    return _packed({**mentioned, _PROPERTIES: _properties(seal_text)})


def split(file: bytes) -> tuple[bytes, str | None]:
    """The workbook without its seal, and the seal's text; UserError if it cannot be unpacked without doubt."""
    members = _unpacked(file)
    text = _seal_in(members.get(_PROPERTIES, b""))
    if text is None:
        return file, None
    content = {name: _without_mention(name, data) for name, data in members.items() if name != _PROPERTIES}
    return _packed(content), text


def digest(content: bytes) -> str:
    """What names the workbook's members and their content, however they are packed."""
    hashed = hashlib.sha256()
    for name, data in sorted(_unpacked(content).items()):
        hashed.update(f"{name}\n{len(data)}\n".encode())
        hashed.update(data)
    return f"sha256:{hashed.hexdigest()}"


def _unpacked(file: bytes) -> Members:
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            infos = package.infolist()
            if sum(info.file_size for info in infos) > _LARGEST:
                raise UserError("ファイルの中身が、報告書にはありえない大きさです。開かないでください。")
            if any(info.compress_type not in _PACKINGS for info in infos):
                raise zipfile.BadZipFile("not packed as Excel packs")
            members = {info.filename: package.read(info) for info in infos}
    except _UNREADABLE as error:
        raise UserError("Excelのファイルとして読めません。途中で切れているか、壊れています。") from error
    if len(members) != len(infos):
        raise UserError("ファイルの中に同じ名前の部品が2つあります。Excelが作るファイルではありません。")
    return members


def _packed(members: Members) -> bytes:
    """The members in their order, in the one form in which nothing can hide."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _UNDATED)
            # Otherwise it would tell on which system the file was packed.
            info.create_system = 0
            info.external_attr = 0o600 << 16
            package.writestr(info, data)
    return file.getvalue()


def _with_mention(name: str, data: bytes) -> bytes:
    mention, end = _MENTIONS.get(name, (b"", b""))
    return data.replace(end, mention + end) if mention else data


def _without_mention(name: str, data: bytes) -> bytes:
    mention, end = _MENTIONS.get(name, (b"", b""))
    return data.replace(mention + end, end) if mention else data


def _properties(seal_text: str) -> bytes:
    parts = (seal_text[place : place + _PART] for place in range(0, len(seal_text), _PART))
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{_FIRST_NUMBER + number}" name="edu-dx-seal {number + 1:03d}">'
        f"<vt:lpwstr>{part}</vt:lpwstr></property>"
        for number, part in enumerate(parts)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (
        f'{head}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPE_OF_VALUE}">{properties}</Properties>'.encode()
    )


def _seal_in(properties: bytes) -> str | None:
    """The seal's text, also where another program has written the properties anew; None if there is none."""
    if len(properties) > _LARGEST_PROPERTIES or b"<!" in properties or b"\0" in properties:
        return None
    try:
        entries = ElementTree.fromstring(properties)
    except ElementTree.ParseError:
        return None
    parts = {entry.get("name", ""): "".join(entry.itertext()) for entry in entries}
    return "".join(text for name, text in sorted(parts.items()) if _NAME.fullmatch(name)) or None
