"""Kinds of damage to the bytes of a file, and to the way its text is written."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from tests.intake.damage.judged import Outcome
from tests.intake.damage.kind import ALL_FORMS, TEXT, WORKBOOKS, XLSX, Applies, kind
from tests.intake.damage.twin import Dice, Role, Twin


def _without_wave_dash(twin: Twin) -> None:
    """``～`` as Windows writes it is in no code but CP932 and Unicode."""
    for row in twin.of(Role.HEADER):
        row.cells = [_narrow(label) for label in row.cells]


def _narrow(label: Any) -> str:
    return str(label).replace("～", "-")


def _can_be_written_in(code: str) -> Applies:
    """Whether a code has all characters: together with another kind of damage there may be 外字, which JIS has not."""

    def applies(twin: Twin) -> bool:
        try:
            for row in twin.rows:
                labels = map(_narrow, row.cells) if row.role is Role.HEADER else map(str, row.cells)
                "".join(labels).encode(code)
        except UnicodeEncodeError:
            return False
        return True

    return applies


@kind("UTF-8（BOM付き）で保存された", Outcome.REPAIRED, forms=TEXT)
def byte_order_mark(twin: Twin, dice: Dice) -> None:
    twin.encoding = "utf-8-sig"


@kind("Shift_JIS（CP932）で保存された", Outcome.REPAIRED, forms=TEXT)
def cp932(twin: Twin, dice: Dice) -> None:
    twin.encoding = "cp932"


@kind("EUC-JPで保存された", Outcome.REPAIRED, applies=_can_be_written_in("euc_jp"), forms=TEXT)
def euc_jp(twin: Twin, dice: Dice) -> None:
    twin.encoding = "euc_jp"
    _without_wave_dash(twin)


@kind("UTF-16で保存された", Outcome.REPAIRED, forms=TEXT)
def utf_16(twin: Twin, dice: Dice) -> None:
    twin.encoding = dice.pick(("utf-16", "utf-16-le", "utf-16-be"))


@kind(
    "JIS（ISO-2022-JP）で保存された",
    Outcome.REPAIRED,
    applies=_can_be_written_in("iso2022_jp_ext"),
    forms=TEXT,
)
def iso_2022_jp(twin: Twin, dice: Dice) -> None:
    twin.encoding = "iso2022_jp_ext"
    _without_wave_dash(twin)


@kind("タブ・セミコロンで区切られた", Outcome.REPAIRED, forms=TEXT)
def other_delimiter(twin: Twin, dice: Dice) -> None:
    twin.delimiter = dice.pick(("\t", ";"))


@kind("改行がLFだけ・CRだけになった", Outcome.REPAIRED, forms=TEXT)
def other_line_end(twin: Twin, dice: Dice) -> None:
    twin.line_end = dice.pick(("\n", "\r"))


@kind("改行がCRLFとLFの混じったものになった", Outcome.REPAIRED, forms=TEXT)
def mixed_line_ends(twin: Twin, dice: Dice) -> None:
    lines = dice.some(range(len(twin.rows) - 1))

    def mix(content: bytes) -> bytes:
        parts = content.split(b"\r\n")
        ends = [b"\n" if place in lines else b"\r\n" for place in range(len(parts) - 1)]
        return b"".join(part + end for part, end in zip(parts, [*ends, b""], strict=True))

    twin.on_bytes.append(mix)


@kind("すべての欄が引用符で囲まれた", Outcome.REPAIRED, forms=TEXT)
def quoted_cells(twin: Twin, dice: Dice) -> None:
    twin.quote_all = True


@kind("行末に余分な区切りが付いた", Outcome.REPAIRED, forms=TEXT)
def trailing_delimiters(twin: Twin, dice: Dice) -> None:
    extra = b"," * dice.number(1, 3)
    twin.on_bytes.append(lambda content: content.replace(b"\r\n", extra + b"\r\n"))


@kind("最後の行に改行がない・空行が続く", Outcome.REPAIRED, forms=TEXT)
def odd_ending(twin: Twin, dice: Dice) -> None:
    ending = dice.pick((b"", b"\r\n\r\n\r\n", b"\r\n\x1a", b"\r\n,,,\r\n"))
    twin.on_bytes.append(lambda content: content.removesuffix(b"\r\n") + ending)


@kind("短い行がある（末尾の空欄が省かれた）", Outcome.REPAIRED, forms=TEXT)
def ragged_rows(twin: Twin, dice: Dice) -> None:
    for row in twin.rows:
        while row.cells and row.cells[-1] == "":
            row.cells.pop()
    twin.insert_row(len(twin.rows), [""] * (len(twin.columns) + 2))


@kind("欄の中の区切りが引用符で囲まれず、行がずれた", Outcome.TOLD, forms=TEXT)
def unquoted_comma(twin: Twin, dice: Dice) -> None:
    """Everything right of the comma slips by one column."""
    row = dice.pick(twin.data)
    place = dice.number(0, len(row.cells) - 2)
    row.cells = [*row.cells[: place + 1], "ほか", *row.cells[place + 1 :]]
    twin.touch(row)


@kind("引用符が閉じられていない", Outcome.TOLD, refusable=True, forms=TEXT)
def open_quote(twin: Twin, dice: Dice) -> None:
    row = dice.pick(twin.data)
    twin.touch(*twin.data[twin.data.index(row) :])
    number = twin.rows.index(row)

    def damage(content: bytes) -> bytes:
        lines = content.split(b"\r\n")
        lines[number] = b'"' + lines[number]
        return b"\r\n".join(lines)

    twin.on_bytes.append(damage)


@kind("引用符が2行の初めに紛れ込んだ", Outcome.TOLD, refusable=True, forms=TEXT)
def stray_quotes(twin: Twin, dice: Dice) -> None:
    """All rows between the two become one cell."""
    first, last = (twin.rows.index(row) for row in dice.some(twin.data, 2)[:2])
    twin.touch(*twin.rows[first : last + 1])

    def damage(content: bytes) -> bytes:
        lines = content.split(b"\r\n")
        lines[first], lines[last] = b'"' + lines[first], b'"' + lines[last]
        return b"\r\n".join(lines)

    twin.on_bytes.append(damage)


@kind("拡張子が中身と違う", Outcome.REPAIRED, forms=ALL_FORMS)
def wrong_extension(twin: Twin, dice: Dice) -> None:
    others = [suffix for suffix in (".csv", ".xlsx", ".xls", ".txt", ".dat") if suffix != f".{twin.form}"]
    twin.suffix = dice.pick(others)
    twin.must_say.append("拡張子")
    if twin.form == "csv" and twin.suffix == ".txt":
        twin.must_say.clear()


@kind("途中で切れた", Outcome.TOLD, forms=TEXT)
def truncated_text(twin: Twin, dice: Dice) -> None:
    """Cut within the last rows: nothing tells that the rest is missing, so that it is gone from the file."""
    row = twin.data[-1]
    kept = twin.rows.index(row)
    twin.on_bytes.append(lambda content: b"\r\n".join(content.split(b"\r\n")[:kept]) + b"\r\n")
    for lost in twin.rows[kept:]:
        twin.records = {key: record for key, record in twin.records.items() if record.row is not lost}
    del twin.rows[kept:]


@kind("文字の途中で切れた", Outcome.REFUSED, forms=TEXT)
def truncated_character(twin: Twin, dice: Dice) -> None:
    twin.on_bytes.append(lambda content: content + "計".encode()[: dice.number(1, 2)])


@kind("ブックが途中で切れた", Outcome.REFUSED, forms=XLSX)
def truncated_workbook(twin: Twin, dice: Dice) -> None:
    share = dice.number(10, 95)
    twin.on_bytes.append(lambda content: content[: len(content) * share // 100])


@kind("文字の1バイトが化けた", Outcome.REFUSED, forms=TEXT)
def flipped_byte(twin: Twin, dice: Dice) -> None:
    number = dice.number(0, 30)

    def flip(content: bytes) -> bytes:
        high = [place for place, byte in enumerate(content) if byte >= 0xE0]
        place = high[number % len(high)]
        return content[:place] + b"\xff" + content[place + 1 :]

    twin.on_bytes.append(flip)


@kind("値0のバイトが混じった", Outcome.REFUSED, forms=TEXT)
def nul_bytes(twin: Twin, dice: Dice) -> None:
    at = dice.number(20, 60)
    twin.on_bytes.append(lambda content: content[:at] + b"\0\0" + content[at:])


@kind("空のファイルになった", Outcome.REFUSED, forms=TEXT)
def empty_file(twin: Twin, dice: Dice) -> None:
    content = dice.pick((b"", b"\r\n", b"\xef\xbb\xbf", b" \r\n,,,\r\n"))
    twin.on_bytes.append(lambda _: content)


@kind("ほかの形式のファイルに置き換わった（PDFなど）", Outcome.REFUSED)
def other_document(twin: Twin, dice: Dice) -> None:
    content = dice.pick(
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"{\\rtf1\\ansi }")
    )
    twin.on_bytes.append(lambda _: content)


@kind("zipに入れられた（中の名前はCP932）", Outcome.REPAIRED)
def zipped(twin: Twin, dice: Dice) -> None:
    name = f"資料/{twin.stem}.{twin.form}"
    twin.suffix = ".zip"

    def pack(content: bytes) -> bytes:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("X" * len(name.encode("cp932")), content)
        return archive.getvalue().replace(b"X" * len(name.encode("cp932")), name.encode("cp932"))

    twin.on_bytes.append(pack)


@kind("zipの中のzipに入れられた", Outcome.REFUSED)
def zipped_twice(twin: Twin, dice: Dice) -> None:
    twin.suffix = ".zip"

    def pack(content: bytes) -> bytes:
        for name in (f"{twin.stem}.{twin.form}", "中.zip"):
            archive = io.BytesIO()
            with zipfile.ZipFile(archive, "w") as packed:
                packed.writestr(name, content)
            content = archive.getvalue()
        return content

    twin.on_bytes.append(pack)


@kind("HTMLの表が.xlsという名前で来た", Outcome.REPAIRED, forms=TEXT)
def web_page(twin: Twin, dice: Dice) -> None:
    """As many systems export “Excel” files."""
    twin.suffix = ".xls"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.cells)}</tr>" for row in twin.rows)
    page = f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>"
    twin.on_bytes.append(lambda _: page.encode())


@kind("パスワード付きのブックのような、読めない入れ物になった", Outcome.REFUSED, forms=WORKBOOKS)
def locked_workbook(twin: Twin, dice: Dice) -> None:
    """A compound file in which nothing can be found, as an encrypted workbook is to a reader without the password."""
    twin.on_bytes.append(lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024)
