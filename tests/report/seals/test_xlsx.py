import hashlib
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from edu_dx.errors import UserError
from edu_dx.report.seals.xlsx import attached, digest, split
from edu_dx.review.approval import seal_text
from tests.report.sealing import SealedReport

SEAL, OTHER = "edu-dx-seal:1:" + "A" * 2000, "edu-dx-seal:1:BBBB"
PROPERTIES = "docProps/custom.xml"
Member = tuple[str, bytes]
SMALL: list[Member] = [
    ("[Content_Types].xml", b'<Types><Override PartName="/xl/workbook.xml"/></Types>'),
    ("_rels/.rels", b'<Relationships><Relationship Id="rId1"/></Relationships>'),
    ("xl/workbook.xml", "<workbook>みほん市</workbook>".encode()),
]


def members(file: bytes) -> list[Member]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def packed(content: list[Member], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as package:
        for name, data in content:
            package.writestr(name, data)
    return file.getvalue()


def as_attached(file: bytes) -> bool:
    """Whether the file is what attaching its seal to its content gives."""
    content, text = split(file)
    return text is not None and attached(content, text) == file


WORKBOOK = packed(SMALL)


def test_what_was_attached_is_split_again() -> None:
    content, text = split(attached(WORKBOOK, SEAL))

    assert text == SEAL
    assert members(content) == SMALL
    assert digest(content) == digest(WORKBOOK)


def test_a_workbook_without_seal_is_left_as_it_is() -> None:
    assert split(WORKBOOK) == (WORKBOOK, None)


def test_the_reader_of_a_sealed_workbook_meets_the_same_cells(sealed_report: SealedReport) -> None:
    bare, sealed = (
        openpyxl.load_workbook(io.BytesIO(file))
        for file in (sealed_report.bare["xlsx"], sealed_report.files["xlsx"])
    )

    assert sealed.sheetnames == bare.sheetnames
    assert [list(sheet.values) for sheet in sealed] == [list(sheet.values) for sheet in bare]


def test_the_seal_is_seen_in_the_workbooks_properties(sealed_report: SealedReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sealed_report.files["xlsx"]))
    parts = {shown.name: shown.value for shown in book.custom_doc_props.props}

    assert all(len(part) <= 255 for part in parts.values())
    assert "".join(parts[name] for name in sorted(parts)) == seal_text(sealed_report.seal)


def test_the_bytes_are_the_same_on_every_system_and_python() -> None:
    """Who verifies packs the file again: were this to change, no seal given before would hold."""
    assert hashlib.sha256(attached(WORKBOOK, SEAL)).hexdigest() == (
        "4f235d6ae02212ab805e4150a1a9797a35c2d870db9b7125f0a9decda0764b25"
    )


def test_a_workbook_that_has_properties_gets_no_seal() -> None:
    with pytest.raises(ValueError, match="custom properties"):
        attached(attached(WORKBOOK, SEAL), OTHER)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_digest_is_of_the_members_however_they_are_packed(packing: int) -> None:
    assert digest(packed(SMALL, packing)) == digest(WORKBOOK)
    assert digest(packed(SMALL[::-1], packing)) == digest(WORKBOOK)


@pytest.mark.parametrize(
    "changed",
    [
        SMALL[:-1],
        [*SMALL, ("more", b"")],
        [*SMALL[:-1], ("xl/workbook2.xml", SMALL[-1][1])],
        [*SMALL[:-1], (SMALL[-1][0], SMALL[-1][1].replace(b"book", b"hook"))],
    ],
    ids=["less", "more", "renamed", "changed"],
)
def test_the_digest_sees_every_member(changed: list[Member]) -> None:
    assert digest(packed(changed)) != digest(WORKBOOK)


def test_a_workbook_saved_again_still_shows_its_seal_but_is_another_file(sealed_report: SealedReport) -> None:
    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(sealed_report.files["xlsx"])).save(again)

    assert split(again.getvalue())[1] == seal_text(sealed_report.seal)
    assert not as_attached(again.getvalue())


def change(name: str, old: bytes, new: bytes) -> Callable[[list[Member]], list[Member]]:
    return lambda given: [(each, data.replace(old, new) if each == name else data) for each, data in given]


@pytest.mark.parametrize(
    "trick",
    [
        lambda given: [*given, ("xl/more.xml", b"<x/>")],
        lambda given: given[::-1],
        change("xl/workbook.xml", b"workbook", b"hookbook"),
        change(PROPERTIES, b"</Properties>", b'<property name="more"/></Properties>'),
        change(PROPERTIES, b"</Properties>", b'<property name="edu-dx-seal 999"/></Properties>'),
        change(PROPERTIES, b'pid="2"', b'pid="3"'),
        change("_rels/.rels", b"rIdSeal", b"rIdOther"),
        change("[Content_Types].xml", b"custom-properties", b"other"),
    ],
    ids=["member", "order", "content", "property", "seal part", "number", "relation", "type"],
)
def test_a_change_of_any_member_is_not_what_attaching_gives(
    trick: Callable[[list[Member]], list[Member]],
) -> None:
    changed = trick(members(attached(WORKBOOK, SEAL)))

    assert not as_attached(packed(changed, zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    "trick",
    [
        lambda file: b"MZ" + file,
        lambda file: file[:-2] + b"\x03\0abc",
        lambda file: packed(members(file)),
        lambda file: packed(members(file), zipfile.ZIP_STORED),
    ],
    ids=["in front", "comment", "compressed", "dated"],
)
def test_a_file_that_is_packed_otherwise_is_not_what_attaching_gives(trick: Callable[[bytes], bytes]) -> None:
    file = trick(attached(WORKBOOK, SEAL))

    assert split(file)[1] == SEAL
    assert not as_attached(file)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_told() -> None:
    """Excel and we might each read another one."""
    with pytest.raises(UserError, match="同じ名前の部品"):
        split(packed([*members(attached(WORKBOOK, SEAL)), SMALL[-1]]))


@pytest.mark.parametrize(
    "file",
    [b"", b"PK", b"no workbook", attached(WORKBOOK, SEAL)[:-30], packed(SMALL, zipfile.ZIP_BZIP2)],
    ids=["empty", "begun", "other", "truncated", "bzip2"],
)
def test_what_is_no_workbook_is_told(file: bytes) -> None:
    with pytest.raises(UserError, match="Excelのファイルとして読めません"):
        split(file)


def test_a_file_that_would_unpack_without_end_is_not_unpacked() -> None:
    bomb = packed([*SMALL, ("xl/bomb.xml", bytes(101_000_000))])

    with pytest.raises(UserError, match="ありえない大きさ"):
        split(bomb)


@pytest.mark.parametrize(
    "properties",
    [
        b"",
        b"<Properties",
        b'<!DOCTYPE x [<!ENTITY a "b">]><Properties><property name="edu-dx-seal 001">&a;</property></Properties>',
        '<Properties><property name="edu-dx-seal 001">A</property></Properties>'.encode("utf-16"),
        b"<Properties>" + b" " * 1_000_000 + b'<property name="edu-dx-seal 001">A</property></Properties>',
        b'<Properties><property name="client">A</property></Properties>',
    ],
    ids=["empty", "broken", "entities", "utf-16", "large", "others"],
)
def test_properties_that_hold_no_seal_are_no_seal(properties: bytes) -> None:
    file = packed([*SMALL, (PROPERTIES, properties)])

    assert split(file) == (file, None)
