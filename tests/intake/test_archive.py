"""Zips of the files that a board hands over."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import archive
from edu_dx.intake.read import read_file
from edu_dx.intake.workbook import open_file

WriteZip = Callable[..., Path]
CSV = "学校名,１年,２年\r\nみほん小学校,10,12\r\n"


@pytest.fixture
def write_zip(tmp_path: Path) -> WriteZip:
    """Write a zip of members by name, names in UTF-8: ``write_zip("提出.zip", {"表.csv": "…"})``."""

    def write(name: str, members: Mapping[str, str | bytes]) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for member, content in members.items():
                package.writestr(member, content)
        return path

    return write


def renamed_as_windows_does(path: Path, placeholder: str, name: str) -> None:
    """Give a member a name in CP932, as long as its placeholder of ASCII, without a mark for the encoding."""
    encoded = name.encode("cp932")
    assert len(encoded) == len(placeholder)
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), encoded))


def test_every_member_is_opened_by_its_content(write_zip: WriteZip, write_xlsx: Callable[..., Path]) -> None:
    book = write_xlsx("表.xlsx", {"児童数": [["学校名"], ["みほん"]], "隠す": [["x"]]}, hidden=["隠す"])
    path = write_zip("提出.zip", {"小/名簿.csv": CSV.encode("cp932"), "中/表.xls": book.read_bytes()})
    raw = open_file(path)
    assert [sheet.name for sheet in raw.sheets] == ["小/名簿.csv", "中/表.xls／児童数"]
    assert [sheet.own_name for sheet in raw.sheets] == ["", "児童数"]
    assert [raw.stem_of(sheet) for sheet in raw.sheets] == ["名簿", "表"]
    assert raw.sheets[0].rows[1] == ["みほん小学校", "10", "12"]
    assert raw.left_out.keys() == {"中/表.xls／隠す"}
    assert raw.warnings[0].startswith("中/表.xls：拡張子は")
    assert raw.encoding == "zip（cp932・xlsx）"
    assert raw.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_names_that_windows_wrote_are_read(write_zip: WriteZip) -> None:
    path = write_zip("提出.zip", {"ABCDEFGHIJ.csv": CSV})
    renamed_as_windows_does(path, "ABCDEFGHIJ", "ソ能表一覧")
    assert [sheet.name for sheet in open_file(path).sheets] == ["ソ能表一覧.csv"]


def test_what_systems_leave_behind_is_passed_over(write_zip: WriteZip) -> None:
    path = write_zip(
        "提出.zip",
        {
            "表.csv": CSV,
            "__MACOSX/._表.csv": b"x",
            ".DS_Store": b"x",
            "~$表.xlsx": b"x",
            "a/Thumbs.db": b"x",
            "空/": "",
        },
    )
    raw = open_file(path)
    assert [sheet.name for sheet in raw.sheets] == ["表.csv"]
    assert raw.left_out == {}


def test_a_member_without_a_table_is_left_out_and_loses_no_other(write_zip: WriteZip) -> None:
    inner = write_zip("中.zip", {"表.csv": CSV})
    path = write_zip(
        "提出.zip",
        {
            "説明.pdf": b"%PDF-1.7",
            "空.csv": b"",
            "壊れ.xlsx": b"PK\x03\x04rubbish",
            "中.zip": inner.read_bytes(),
            "傷.csv": CSV.encode() + b"\xe5\n",
            "表.csv": CSV,
        },
    )
    raw = open_file(path)
    assert [sheet.name for sheet in raw.sheets] == ["表.csv"]
    assert {name: reason[:8] for name, reason in raw.left_out.items()} == {
        "説明.pdf": "表計算のファイル",
        "空.csv": "ファイルが空です",
        "壊れ.xlsx": "ファイルが壊れて",
        "中.zip": "圧縮ファイルの中",
        "傷.csv": "文字が壊れている",
    }


def test_a_member_with_a_damaged_checksum_is_left_out(write_zip: WriteZip, tmp_path: Path) -> None:
    path = tmp_path / "提出.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("表.csv", CSV)
        package.writestr("傷.csv", "ABCDEFG,1\n")
    path.write_bytes(path.read_bytes().replace(b"ABCDEFG", b"ABCDEFX"))
    raw = open_file(path)
    assert raw.left_out == {"傷.csv": "壊れています"}
    assert [sheet.name for sheet in raw.sheets] == ["表.csv"]


def test_a_zip_without_any_table_says_what_is_in_it(write_zip: WriteZip) -> None:
    with pytest.raises(UserError, match="読める表がありません") as caught:
        open_file(write_zip("提出.zip", {"説明.pdf": b"%PDF-1.7"}))
    assert "説明.pdf" in caught.value.what
    with pytest.raises(UserError, match="読める表がありません"):
        open_file(write_zip("空.zip", {}))


def locked(path: Path, member: bytes) -> None:
    """Set the mark of a password on a member's two headers."""
    content = bytearray(path.read_bytes())
    for mark, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            if content[start + name : start + name + len(member)] == member:
                content[start + flags] |= 1
    path.write_bytes(content)


def test_members_behind_a_password_are_told(write_zip: WriteZip) -> None:
    path = write_zip("提出.zip", {"a.csv": CSV, "b.csv": CSV})
    locked(path, b"b.csv")
    assert open_file(path).left_out == {"b.csv": "パスワードが付いています"}
    locked(path, b"a.csv")
    with pytest.raises(UserError, match="パスワードの付いた圧縮ファイル"):
        open_file(path)


def test_a_zip_beyond_the_limits_is_refused(write_zip: WriteZip, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip("提出.zip", {"a.csv": CSV, "b.csv": CSV})
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(UserError, match="大きすぎる"):
        open_file(path)


def test_a_bomb_is_refused_in_a_zip_and_in_a_workbook(
    write_zip: WriteZip, write_xlsx: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    for path in (write_zip("提出.zip", {"a.csv": "0" * 5_000}), write_xlsx("表.xlsx", [["校"]])):
        with pytest.raises(UserError, match="大きすぎる"):
            open_file(path)


@pytest.mark.parametrize(
    ("archive_name", "member"),
    [
        ("提出.zip", "令和6年度児童数.csv"),
        ("提出.zip", "令和6年度/児童数.csv"),
        ("児童数R6.5.1.zip", "小学校.csv"),
    ],
)
def test_a_member_is_dated_by_the_names_around_it(
    write_zip: WriteZip, archive_name: str, member: str
) -> None:
    text = "学校名,１年,２年,３年,４年,５年,６年,計\nみほん小学校,1,2,3,4,5,6,21\n"
    (intake,) = read_file(write_zip(archive_name, {member: text}), table="enrolment")
    assert set(intake.frame["fiscal_year"]) == {2024}
    assert intake.receipt.sheet == member


def test_a_member_that_does_not_say_its_year_loses_no_other(write_zip: WriteZip) -> None:
    text = "学校名,１年,２年,３年,４年,５年,６年,計\nみほん小学校,1,2,3,4,5,6,21\n"
    path = write_zip("提出.zip", {"令和6年度.csv": text, "児童数.csv": text})
    (intake,) = read_file(path, table="enrolment")
    assert intake.receipt.sheet == "令和6年度.csv"
    assert {left.sheet: left.reason[:10] for left in intake.receipt.sheets_not_read} == {
        "児童数.csv": "いつの時点の資料か分"
    }
