"""Cells of an xls that hold an error, which readers of values give as blanks.

Sources: [MS-CFB] for the file system inside the file, [MS-XLS] for the records of Excel 97 to 2003.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BOF, _EOF, _BOUNDSHEET, _FORMULA, _BOOL_OR_ERROR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_EXCEL_97 = 0x0600
_LAST_SECTOR = 0xFFFFFFF0
_MOST_IN_HEADER = 109


def errors_of_old_workbook(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Errors by sheet and place, (row, column) from 0; nothing for versions before Excel 97.

    Raises:
        struct.error, IndexError: the file is not built as an xls is.
    """
    stream = _workbook_stream(content)
    if struct.unpack_from("<H", stream, 4)[0] != _EXCEL_97:
        return {}
    sheets = {}
    for kind, start, _ in _records(stream, 0):
        if kind == _BOUNDSHEET:
            (offset,) = struct.unpack_from("<I", stream, start)
            length, wide = stream[start + 6], stream[start + 7] & 1
            name = stream[start + 8 : start + 8 + length * (1 + wide)]
            sheets[name.decode("utf-16-le" if wide else "latin-1")] = dict(_errors(stream, offset))
    return sheets


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, int, int]]:
    """Kind, first byte and length of each record up to the end of the substream that begins at ``offset``."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, offset + 4, length
        offset += 4 + length
        if depth == 0:
            return


def _errors(stream: bytes, offset: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, start, _ in _records(stream, offset):
        if kind == _FORMULA and stream[start + 6] == 2 and stream[start + 12 : start + 14] == b"\xff\xff":
            code = stream[start + 8]
        elif kind == _BOOL_OR_ERROR and stream[start + 7]:
            code = stream[start + 6]
        else:
            continue
        yield struct.unpack_from("<HH", stream, start), _ERRORS.get(code, "#VALUE!")


def _workbook_stream(content: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    mini_size = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, _, cutoff, mini_table = struct.unpack_from("<4I", content, 48)
    table = _table(content, size)
    entries = _chain(content, directory, table, size, size)
    root_start = struct.unpack_from("<I", entries, 116)[0]
    for start in range(0, len(entries), 128):
        length = max(struct.unpack_from("<H", entries, start + 64)[0] - 2, 0)
        if entries[start : start + length].decode("utf-16-le") not in ("Workbook", "Book"):
            continue
        first, stream_length = struct.unpack_from("<2I", entries, start + 116)
        if stream_length >= cutoff:
            return _chain(content, first, table, size, size)[:stream_length]
        small = _chain(content, root_start, table, size, size)
        small_table = _numbers(_chain(content, mini_table, table, size, size))
        return _chain(small, first, small_table, mini_size, 0)[:stream_length]
    raise IndexError("no workbook in the file")


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows each sector."""
    (sectors,) = struct.unpack_from("<I", content, 44)
    places = list(struct.unpack_from(f"<{_MOST_IN_HEADER}I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    while more < _LAST_SECTOR and len(places) < sectors:
        *block, more = _numbers(content[(more + 1) * size : (more + 2) * size])
        places += block
    return _numbers(b"".join(content[(place + 1) * size : (place + 2) * size] for place in places[:sectors]))


def _chain(content: bytes, first: int, table: tuple[int, ...], size: int, header: int) -> bytes:
    blocks: list[bytes] = []
    sector = first
    while sector < _LAST_SECTOR and len(blocks) <= len(table):
        blocks.append(content[header + sector * size : header + (sector + 1) * size])
        sector = table[sector]
    return b"".join(blocks)


def _numbers(block: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
